"""``prop=categoryinfo``: how many members categories have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.db.category_members import CategorySize, sizes
from mediawharf.model.namespaces import CATEGORY


@dataclass(frozen=True, slots=True)
class CategoryInfoParams:
    """The parameters of prop=categoryinfo."""

    continue_: str | None = param(Text(), "Where to go on from; all is told at once here.", wire="continue")


def run(query: Query, asked: CategoryInfoParams) -> Mapping[int, Mapping[str, Any]]:  # noqa: ARG001 - a submodule's face
    """The sizes by the keys of the categories; those that are neither filled nor have a page are left out."""
    titles = query.pages.titles(CATEGORY)
    counted = sizes(query.connection, {title.dbkey for title in titles.values()})
    known = {key for key in titles if key > 0}
    return {
        key: {"categoryinfo": size_of(counted.get(title.dbkey, CategorySize(title.dbkey))) | {"hidden": False}}
        for key, title in titles.items()
        if key in known or title.dbkey in counted
    }


def size_of(size: CategorySize) -> dict[str, Any]:
    """A category's size as replies tell it."""
    return {"size": size.size, "pages": size.pages, "files": size.files, "subcats": size.subcategories}


CATEGORYINFO = Submodule(
    name="categoryinfo",
    kind="prop",
    prefix="ci",
    summary="Tell how many members the categories have.",
    params=CategoryInfoParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Categoryinfo",),
    examples=(("action=query&prop=categoryinfo&titles=Category:Maps", "How much is in a category."),),
)
