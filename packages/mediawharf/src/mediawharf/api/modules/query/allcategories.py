"""``list=allcategories``: the categories by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Integer, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.categoryinfo import size_of
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME, cut, title_part
from mediawharf.api.params import param
from mediawharf.api.result import Star, Tagged
from mediawharf.db.category_members import CategorySize, NamesRange, list_names, sizes
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class AllCategoriesParams:
    """The parameters of list=allcategories."""

    from_: str | None = param(Text(), "The name to start at.", wire="from")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    to: str | None = param(Text(), "The name to end at.")
    prefix: str | None = param(Text(), "How the names are to start.")
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    min: int | None = param(Integer(), "The least number of members.")
    max: int | None = param(Integer(), "The most members.")
    limit: int = param(Limit(), "How many categories.", default=10)
    prop: tuple[str, ...] = param(
        Choice(("hidden", "size")), "What to tell of each category; none is hidden here.", default=(), multi=True
    )


def run(query: Query, asked: AllCategoriesParams) -> Mapping[str, Any]:
    """The categories, those with members and those with a page."""
    names = _given(query, asked)
    counted = sizes(query.connection, names) if "size" in asked.prop else {}
    rows = []
    for name in names:
        row: dict[str, Any] = {"category": Star(name.replace("_", " "))}
        if "size" in asked.prop:
            row |= size_of(counted.get(name, CategorySize(name)))
        if "hidden" in asked.prop:
            row["hidden"] = False
        rows.append(row)
    return {"allcategories": Tagged(rows, "c")}


def generate(query: Query, asked: AllCategoriesParams) -> list[Title]:
    """The categories as the pages of a query."""
    return [Title(CATEGORY, name) for name in _given(query, asked)]


def _given(query: Query, asked: AllCategoriesParams) -> Sequence[str]:
    wanted = NamesRange(
        limit=asked.limit + 1,
        start=asked.continue_ or _part(asked.from_),
        end=_part(asked.to),
        prefix=_part(asked.prefix),
        least=asked.min,
        most=asked.max,
        descending=asked.dir == "descending",
    )
    given, following = cut(list_names(query.connection, wanted), asked.limit)
    if following is not None:
        query.go_on_from("accontinue", following)
    return given


def _part(text: str | None) -> str | None:
    return title_part(text, CATEGORY) if text else None


ALLCATEGORIES = Submodule(
    name="allcategories",
    kind="list",
    prefix="ac",
    summary="List the categories by name.",
    params=AllCategoriesParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Allcategories",),
    examples=(("action=query&list=allcategories&acprop=size", "List categories and how many members they have."),),
)
