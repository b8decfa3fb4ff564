"""``list=tags``: the change tags that there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import cut
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.pages.tags import TagRecord

PROPS: Final = ("active", "defined", "description", "displayname", "hitcount", "source")


@dataclass(frozen=True, slots=True)
class TagsParams:
    """The parameters of list=tags."""

    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    limit: int = param(Limit(), "How many tags.", default=10)
    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell of each tag.", default=(), multi=True)


def run(query: Query, asked: TagsParams) -> Mapping[str, Any]:
    """The tags, by name."""
    defined = query.call.facilities.tags.defined(
        query.connection, limit=asked.limit + 1, from_name=asked.continue_ or ""
    )
    tags, following = cut(defined, asked.limit)
    if following is not None:
        query.go_on_from("tgcontinue", following.name)
    hits: Mapping[str, int] = {}
    if "hitcount" in asked.prop:
        hits = query.call.facilities.tags.count_revisions(query.connection, [tag.name for tag in tags])
    return {"tags": Tagged([_row(tag, asked, hits.get(tag.name, 0)) for tag in tags], "tag")}


def _row(tag: TagRecord, asked: TagsParams, hits: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "displayname": tag.name,
        "description": tag.description,
        "hitcount": hits,
        "defined": True,
        "source": Tagged(("manual",), "s"),
        "active": tag.active,
    }
    return {"name": tag.name} | {prop: value for prop, value in values.items() if prop in asked.prop}


TAGS = Submodule(
    name="tags",
    kind="list",
    prefix="tg",
    summary="List the change tags.",
    params=TagsParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Tags",),
    examples=(("action=query&list=tags&tgprop=displayname|active", "List the change tags."),),
)
