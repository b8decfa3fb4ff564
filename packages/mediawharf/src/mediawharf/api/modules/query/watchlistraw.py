"""``list=watchlistraw``: the pages that the user watches, each with its talk page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import ALL, NamespaceId, numbers
from mediawharf.api.modules.query.paging import BY_NAME, check_show, cut, named
from mediawharf.api.modules.query.watchlist import require_own_watchlist
from mediawharf.api.named_page import named_title
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.watching import WatchRange, list_watched
from mediawharf.model.title import Title

SHOW: Final = ("!changed", "changed")


@dataclass(frozen=True, slots=True)
class WatchlistRawParams:
    """The parameters of list=watchlistraw."""

    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    prop: tuple[str, ...] = param(
        Choice(("changed",)), "What to tell of each page; nobody is notified of changes here.", default=(), multi=True
    )
    show: tuple[str, ...] = param(
        Choice(SHOW), "Only pages with changes that the user was told of, or without.", default=(), multi=True
    )
    owner: str | None = param(UserName(), "Whose watchlist; nobody gives theirs away here.")
    token: str | None = param(Text(), "The owner's token; there are none here.")
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    from_title: str | None = param(Text(), "The title to start at, with its namespace.")
    to_title: str | None = param(Text(), "The title to end at, with its namespace.")


def run(query: Query, asked: WatchlistRawParams) -> Mapping[str, Any]:
    """The pages by namespace and name, which stand beside the reply's ``query``."""
    titles = _titles(query, asked)
    query.beside["watchlistraw"] = Tagged([named(title) for title in titles], "wr")
    return {}


def _titles(query: Query, asked: WatchlistRawParams) -> Sequence[Title]:
    require_own_watchlist(query, asked.owner, asked.token)
    show = check_show(asked.show)
    if "changed" in show:
        return ()
    first = None if asked.from_title is None else named_title(asked.from_title)
    last = None if asked.to_title is None else named_title(asked.to_title)
    if asked.continue_ is not None:
        first = _place(asked.continue_)
    found: list[Title] = []
    for namespace in sorted(numbers(asked.namespace) or ALL, reverse=asked.dir == "descending"):
        wanted = _range(query, asked, namespace, (first, last))
        if wanted is not None:
            room = asked.limit + 1 - len(found)
            found += list_watched(query.connection, query.call.user.id, wanted=wanted, limit=room)
        if len(found) > asked.limit:
            break
    titles, following = cut(found, asked.limit)
    if following is not None:
        query.go_on_from("wrcontinue", f"{following.namespace}|{following.dbkey}")
    return titles


def _range(
    query: Query, asked: WatchlistRawParams, namespace: int, bounds: tuple[Title | None, Title | None]
) -> WatchRange | None:
    """What is wanted of one namespace; None: nothing, it lies out of bounds."""
    descending = asked.dir == "descending"
    low, high = reversed(bounds) if descending else bounds
    if low is not None and namespace < low.namespace:
        return None
    if high is not None and namespace > high.namespace:
        return None
    return WatchRange(
        namespace,
        query.call.facilities.clock.now(),
        low=None if low is None or low.namespace != namespace else low.dbkey,
        high=None if high is None or high.namespace != namespace else high.dbkey,
        descending=descending,
    )


def _place(text: str) -> Title:
    namespace, _, name = text.partition("|")
    if not name or namespace not in {str(number) for number in ALL}:
        raise BadContinue
    return Title(int(namespace), name)


WATCHLISTRAW = Submodule(
    name="watchlistraw",
    kind="list",
    prefix="wr",
    summary="List the pages that you watch.",
    params=WatchlistRawParams,
    run=run,
    is_personal=True,
    generates=_titles,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Watchlistraw",),
    examples=(("action=query&list=watchlistraw", "List the pages that you watch."),),
)
