"""``prop=links``: the pages that the pages' texts link to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query import outgoing
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import BY_NAME
from mediawharf.api.params import param
from mediawharf.db.links import LinkKind
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class LinksParams:
    """The parameters of prop=links."""

    namespace: tuple[str, ...] = param(
        NamespaceId(), "Only pages of these namespaces.", default=(), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many pages.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    titles: tuple[str, ...] = param(Text(), "Only these pages.", default=(), multi=True)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


def run(query: Query, asked: LinksParams) -> Mapping[int, Mapping[str, Any]]:
    """The pages linked to, by the ids of the pages that link to them."""
    return outgoing.told(query, _asked(asked), key="links")


def generate(query: Query, asked: LinksParams) -> list[Title]:
    """The pages linked to as the pages of a query."""
    return outgoing.generated(query, _asked(asked))


def _asked(asked: LinksParams) -> outgoing.Asked:
    return outgoing.Asked(
        LinkKind.LINK, "pl", asked.limit, asked.continue_, asked.dir, asked.titles, numbers(asked.namespace)
    )


LINKS = Submodule(
    name="links",
    kind="prop",
    prefix="pl",
    summary="Tell which pages the pages link to.",
    params=LinksParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Links",),
    examples=(("action=query&prop=links&titles=Main_Page", "Which pages a page links to."),),
)
