"""``list=allimages``: all files, by name or by time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from mediawharf.api.imageinfo import LONG_PROPS, PROPS
from mediawharf.api.kinds import Choice, Integer, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.file_errors import CannotBeTogether, FilesDoNotRedirect, NeedsOtherOrder
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.hashes import wanted_sha1
from mediawharf.api.modules.query.paging import cut, named, title_part
from mediawharf.api.modules.query.shown_files import ShownFiles
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.auth.rights import group_rights
from mediawharf.db.file_lists import (
    FileFilter,
    NameRange,
    UploadRange,
    list_by_name,
    list_by_time,
    moment_to_stop_at,
    name_to_stop_at,
    names_of_members,
)
from mediawharf.model.clock import compact
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp

_LISTED = (*(prop for prop in PROPS if prop not in ("archivename", "uploadwarning")), "badfile")
_OF_METADATA = {"metadata", "commonmetadata", "extmetadata"}


@dataclass(frozen=True, slots=True)
class AllImagesParams:
    """The parameters of list=allimages."""

    sort: str = param(Choice(("name", "timestamp")), "What to sort by.", default="name")
    dir: str = param(Choice(("ascending", "descending", "newer", "older")), "The order.", default="ascending")
    from_: str | None = param(Text(), "The name to start from; with sort=name.")
    to: str | None = param(Text(), "The name to end at; with sort=name.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.")
    start: int | None = param(TimestampKind(), "The moment to start from; with sort=timestamp.")
    end: int | None = param(TimestampKind(), "The moment to end at; with sort=timestamp.")
    prop: tuple[str, ...] = param(
        Choice(_LISTED), "What to tell of each file.",
        default=("timestamp", "url"), multi=True, all_values="*", slow_values=LONG_PROPS,
    )  # fmt: skip
    prefix: str | None = param(Text(), "List names that start so; with sort=name.")
    min_size: int | None = param(Integer(), "The least bytes of a file.", slow=True)
    max_size: int | None = param(Integer(), "The most bytes of a file.", slow=True)
    sha1: str | None = param(Text(), "The SHA-1 of a file, in hexadecimal digits.", slow=True)
    sha1base36: str | None = param(Text(), "The same in base 36.", slow=True)
    user: str | None = param(UserName(), "Who uploaded the files; with sort=timestamp.", slow=True)
    filter_bots: str = param(
        Choice(("all", "bots", "nobots")), "Whether bots uploaded the files; with sort=timestamp.",
        default="all", slow=True,
    )  # fmt: skip
    mime: tuple[str, ...] | None = param(Text(), "The types of the files.", multi=True, slow=True)
    limit: int = param(Limit(), "How many files.", default=10)


def run(query: Query, asked: AllImagesParams) -> Mapping[str, Any]:
    """The files."""
    revisions = _files(query, asked)
    shown = ShownFiles(query, revisions, asked.prop)
    rows = [{"name": one.title.dbkey, **shown.of(one), **named(one.title)} for one in revisions]
    return {"allimages": Tagged(rows, "img")}


def _files(query: Query, asked: AllImagesParams) -> Sequence[FileRevision]:
    _check_mix(asked)
    filter_ = FileFilter(wanted_sha1(asked.sha1, asked.sha1base36), asked.min_size, asked.max_size, asked.mime)
    wanted = _Wanted(query.connection, filter_, has_metadata=bool(_OF_METADATA & set(asked.prop)))
    descending = asked.dir in ("descending", "older")
    if asked.sort == "name":
        rows, stop = wanted.by_name(_name_range(asked, descending=descending))
    else:
        rows, stop = wanted.by_time(query, asked, _upload_range(asked, newest_first=descending))
    given, following = cut(rows, asked.limit)
    if following is not None:
        stop = _place(asked, following.timestamp, following.title.dbkey)
    if stop is not None:
        query.go_on_from("aicontinue", stop)
    return given


def _place(asked: AllImagesParams, timestamp: int, name: str) -> str:
    return name if asked.sort == "name" else f"{compact(timestamp)}|{name}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Reads a page of the list, and where the next begins if this one ends for having looked at enough files."""

    connection: Connection
    filter_: FileFilter
    has_metadata: bool

    def by_name(self, range_: NameRange) -> tuple[Sequence[FileRevision], str | None]:
        """By name."""
        stop = name_to_stop_at(self.connection, range_) if self.filter_.needs_looking else None
        range_ = replace(range_, until_row=stop)
        return list_by_name(self.connection, range_, filter_=self.filter_, has_metadata=self.has_metadata), stop

    def by_time(
        self, query: Query, asked: AllImagesParams, range_: UploadRange
    ) -> tuple[Sequence[FileRevision], str | None]:
        """By time."""
        if asked.filter_bots == "bots":
            rows = [row for bot in _bots(query) for row in self._read(replace(range_, user_name=bot))]
            rows.sort(key=lambda row: (row.timestamp, row.title.dbkey), reverse=range_.newest_first)
            return rows[: range_.limit], None
        if asked.filter_bots == "nobots":
            range_ = replace(range_, except_users=_bots(query))
        needs_looking = self.filter_.needs_looking or bool(range_.except_users)
        stop = moment_to_stop_at(self.connection, replace(range_, except_users=())) if needs_looking else None
        rows = self._read(replace(range_, until_row=stop))
        return rows, None if stop is None else _place(asked, *stop)

    def _read(self, range_: UploadRange) -> list[FileRevision]:
        return list_by_time(self.connection, range_, filter_=self.filter_, has_metadata=self.has_metadata)


def _bots(query: Query) -> tuple[str, ...]:
    """The names of the accounts that have the right of bots by a group."""
    facilities = query.call.facilities
    groups = [group for group, rights in group_rights(facilities.settings).items() if "bot" in rights]
    return names_of_members(query.connection, groups, now=facilities.clock.now())


def _check_mix(asked: AllImagesParams) -> None:
    """Raises NeedsOtherOrder for a parameter of the other order, CannotBeTogether for user and filterbots."""
    of_time = {"start": asked.start, "end": asked.end, "user": asked.user}
    of_names = {"from": asked.from_, "to": asked.to, "prefix": asked.prefix}
    other, order = (of_time, "aisort=timestamp") if asked.sort == "name" else (of_names, "aisort=name")
    for name, value in other.items():
        if value is not None:
            raise NeedsOtherOrder(("ai" + name, order))
    if asked.filter_bots != "all":
        if asked.sort == "name":
            raise NeedsOtherOrder(("aifilterbots", order))
        if asked.user is not None:
            raise CannotBeTogether(("aiuser", "aifilterbots"))


def _name_range(asked: AllImagesParams, *, descending: bool) -> NameRange:
    if asked.continue_ is not None and "|" in asked.continue_:
        raise BadContinue
    return NameRange(
        limit=asked.limit + 1,
        descending=descending,
        start=_part(asked.from_),
        end=_part(asked.to),
        prefix=_part(asked.prefix),
        from_row=asked.continue_,
    )


def _part(text: str | None) -> str | None:
    return title_part(text, FILE) if text else None


def _upload_range(asked: AllImagesParams, *, newest_first: bool) -> UploadRange:
    return UploadRange(
        limit=asked.limit + 1,
        newest_first=newest_first,
        start=asked.start,
        end=asked.end,
        from_row=_moment_and_name(asked.continue_),
        user_name=asked.user,
    )


def _moment_and_name(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    parts = text.split("|")
    if len(parts) != 2:
        raise BadContinue
    try:
        return parse_timestamp(parts[0], now=0), parts[1]
    except BadTimestamp:
        raise BadContinue from None


def _generated(query: Query, asked: AllImagesParams) -> list[Any]:
    if query.call.fields.get("redirects") is not None:
        raise FilesDoNotRedirect(("redirects", "generator=allimages"))
    return [revision.title for revision in _files(query, asked)]


ALLIMAGES = Submodule(
    name="allimages",
    kind="list",
    prefix="ai",
    summary="List all files by name or by time.",
    params=AllImagesParams,
    run=run,
    generates=_generated,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Allimages",),
    examples=(
        ("action=query&list=allimages&aifrom=B", "List files from the letter B on."),
        ("action=query&list=allimages&aiprop=user|timestamp|url&aisort=timestamp&aidir=older", "List new files."),
    ),
)
