"""``list=search``: pages whose titles start with a text; this server looks into titles only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import named
from mediawharf.api.modules.query.title_search import TitleSearch
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.model.clock import iso
from mediawharf.model.title import InvalidTitle, Title

PROPS: Final = (
    "categorysnippet", "extensiondata", "isfilematch", "redirectsnippet", "redirecttitle", "sectionsnippet",
    "sectiontitle", "size", "snippet", "timestamp", "titlesnippet", "wordcount",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SearchParams:
    """The parameters of list=search."""

    search: str = param(Text(), "The start of the titles; it may name a namespace.", default="", required=True)
    namespace: tuple[str, ...] = param(
        NamespaceId(), "The namespaces, unless the text names one.", default=("0",), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    offset: int = param(Integer(0), "Where to go on from, as the reply before told.", default=0)
    what: str | None = param(
        Choice(("nearmatch", "text", "title")),
        "How to search: nearmatch finds the page of that title alone; the others are alike.",
    )
    info: tuple[str, ...] = param(
        Choice(("rewrittenquery", "suggestion", "totalhits")), "What to tell of the search.",
        default=("totalhits", "suggestion", "rewrittenquery"), multi=True,
    )  # fmt: skip
    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each page.",
        default=("size", "wordcount", "timestamp", "snippet"), multi=True,
    )  # fmt: skip
    interwiki: bool = param(Flag(), "Search other wikis too; there are none.", default=False)
    enable_rewrites: bool = param(Flag(), "Search for better words; there are none.", default=False)
    sort: str = param(Choice(("relevance", "none")), "The order; titles are given by name.", default="relevance")


def run(query: Query, asked: SearchParams) -> Mapping[str, Any]:
    """The pages, by namespace and name."""
    pages = _pages(query, asked)
    told: dict[str, Any] = {}
    if "totalhits" in asked.info and asked.what != "nearmatch":
        told["searchinfo"] = {"totalhits": _search(asked).count(query)}
    return {**told, "search": Tagged(_rows(query, asked, pages), "p")}


def _search(asked: SearchParams) -> TitleSearch:
    return TitleSearch(asked.search, numbers(asked.namespace))


def _pages(query: Query, asked: SearchParams) -> Sequence[PageRecord]:
    if asked.what == "nearmatch":
        return _exact(query, asked)
    return _search(asked).page(query, limit=asked.limit, offset=asked.offset, parameter="sroffset")


def _exact(query: Query, asked: SearchParams) -> Sequence[PageRecord]:
    try:
        title = Title.parse(asked.search)
    except InvalidTitle:
        return ()
    page = query.call.facilities.pages.find(query.connection, title)
    return () if page is None else (page,)


def _rows(query: Query, asked: SearchParams, pages: Sequence[PageRecord]) -> list[dict[str, Any]]:
    latest, facilities = [page.latest_id for page in pages], query.call.facilities
    revisions = facilities.pages.find_revisions(query.connection, latest) if "timestamp" in asked.prop else {}
    texts = facilities.pages.texts(query.connection, latest) if "wordcount" in asked.prop else {}
    rows = []
    for page in pages:
        row: dict[str, Any] = {**named(page.title), "pageid": page.id}
        if "size" in asked.prop:
            row["size"] = page.length
        if "wordcount" in asked.prop:
            row["wordcount"] = len(texts[page.latest_id].split())
        if "snippet" in asked.prop:
            row["snippet"] = ""
        if "timestamp" in asked.prop:
            row["timestamp"] = iso(revisions[page.latest_id].timestamp)
        rows.append(row)
    return rows


def _titles(query: Query, asked: SearchParams) -> list[Title]:
    titles = [page.title for page in _pages(query, asked)]
    query.generated |= {title: {"index": asked.offset + place} for place, title in enumerate(titles, 1)}
    return titles


SEARCH = Submodule(
    name="search",
    kind="list",
    prefix="sr",
    summary="Find pages by the start of their titles; texts are not searched.",
    params=SearchParams,
    run=run,
    generates=_titles,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Search",),
    examples=(("action=query&list=search&srsearch=Map&srnamespace=6", "Find files that start with Map."),),
)
