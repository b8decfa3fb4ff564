"""``prop=pageprops``: what wikitext declares of its page; no page here declares anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param


@dataclass(frozen=True, slots=True)
class PagePropsParams:
    """The parameters of prop=pageprops."""

    continue_: str | None = param(Text(), "Where to go on from; the reply is always whole.", wire="continue")
    prop: tuple[str, ...] = param(Text(), "Tell of these properties only.", default=(), multi=True)


def run(_query: Query, _asked: PagePropsParams) -> Mapping[int, Any]:
    """Nothing, of every page: clients that ask before all else get their pages."""
    return {}


PAGEPROPS = Submodule(
    name="pageprops",
    kind="prop",
    prefix="pp",
    summary="Tell of properties that the text of a page declares; there are none here.",
    params=PagePropsParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Pageprops",),
    examples=(("action=query&prop=pageprops&titles=Main Page", "The properties of a page."),),
)
