"""``action=tag``: put change tags on revisions, log entries and recent changes, or take them off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Integer, Text
from mediawharf.api.kinds import Tag as TagKind
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.request_errors import MissingOneOf
from mediawharf.api.result import Tagged as TaggedList
from mediawharf.curation.edit_errors import NoSuchRevision
from mediawharf.curation.tag_errors import CannotRemoveTags, NoSuchChange, NoSuchLogEntry
from mediawharf.curation.tagging import Tagged, TagRequest, TagUpdate
from mediawharf.model.errors import WharfError
from mediawharf.pages.permissions import require_right, require_unblocked


@dataclass(frozen=True, slots=True)
class TagParams:
    """The parameters of action=tag."""

    rcid: tuple[int, ...] = param(Integer(), "Ids of recent changes.", default=(), multi=True)
    revid: tuple[int, ...] = param(Integer(), "Ids of revisions.", default=(), multi=True)
    logid: tuple[int, ...] = param(Integer(), "Ids of log entries.", default=(), multi=True)
    add: tuple[str, ...] = param(TagKind(), "Tags to put on.", default=(), multi=True)
    remove: tuple[str, ...] = param(Text(), "Tags to take off.", default=(), multi=True)
    reason: str = param(Text(), "Why.", default="")
    tags: tuple[str, ...] = param(TagKind(), "Change tags for the log entry itself.", default=(), multi=True)


def run(call: Call, asked: TagParams) -> Mapping[str, Any]:
    """For each id, what was changed or why nothing was."""
    require_right(call.user, "changetags")
    require_unblocked(call.user)
    if not asked.revid and not asked.rcid and not asked.logid:
        raise MissingOneOf(("revid", "rcid", "logid"))
    request = TagRequest(asked.add, asked.remove, asked.reason, asked.tags)
    numbers = {Tagged.REVISION: asked.revid, Tagged.CHANGE: asked.rcid, Tagged.LOG_ENTRY: asked.logid}
    told = [_update(call, kind, number, request) for kind in numbers for number in numbers[kind]]
    return {"tag": TaggedList(told, "result")}


def _update(call: Call, kind: Tagged, number: int, request: TagRequest) -> Mapping[str, Any]:
    named = {kind.value: number}
    try:
        update = call.facilities.curation.tagging.update(kind, number, request=request, user=call.user)
    except (NoSuchRevision, NoSuchChange, NoSuchLogEntry) as refusal:
        return {**named, "status": "error", **_plain_error(call, refusal)}
    except CannotRemoveTags as refusal:
        return {**named, "status": "failure", "errors": TaggedList([_listed_error(call, refusal)], "error")}
    return {**named, "status": "success", **_changed(update)}


def _changed(update: TagUpdate) -> Mapping[str, Any]:
    if update.log_id is None:
        return {"noop": True}
    lists = {"added": TaggedList(update.added, "t"), "removed": TaggedList(update.removed, "t")}
    return {"actionlogid": update.log_id, **lists}


def _plain_error(call: Call, refusal: WharfError) -> Mapping[str, Any]:
    told, message = call.error_format(), refusal.message()
    if told.name == "bc":
        return {"code": refusal.code, "info": told.text(message)}
    return told.message(message, refusal.code)


def _listed_error(call: Call, refusal: WharfError) -> Mapping[str, Any]:
    told, message = call.error_format(), refusal.message()
    if told.name != "bc":
        return told.message(message, refusal.code)
    params = TaggedList(message.params, "param")
    return {"message": message.key, "params": params, "code": refusal.code, "type": "error"}


TAG = Module(
    name="tag",
    summary="Put change tags on revisions, log entries and recent changes, or take them off.",
    params=TagParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Tag",),
    examples=(("action=tag&revid=123&add=vandalism&token=123ABC", "Tag a revision."),),
)
