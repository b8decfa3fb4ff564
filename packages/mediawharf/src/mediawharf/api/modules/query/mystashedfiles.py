"""``list=mystashedfiles``: what the user has sent and not published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import cut
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.stash import page_of_account
from mediawharf.model.filekey import FileKey
from mediawharf.model.stashed import StashedFile
from mediawharf.stash.errors import StashNotLoggedIn


@dataclass(frozen=True, slots=True)
class MyStashedFilesParams:
    """The parameters of list=mystashedfiles."""

    prop: tuple[str, ...] = param(Choice(("size", "type")), "What to tell of each file.", default=(), multi=True)
    limit: int = param(Limit(), "How many files.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def run(query: Query, asked: MyStashedFilesParams) -> Mapping[str, Any]:
    """The files by their keys, unfinished ones too."""
    user = query.call.user
    if user.is_anonymous:
        raise StashNotLoggedIn
    first = asked.continue_ or ""
    # In MediaWiki a number stands here: a key is never one, so that a stray number is refused as it is there.
    if first and (FileKey.parse(first) is None or "." not in first):
        raise BadContinue
    found = page_of_account(query.connection, user.id, first=first, limit=asked.limit + 1)
    given, following = cut(found, asked.limit)
    if following is not None:
        query.go_on_from("msfcontinue", following.filekey)
    return {"mystashedfiles": Tagged([_row(file, asked.prop) for file in given], "file")}


def _row(file: StashedFile, props: Sequence[str]) -> dict[str, Any]:
    facts = file.facts
    row: dict[str, Any] = {"filekey": file.filekey, "status": "finished" if file.state == "stashed" else "chunks"}
    if "size" in props:
        row["size"] = file.offset if facts is None else facts.size
        if facts is not None:
            row |= {"width": facts.width, "height": facts.height, "bits": facts.bits}
    if "type" in props and facts is not None:
        row |= {"mimetype": facts.mime, "mediatype": facts.media_type}
    return row


MYSTASHEDFILES = Submodule(
    name="mystashedfiles",
    kind="list",
    prefix="msf",
    summary="List the files in your stash.",
    params=MyStashedFilesParams,
    run=run,
    is_personal=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:mystashedfiles",),
    examples=(("action=query&list=mystashedfiles&msfprop=size", "List the files in your stash with their sizes."),),
)
