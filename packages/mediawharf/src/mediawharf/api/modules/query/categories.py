"""``prop=categories``: the categories that the pages' texts put them into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME, check_show, cut, named
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.model.clock import iso
from mediawharf.model.errors import Message
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.wikitext import CATEGORY, categories

PROPS: Final = ("hidden", "timestamp")


@dataclass(frozen=True, slots=True)
class CategoriesParams:
    """The parameters of prop=categories."""

    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell of each category.", default=(), multi=True)
    show: tuple[str, ...] = param(
        Choice(("!hidden", "hidden")), "Only hidden categories, or others; none is hidden here.", default=(), multi=True
    )
    limit: int = param(Limit(), "How many categories.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    categories: tuple[str, ...] = param(Text(), "Only these categories.", default=(), multi=True)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


@dataclass(frozen=True, slots=True)
class _Membership:
    page_id: int
    category: Title


def run(query: Query, asked: CategoriesParams) -> Mapping[int, Mapping[str, Any]]:
    """The categories by the ids of their pages; pages in none are left out."""
    found = _memberships(query, asked)
    timestamps: Mapping[int, int] = {}
    if "timestamp" in asked.prop:
        records = query.pages.records()
        revisions = query.call.facilities.pages.find_revisions(
            query.connection, {records[each.page_id].latest_id for each in found}
        )
        timestamps = {revision.page_id: revision.timestamp for revision in revisions.values()}
    told: dict[int, list[dict[str, Any]]] = {}
    for each in found:
        told.setdefault(each.page_id, []).append(_row(each, asked.prop, timestamps))
    return {page_id: {"categories": Tagged(rows, "cl")} for page_id, rows in told.items()}


def _memberships(query: Query, asked: CategoriesParams) -> Sequence[_Membership]:
    show, only = check_show(asked.show), _only(query, asked)
    first = _place(asked.continue_)
    if "hidden" in show or only == frozenset():
        return ()
    descending = asked.dir == "descending"
    found: list[_Membership] = []
    for page_id, names in _names(query).items():
        titles = [Title(CATEGORY, name.replace(" ", "_")) for name in names]
        found += [_Membership(page_id, title) for title in titles if only is None or title in only]
    found.sort(key=lambda row: row.category.dbkey, reverse=descending)
    found.sort(key=lambda row: row.page_id, reverse=descending)
    if first is not None:
        place = next((i for i, row in enumerate(found) if _reached(row, first, descending=descending)), len(found))
        found = found[place:]
    given, following = cut(found, asked.limit)
    if following is not None:
        query.go_on_from("clcontinue", f"{following.page_id}|{following.category.dbkey}")
    return given


def _names(query: Query) -> Mapping[int, Sequence[str]]:
    records = query.pages.records()
    texts = query.call.facilities.pages.texts(query.connection, [page.latest_id for page in records.values()])
    return {page_id: categories(texts[page.latest_id]) for page_id, page in records.items()}


def _only(query: Query, asked: CategoriesParams) -> frozenset[Title] | None:
    if not asked.categories:
        return None
    wanted = []
    for text in asked.categories:
        title = _category(text)
        if title is None:
            query.call.warn("query+categories", "invalidcategory", Message("apiwarn-invalidcategory", (text,)))
        else:
            wanted.append(title)
    return frozenset(wanted)


def _category(text: str) -> Title | None:
    try:
        title = Title.parse(text)
    except InvalidTitle:
        return None
    return title if title.namespace == CATEGORY else None


def _place(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    page_id, _, name = text.partition("|")
    if not name or not (page_id.isascii() and page_id.isdigit() and len(page_id) < 19):
        raise BadContinue
    return int(page_id), name


def _reached(row: _Membership, first: tuple[int, str], *, descending: bool) -> bool:
    here = row.page_id, row.category.dbkey
    return here <= first if descending else here >= first


def _row(each: _Membership, props: Sequence[str], timestamps: Mapping[int, int]) -> dict[str, Any]:
    row = named(each.category)
    if "timestamp" in props:
        row["timestamp"] = iso(timestamps[each.page_id])
    if "hidden" in props:
        row["hidden"] = False
    return row


CATEGORIES = Submodule(
    name="categories",
    kind="prop",
    prefix="cl",
    summary="List the categories that the pages are in.",
    params=CategoriesParams,
    run=run,
    generates=lambda query, asked: [each.category for each in _memberships(query, asked)],
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Categories",),
    examples=(("action=query&prop=categories&titles=File:A.png", "Which categories a file is in."),),
)
