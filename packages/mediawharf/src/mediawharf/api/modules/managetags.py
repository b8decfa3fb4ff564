"""``action=managetags``: define change tags, switch them on and off, and do away with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Flag, Tag, Text
from mediawharf.api.module import Module
from mediawharf.api.params import param


@dataclass(frozen=True, slots=True)
class ManageTagsParams:
    """The parameters of action=managetags."""

    operation: str = param(Choice(("create", "delete", "activate", "deactivate")), "What to do.", required=True)
    tag: str = param(Text(), "The tag's name.", required=True)
    reason: str = param(Text(), "Why.", default="")
    ignorewarnings: bool = param(Flag(), "Do it whatever the warnings say; there are none here.", default=False)
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)


def run(call: Call, asked: ManageTagsParams) -> Mapping[str, Any]:
    """What was done, and the id of the log entry."""
    definitions = call.facilities.curation.tag_definitions
    operations = {
        "create": definitions.create,
        "delete": definitions.delete,
        "activate": definitions.activate,
        "deactivate": definitions.deactivate,
    }
    log_id = operations[asked.operation](asked.tag, user=call.user, reason=asked.reason, tags=asked.tags)
    return {"managetags": {"operation": asked.operation, "tag": asked.tag, "success": True, "logid": log_id}}


MANAGETAGS = Module(
    name="managetags",
    summary="Manage change tags.",
    params=ManageTagsParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Tag_management",),
    examples=(("action=managetags&operation=create&tag=spam&reason=For+patrols&token=123ABC", "Define a tag."),),
)
