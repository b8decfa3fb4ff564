"""``list=prefixsearch``: pages whose titles start with a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import named
from mediawharf.api.modules.query.title_search import TitleSearch
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class PrefixSearchParams:
    """The parameters of list=prefixsearch."""

    search: str = param(Text(), "The start of the titles; it may name a namespace.", default="", required=True)
    namespace: tuple[str, ...] = param(
        NamespaceId(), "The namespaces, unless the text names one.", default=("0",), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    offset: int = param(Integer(0), "Where to go on from, as the reply before told.", default=0)
    profile: str = param(
        Choice(("strict", "normal", "normal-subphrases", "fuzzy", "fast-fuzzy", "classic", "engine_autoselect")),
        "How to search; all ways are alike here.",
        default="engine_autoselect",
    )


def run(query: Query, asked: PrefixSearchParams) -> Mapping[str, Any]:
    """The pages, by namespace and name."""
    rows = [{**named(page.title), "pageid": page.id} for page in _pages(query, asked)]
    return {"prefixsearch": Tagged(rows, "ps")}


def _pages(query: Query, asked: PrefixSearchParams) -> Sequence[PageRecord]:
    search = TitleSearch(asked.search, numbers(asked.namespace))
    return search.page(query, limit=asked.limit, offset=asked.offset, parameter="psoffset")


def _titles(query: Query, asked: PrefixSearchParams) -> list[Title]:
    titles = [page.title for page in _pages(query, asked)]
    query.generated |= {title: {"index": asked.offset + place} for place, title in enumerate(titles, 1)}
    return titles


PREFIXSEARCH = Submodule(
    name="prefixsearch",
    kind="list",
    prefix="ps",
    summary="Find pages by the start of their titles.",
    params=PrefixSearchParams,
    run=run,
    generates=_titles,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Prefixsearch",),
    examples=(("action=query&list=prefixsearch&pssearch=File:Map", "Find files that start with Map."),),
)
