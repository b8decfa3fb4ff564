"""``list=filearchive``: deleted files, revision by revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.kinds import Choice, Limit, Text
from mediawharf.api.metadata import listed
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.file_errors import MayNotSeeDescriptions, MayNotSeeMetadata
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.hashes import wanted_sha1
from mediawharf.api.modules.query.paging import BY_NAME, cut, named, parse_time_and_id, time_and_id, title_part
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.file_lists import NameRange, list_archived
from mediawharf.model.clock import iso
from mediawharf.model.file import ArchivedFile
from mediawharf.model.namespaces import FILE

_PROPS = (
    "sha1", "timestamp", "user", "size", "dimensions", "description", "parseddescription", "mime", "mediatype",
    "metadata", "bitdepth", "archivename",
)  # fmt: skip
# In the order of the reply.
_OF_CONTENT = ("sha1", "timestamp", "size", "mediatype", "metadata", "bitdepth", "mime", "archivename")


@dataclass(frozen=True, slots=True)
class FileArchiveParams:
    """The parameters of list=filearchive."""

    from_: str | None = param(Text(), "The name to start from.")
    to: str | None = param(Text(), "The name to end at.")
    prefix: str | None = param(Text(), "List names that start so.")
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    sha1: str | None = param(Text(), "The SHA-1 of a file, in hexadecimal digits.")
    sha1base36: str | None = param(Text(), "The same in base 36.")
    prop: tuple[str, ...] = param(
        Choice(_PROPS), "What to tell of each revision.", default=("timestamp",), multi=True, all_values="*"
    )
    limit: int = param(Limit(), "How many revisions.", default=10)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.")


def run(query: Query, asked: FileArchiveParams) -> Mapping[str, Any]:
    """The revisions; raises MayNotSeeDescriptions, MayNotSeeMetadata."""
    user, props = query.call.user, frozenset(asked.prop)
    if props & {"description", "parseddescription"} and not user.may("deletedhistory"):
        raise MayNotSeeDescriptions
    if "metadata" in props and not (user.may("deletedtext") or user.may("undelete")):
        raise MayNotSeeMetadata
    files, following = cut(_files(query, asked), asked.limit)
    if following is not None:
        place = f"{following.title.dbkey}|{time_and_id(following.timestamp, following.id)}"
        query.go_on_from("facontinue", place)
    wanted = ("parsedcomment",) if "parseddescription" in props else ()
    comments = Comments(query, wanted, [file.comment for file in files])
    return {"filearchive": Tagged([_row(file, props, comments) for file in files], "fa")}


def _files(query: Query, asked: FileArchiveParams) -> list[ArchivedFile]:
    range_ = NameRange(
        limit=asked.limit + 1,
        descending=asked.dir == "descending",
        start=_part(asked.from_),
        end=_part(asked.to),
        prefix=_part(asked.prefix),
    )
    sha1 = wanted_sha1(asked.sha1, asked.sha1base36)
    return list_archived(query.connection, range_, sha1=sha1, from_row=_place(asked.continue_))


def _part(text: str | None) -> str | None:
    return title_part(text, FILE) if text else None


def _place(text: str | None) -> tuple[str, int, int] | None:
    """The name, second and id to go on from; raises BadContinue."""
    if text is None:
        return None
    name, _, rest = text.partition("|")
    place = parse_time_and_id(rest)
    if place is None:
        raise BadContinue
    return name, *place


def _row(file: ArchivedFile, props: frozenset[str], comments: Comments) -> dict[str, Any]:
    row: dict[str, Any] = {"id": file.id, "name": file.title.dbkey, **named(file.title)}
    if "parseddescription" in props:
        row["parseddescription"] = comments.shown(file.comment, file.title)["parsedcomment"]
    if props & {"description", "parseddescription"}:
        row["description"] = file.comment
    if "user" in props:
        row |= {"userid": file.user_id, "user": file.user_name}
    told = props | {"size"} if "dimensions" in props else props
    for prop in _OF_CONTENT:
        if prop in told:
            row |= _content(file, prop)
    return row


def _content(file: ArchivedFile, prop: str) -> Mapping[str, Any]:
    """A property of the bytes; numbers are texts here, as on the wire."""
    facts = file.facts
    match prop:
        case "timestamp":
            return {"timestamp": iso(file.timestamp)}
        case "size":
            pages = {} if facts.page_count is None else {"pagecount": facts.page_count}
            return {"size": str(facts.size), **pages, "height": str(facts.height), "width": str(facts.width)}
        case "metadata":
            return {"metadata": listed(facts.metadata) if facts.metadata else None}
        case "bitdepth":
            return {"bitdepth": str(facts.bits)}
        case "archivename":
            return {} if file.archive_name is None else {"archivename": file.archive_name}
        case _:
            return {prop: {"sha1": facts.sha1, "mediatype": facts.media_type, "mime": facts.mime}[prop]}


FILEARCHIVE = Submodule(
    name="filearchive",
    kind="list",
    prefix="fa",
    summary="List deleted files.",
    params=FileArchiveParams,
    run=run,
    is_personal=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Filearchive",),
    examples=(("action=query&list=filearchive", "List deleted files."),),
)
