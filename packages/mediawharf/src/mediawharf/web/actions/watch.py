"""``action=watch`` and ``action=unwatch``: puts a page on the visitor's watchlist, or takes it off."""

from mediawharf.model.expiry import BadExpiry
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.flash import Flash
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import expiry_asked

ENDS = ("infinite", "1 week", "1 month", "3 months", "6 months", "1 year")


def watch(visit: Visit, title: Title) -> Answer:
    """The question for how long, or after a POST the page."""
    if not visit.is_post:
        return _question(title, "watch")
    facilities = visit.facilities
    try:
        expiry = expiry_asked(visit, choice="end", written="until")
    except BadExpiry:
        return _question(title, "watch", problem=visit.text("curate-bad-expiry"))
    with facilities.database.write() as connection:
        facilities.watchlist.watch(connection, title, user=visit.user, expiry=expiry)
    return Leads(visit.addresses.page(title), Flash("curate-watched", {"title": title.prefixed}))


def unwatch(visit: Visit, title: Title) -> Answer:
    """The question, or after a POST the page."""
    if not visit.is_post:
        return _question(title, "unwatch")
    facilities = visit.facilities
    with facilities.database.write() as connection:
        facilities.watchlist.unwatch(connection, title, user=visit.user)
    return Leads(visit.addresses.page(title), Flash("curate-unwatched", {"title": title.prefixed}))


def _question(title: Title, name: str, *, problem: str | None = None) -> Shown:
    values = {"title": title, "action_name": name, "ends": ENDS, "problem": problem}
    return Shown("curate/watch.html", values, 200 if problem is None else 400)


WATCH = PageAction("watch", watch, right="editmywatchlist", needs_account=True, takes_posts=True)
UNWATCH = PageAction("unwatch", unwatch, right="editmywatchlist", needs_account=True, takes_posts=True)
