"""``list=allpages``: the pages of a namespace by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mediawharf.api.kinds import Choice, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import LevelWithoutType, RedirectsWouldBeLost
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId
from mediawharf.api.modules.query.paging import BY_NAME, cut, named, title_part
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.pages import PageRange, PageRecord
from mediawharf.model.namespaces import MAIN
from mediawharf.model.title import Title
from mediawharf.pages.restrictions import LEVELS


@dataclass(frozen=True, slots=True)
class AllPagesParams:
    """The parameters of list=allpages."""

    from_: str | None = param(Text(), "The title to start at.", wire="from")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    to: str | None = param(Text(), "The title to end at.")
    prefix: str | None = param(Text(), "How the titles are to start.")
    namespace: int = param(NamespaceId(), "The namespace.", default=MAIN)
    filter_redir: str = param(
        Choice(("all", "nonredirects", "redirects")), "Whether to list redirects, other pages or both.", default="all"
    )
    filter_lang_links: str = param(
        Choice(("all", "withlanglinks", "withoutlanglinks")),
        "Whether the pages are to link to other languages; none does here.",
        default="all",
    )
    min_size: int | None = param(Integer(), "The least size of a page in bytes.")
    max_size: int | None = param(Integer(), "The most bytes of a page.")
    prtype: tuple[str, ...] = param(
        Choice(("edit", "move", "upload")), "List protected pages only: against what.", default=(), multi=True
    )
    prlevel: tuple[str, ...] = param(
        Choice(("", *LEVELS)), "The levels of protection, together with the type.", default=(), multi=True
    )
    prfilter_cascade: str = param(
        Choice(("all", "cascading", "noncascading")),
        "Whether the protection is to cascade; none does here.",
        default="all",
    )
    prexpiry: str = param(
        Choice(("all", "definite", "indefinite")), "Whether the protection is to run out.", default="all"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


def run(query: Query, asked: AllPagesParams) -> Mapping[str, Any]:
    """The pages."""
    rows = [{"pageid": page.id, **named(page.title)} for page in _pages(query, asked)]
    return {"allpages": Tagged(rows, "p")}


def _pages(query: Query, asked: AllPagesParams) -> Sequence[PageRecord]:
    if asked.prlevel and not asked.prtype:
        raise LevelWithoutType(("prlevel", "prtype"))
    is_cascading = bool(asked.prtype) and asked.prfilter_cascade == "cascading"
    if is_cascading or asked.filter_lang_links == "withlanglinks":
        return ()
    descending = asked.dir == "descending"
    wanted = PageRange(
        limit=asked.limit + 1,
        namespace=asked.namespace,
        start=_continued(asked) or _part(asked.from_, asked),
        end=_part(asked.to, asked),
        prefix=_part(asked.prefix, asked),
        redirects=None if asked.filter_redir == "all" else asked.filter_redir == "redirects",
        min_length=asked.min_size,
        max_length=asked.max_size,
        protected_from=asked.prtype,
        protected_to=tuple(level for level in asked.prlevel if level),
        protected_forever=None if asked.prexpiry == "all" else asked.prexpiry == "indefinite",
        now=query.call.facilities.clock.now(),
        descending=descending,
    )
    stop = query.call.facilities.pages.place_to_stop_at(query.connection, wanted)
    wanted = replace(wanted, until=stop)
    pages, following = cut(query.call.facilities.pages.in_namespace(query.connection, wanted), asked.limit)
    if following is not None:
        stop = following.title.dbkey
    if stop is not None:
        query.go_on_from("apcontinue", stop)
    return pages


def _continued(asked: AllPagesParams) -> str | None:
    if asked.continue_ is not None and "|" in asked.continue_:
        raise BadContinue
    return asked.continue_


def _titles(query: Query, asked: AllPagesParams) -> list[Title]:
    if query.call.fields.get("redirects") is not None and asked.filter_redir != "nonredirects":
        raise RedirectsWouldBeLost(("redirects", "gapfilterredir"))
    return [page.title for page in _pages(query, asked)]


def _part(text: str | None, asked: AllPagesParams) -> str | None:
    return title_part(text, asked.namespace) if text else None


ALLPAGES = Submodule(
    name="allpages",
    kind="list",
    prefix="ap",
    summary="List the pages of a namespace by name.",
    params=AllPagesParams,
    run=run,
    generates=_titles,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Allpages",),
    examples=(("action=query&list=allpages&apnamespace=6&apprefix=Map", "List files that start with Map."),),
)
