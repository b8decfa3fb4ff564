"""``prop=images``: the files that the pages' texts show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query import outgoing
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME
from mediawharf.api.params import param
from mediawharf.db.links import LinkKind
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class ImagesParams:
    """The parameters of prop=images."""

    limit: int = param(Limit(), "How many files.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    images: tuple[str, ...] = param(Text(), "Only these files.", default=(), multi=True)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


def run(query: Query, asked: ImagesParams) -> Mapping[int, Mapping[str, Any]]:
    """The files by the ids of the pages that show them."""
    return outgoing.told(query, _asked(asked), key="images")


def generate(query: Query, asked: ImagesParams) -> list[Title]:
    """The files as the pages of a query."""
    return outgoing.generated(query, _asked(asked))


def _asked(asked: ImagesParams) -> outgoing.Asked:
    return outgoing.Asked(
        LinkKind.FILE, "im", asked.limit, asked.continue_, asked.dir, asked.images, default_namespace=FILE
    )


IMAGES = Submodule(
    name="images",
    kind="prop",
    prefix="im",
    summary="Tell which files the pages show.",
    params=ImagesParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Images",),
    examples=(("action=query&prop=images&titles=Main_Page", "Which files a page shows."),),
)
