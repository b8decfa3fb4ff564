"""Entries of the logs and of the recent changes as lines to show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.facilities import Facilities
from mediawharf.model.json import Json
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.logs import LogFilter, LogRecord, TimeRange
from mediawharf.pages.restrictions import LEVELS
from mediawharf.web.comments import Comments

# What has a sentence of its own: ``log-TYPE-ACTION`` among the messages.
SENTENCES: Final = frozenset(
    {
        "upload-upload", "upload-overwrite", "delete-delete", "delete-restore", "delete-delete_redir", "move-move",
        "move-move_redir", "protect-protect", "protect-modify", "protect-unprotect", "block-block", "block-reblock",
        "block-unblock", "rights-rights", "create-create", "managetags-create", "managetags-delete",
        "managetags-activate", "managetags-deactivate", "tag-update",
    }
)  # fmt: skip
TYPES_RESTRICTED: Final = ("create", "edit", "move", "upload")
TYPES: Final = ("upload", "delete", "move", "protect", "block", "rights", "create", "managetags", "tag")


@dataclass(frozen=True, slots=True)
class Restricted:
    """What an entry says of one restricted action; ``expiry`` as it was logged, None for one without end."""

    type: str
    level: str
    expiry: int | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry; ``sentence`` is a message's key, and the other texts are what it takes."""

    id: int
    type: str
    timestamp: int
    user_name: str
    title: Title
    sentence: str
    target: Title | None  # of a move
    detail: str  # which groups, which tag, for how long
    restricted: tuple[Restricted, ...]
    comment: Markup
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines; ``following`` is the time and the id of the next one, where there are more."""

    lines: tuple[LogLine, ...]
    following: tuple[int, int] | None = None


def log_page(facilities: Facilities, connection: Connection, range_: TimeRange, *, filter_: LogFilter) -> LogPage:
    """The entries of a range, which is asked for one row more than is to be shown."""
    found = facilities.logs.query(connection, range_, filter_=filter_)
    shown = found[: range_.limit - 1]
    following = found[range_.limit - 1] if len(found) >= range_.limit else None
    place = None if following is None else (following.timestamp, following.id)
    return LogPage(tuple(log_lines(facilities, connection, shown)), place)


def log_lines(facilities: Facilities, connection: Connection, records: Iterable[LogRecord]) -> list[LogLine]:
    """The entries as lines."""
    entries = list(records)
    comments = Comments.of(
        connection,
        (entry.comment for entry in entries),
        pages=facilities.pages,
        article_path=facilities.settings.article_path,
    )
    return [_line(entry, comments) for entry in entries]


def _line(entry: LogRecord, comments: Comments) -> LogLine:
    name = f"{entry.type}-{entry.action}"
    return LogLine(
        id=entry.id,
        type=entry.type,
        timestamp=entry.timestamp,
        user_name=entry.user_name,
        title=entry.title,
        sentence=f"log-{name}" if name in SENTENCES else "log-other",
        target=_target(entry.params),
        detail=_detail(entry),
        restricted=tuple(_restricted(entry)),
        comment=comments.html(entry.comment, entry.title),
        tags=entry.tags,
    )


def _target(params: Mapping[str, Json]) -> Title | None:
    text = params.get("target_title")
    if not isinstance(text, str):
        return None
    try:
        return Title.parse(text)
    except InvalidTitle:
        return None


def _detail(entry: LogRecord) -> str:
    params = entry.params
    match entry.type:
        case "rights":
            return f"{_listed(params.get('oldgroups'))} → {_listed(params.get('newgroups'))}"
        case "block":
            return "" if entry.action == "unblock" else str(params.get("duration", ""))
        case "managetags":
            return str(params.get("tag", ""))
        case _:
            return ""


def _restricted(entry: LogRecord) -> Iterator[Restricted]:
    details = entry.params.get("details") if entry.type == "protect" else None
    for detail in details if isinstance(details, list) else []:
        if not isinstance(detail, Mapping):
            continue
        kind, level, expiry = (str(detail.get(name, "")) for name in ("type", "level", "expiry"))
        if kind in TYPES_RESTRICTED and level in LEVELS:
            yield Restricted(kind, level, _second(expiry))


def _second(text: str) -> int | None:
    try:
        return parse_timestamp(text, now=0)
    except BadTimestamp:
        return None


def _listed(groups: Json) -> str:
    names = [str(group) for group in groups] if isinstance(groups, list | tuple) else []
    return ", ".join(names) or "-"
