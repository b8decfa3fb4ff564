"""``prop=templates``: the templates that the pages' texts use."""

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
class TemplatesParams:
    """The parameters of prop=templates."""

    namespace: tuple[str, ...] = param(
        NamespaceId(), "Only templates of these namespaces.", default=(), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many templates.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    templates: tuple[str, ...] = param(Text(), "Only these templates.", default=(), multi=True)
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")


def run(query: Query, asked: TemplatesParams) -> Mapping[int, Mapping[str, Any]]:
    """The templates by the ids of the pages that use them, those used by templates included."""
    return outgoing.told(query, _asked(asked), key="templates")


def generate(query: Query, asked: TemplatesParams) -> list[Title]:
    """The templates as the pages of a query."""
    return outgoing.generated(query, _asked(asked))


def _asked(asked: TemplatesParams) -> outgoing.Asked:
    return outgoing.Asked(
        LinkKind.TEMPLATE, "tl", asked.limit, asked.continue_, asked.dir, asked.templates, numbers(asked.namespace)
    )


TEMPLATES = Submodule(
    name="templates",
    kind="prop",
    prefix="tl",
    summary="Tell which templates the pages use.",
    params=TemplatesParams,
    run=run,
    generates=generate,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Templates",),
    examples=(("action=query&prop=templates&titles=File:A.png", "Which templates a file's page uses."),),
)
