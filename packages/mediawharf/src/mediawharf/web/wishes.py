"""What forms of curation have in common: whether to watch the page, until when, and why."""

from mediawharf.curation.watching import WatchWish, Wish
from mediawharf.model.expiry import Expiry, Infinite, parse_expiry
from mediawharf.model.title import Title
from mediawharf.web.visit import Visit


def watch_wish(visit: Visit) -> WatchWish:
    """What the check box ``watch`` asks for."""
    return WatchWish(Wish.WATCH if visit.ticked("watch") else Wish.UNWATCH)


def would_watch(visit: Visit, title: Title, option: str) -> bool:
    """Whether the check box ``watch`` is ticked at first: the page is watched, or the preferences would have it so."""
    if visit.is_post:
        return visit.ticked("watch")
    facilities, user = visit.facilities, visit.user
    if user.is_anonymous:
        return False
    with facilities.database.read() as connection:
        if facilities.watchlist.find(connection, title, user=user) is not None:
            return True
    return bool(facilities.accounts.options(user).get(option))


def expiry_asked(visit: Visit, *, choice: str, written: str) -> Expiry:
    """The end that a list of choices or, where that says ``other``, a text field tells of; raises BadExpiry.

    A time that is over is refused.
    """
    text = visit.asked(choice)
    text = visit.asked(written) if text == "other" else text
    return parse_expiry(text or "infinite", now=visit.facilities.clock.now(), refuse_past=True)


def seconds(expiry: Expiry) -> int | None:
    """The second at which it ends; None: never."""
    return None if isinstance(expiry, Infinite) else expiry
