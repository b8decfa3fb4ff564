"""``Special:Watchlist``: changes of the pages that the visitor watches, and which pages those are."""

from dataclasses import replace
from typing import Final

from mediawharf.pages.changes import TimeRange, WatchedBy
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.changelines import change_page
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.named import named_title
from mediawharf.web.places import place_of, place_text
from mediawharf.web.specials.recentchanges import PAGE_LENGTH, change_filter, filter_values
from mediawharf.web.visit import Visit

_MOST_WATCHED: Final = 200


def watchlist(visit: Visit, rest: str) -> Answer:
    """The changes; ``Special:Watchlist/edit`` is the list of pages."""
    if rest == "edit":
        return _drop(visit) if visit.is_post else _watched(visit)
    facilities = visit.facilities
    watcher = WatchedBy(visit.user.id, facilities.clock.now())
    filter_ = replace(change_filter(visit), watched_by=watcher)
    range_ = TimeRange(PAGE_LENGTH + 1, from_row=place_of(visit.asked("from")))
    with facilities.database.read() as connection:
        found = change_page(facilities, connection, range_, filter_=filter_)
    values = {"lines": found.lines, "following": place_text(found.following), **filter_values(visit)}
    return Shown("changes/watchlist.html", values)


def _watched(visit: Visit) -> Shown:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        after = named_title(visit.asked("after"))
        found = facilities.watchlist.watched(connection, visit.user, limit=_MOST_WATCHED + 1, after=after)
    shown = found[:_MOST_WATCHED]
    following = shown[-1].title.prefixed_dbkey if len(found) > _MOST_WATCHED else None
    return Shown("changes/watched.html", {"watches": shown, "following": following})


def _drop(visit: Visit) -> Leads:
    """Takes off what was ticked: fields ``watch-TITLE``."""
    facilities = visit.facilities
    wanted = (named_title(name.removeprefix("watch-")) for name in visit.form if name.startswith("watch-"))
    titles = [title for title in wanted if title is not None]
    with facilities.database.write() as connection:
        for title in titles:
            facilities.watchlist.unwatch(connection, title, user=visit.user)
    return Leads(visit.addresses.special("Watchlist", "edit"), Flash("log-unwatched", {"count": str(len(titles))}))


WATCHLIST = SpecialPage(
    "Watchlist",
    watchlist,
    title="log-watchlist-title",
    summary="log-watchlist-summary",
    group="changes",
    right="viewmywatchlist",
    needs_account=True,
    takes_posts=True,
)
