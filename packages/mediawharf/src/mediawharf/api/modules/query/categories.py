"""``prop=categories``: the categories that the pages' texts, and the templates in them, put them into."""

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
from mediawharf.db.category_members import Membership, memberships_of
from mediawharf.model.clock import iso
from mediawharf.model.errors import Message
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import InvalidTitle, Title

PROPS: Final = ("hidden", "sortkey", "timestamp")


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


def run(query: Query, asked: CategoriesParams) -> Mapping[int, Mapping[str, Any]]:
    """The categories by the ids of their pages; pages in none are left out."""
    told: dict[int, list[dict[str, Any]]] = {}
    for each in _given(query, asked):
        told.setdefault(each.page_id, []).append(_row(each, asked.prop))
    return {page_id: {"categories": Tagged(rows, "cl")} for page_id, rows in told.items()}


def generate(query: Query, asked: CategoriesParams) -> list[Title]:
    """The categories as the pages of a query."""
    return [Title(CATEGORY, each.category) for each in _given(query, asked)]


def _given(query: Query, asked: CategoriesParams) -> Sequence[Membership]:
    show, only = check_show(asked.show), _only(query, asked)
    first = _place(asked.continue_)
    if "hidden" in show or only == frozenset():
        return ()
    descending = asked.dir == "descending"
    found = memberships_of(query.connection, list(query.pages.records()))
    wanted = [each for each in found if only is None or each.category in only]
    wanted.sort(key=_order, reverse=descending)
    if first is not None:
        wanted = [each for each in wanted if (_order(each) <= first if descending else _order(each) >= first)]
    given, following = cut(wanted, asked.limit)
    if following is not None:
        query.go_on_from("clcontinue", f"{following.page_id}|{following.category}")
    return given


def _order(each: Membership) -> tuple[int, str]:
    return each.page_id, each.category


def _only(query: Query, asked: CategoriesParams) -> frozenset[str] | None:
    if not asked.categories:
        return None
    wanted = []
    for text in asked.categories:
        title = _category(text)
        if title is None:
            query.call.warn("query+categories", "invalidcategory", Message("apiwarn-invalidcategory", (text,)))
        else:
            wanted.append(title.dbkey)
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


def _row(each: Membership, props: Sequence[str]) -> dict[str, Any]:
    row = named(Title(CATEGORY, each.category))
    if "sortkey" in props:
        row |= {"sortkey": each.sort_key.encode().hex(), "sortkeyprefix": each.sort_key_prefix}
    if "timestamp" in props:
        row["timestamp"] = iso(each.timestamp)
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
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Categories",),
    examples=(("action=query&prop=categories&titles=File:A.png", "Which categories a file is in."),),
)
