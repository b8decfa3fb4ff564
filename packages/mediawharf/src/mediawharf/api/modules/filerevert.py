"""``action=filerevert``: take a file back to an old version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Text
from mediawharf.api.module import Module
from mediawharf.api.named_page import BadTitle
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.curation.errors import VersionIsCurrent
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title


@dataclass(frozen=True, slots=True)
class FileRevertParams:
    """The parameters of action=filerevert."""

    filename: str = param(Text(), "Name of the file, without the prefix File:.", required=True)
    comment: str = param(Text(), "Comment of the new version.", default="")
    archivename: str = param(Text(), "Archive name of the version to go back to.", required=True)


def run(call: Call, asked: FileRevertParams) -> Mapping[str, Any]:
    """Success, or Failure when the version holds the very bytes of the current one."""
    try:
        title = Title.in_namespace(FILE, asked.filename)
    except InvalidTitle:
        raise BadTitle(asked.filename) from None
    reverting = call.facilities.curation.reverting
    try:
        reverting.revert(title, asked.archivename, comment=asked.comment, user=call.user)
    except VersionIsCurrent as refusal:
        return {"filerevert": {"result": "Failure", "errors": _errors(call, refusal)}}
    return {"filerevert": {"result": "Success"}}


def _errors(call: Call, refusal: VersionIsCurrent) -> Tagged:
    told, message = call.error_format(), refusal.message()
    if told.name != "bc":
        return Tagged([told.message(message, refusal.code)], "error")
    params = Tagged(message.params, "param")
    return Tagged([{"message": message.key, "params": params, "code": refusal.code, "type": "error"}], "error")


FILEREVERT = Module(
    name="filerevert",
    summary="Take a file back to an old version.",
    params=FileRevertParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Filerevert",),
    examples=(
        (
            "action=filerevert&filename=Wiki.png&comment=Revert&archivename=20110305152740!Wiki.png&token=123ABC",
            "Go back to the version of 2011-03-05.",
        ),
    ),
)
