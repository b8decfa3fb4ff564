"""Log entries: who did what to which title."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, cast, select, update

from mediawharf.db.inserting import insert_row
from mediawharf.db.pages import BATCH
from mediawharf.db.schema import log_entry
from mediawharf.db.timerange import TimeRange, place_to_stop_at
from mediawharf.model.json import Json
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What is to be logged. Types, actions and the keys of ``params`` are MediaWiki's."""

    type: str
    action: str
    title: Title
    comment: str
    params: Mapping[str, Json] = field(default_factory=dict)
    page_id: int = 0  # the page at that time; 0: none
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A stored log entry."""

    id: int
    type: str
    action: str
    timestamp: int
    user_id: int
    user_name: str
    title: Title
    page_id: int  # the page at that time (the wire's logpage); today's is found by the title
    comment: str
    params: Mapping[str, Json]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are wanted; None lets all pass."""

    type: str | None = None
    action: str | None = None
    title: Title | None = None
    namespace: int | None = None
    user_name: str | None = None
    tag: str | None = None

    @property
    def needs_looking(self) -> bool:
        """Whether entries must be looked at one by one to find those wanted; those of one title are few."""
        is_by_user = self.user_name is not None and self.type is not None
        return self.title is None and (is_by_user or (self.action, self.namespace, self.tag) != (None, None, None))


def insert_log(connection: Connection, entry: LogEntry, *, timestamp: int, user_id: int, user_name: str) -> LogRecord:
    """The entry as stored, with its id."""
    shared: dict[str, Any] = {
        "type": entry.type,
        "action": entry.action,
        "timestamp": timestamp,
        "user_id": user_id,
        "user_name": user_name,
        "page_id": entry.page_id,
        "comment": entry.comment,
        "params": dict(entry.params),
    }
    stored = {"namespace": entry.title.namespace, "title": entry.title.dbkey, "tags": list(entry.tags)}
    log_id = insert_row(connection, log_entry, shared | stored)
    return LogRecord(id=log_id, title=entry.title, tags=entry.tags, **shared)


def find_logs(connection: Connection, log_ids: Collection[int]) -> dict[int, LogRecord]:
    """Those of the entries that exist."""
    found: dict[int, LogRecord] = {}
    ids = sorted(set(log_ids))
    for first in range(0, len(ids), BATCH):
        statement = select(log_entry).where(log_entry.c.id.in_(ids[first : first + BATCH]))
        found |= {row.id: _record(row) for row in connection.execute(statement)}
    return found


def list_logs(connection: Connection, *, range_: TimeRange, filter_: LogFilter) -> list[LogRecord]:
    """Log entries by time."""
    statement = select(log_entry).where(*_conditions(filter_))
    statement = range_.apply(statement, log_entry.c.timestamp, log_entry.c.id)
    return [_record(row) for row in connection.execute(statement)]


def log_to_stop_at(connection: Connection, range_: TimeRange, filter_: LogFilter) -> tuple[int, int] | None:
    """Where a page of the list ends that is to be picked from a long stretch; None: where its rows do."""
    if not filter_.needs_looking:
        return None
    of_user = LogFilter(user_name=filter_.user_name)
    indexed = of_user if filter_.user_name is not None else LogFilter(type=filter_.type)
    columns = log_entry.c.timestamp, log_entry.c.id
    return place_to_stop_at(connection, range_, *columns, where=_conditions(indexed))


def set_log_tags(connection: Connection, log_id: int, tags: Collection[str]) -> None:
    """Replaces the tags of an entry."""
    connection.execute(update(log_entry).where(log_entry.c.id == log_id).values(tags=list(tags)))


def has_tag(column: ColumnElement[Any], tag: str) -> ColumnElement[bool]:
    """Whether a JSON list of tags holds one: as text, since the databases differ in how they look into JSON."""
    return cast(column, Text).contains(json.dumps(tag), autoescape=True)


def _conditions(wanted: LogFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.type is not None:
        # Within one title there is little to read; the index by type would be read through for it.
        kind = log_entry.c.type if wanted.title is None else log_entry.c.type.concat("")
        conditions.append(kind == wanted.type)
    if wanted.action is not None:
        conditions.append(log_entry.c.action == wanted.action)
    if wanted.title is not None:
        conditions += [log_entry.c.namespace == wanted.title.namespace, log_entry.c.title == wanted.title.dbkey]
    if wanted.namespace is not None:
        # Most of a log is in one namespace: better read by time than by title, and sorted.
        conditions.append(log_entry.c.namespace + 0 == wanted.namespace)
    if wanted.user_name is not None:
        conditions.append(log_entry.c.user_name == wanted.user_name)
    if wanted.tag is not None:
        conditions.append(has_tag(log_entry.c.tags, wanted.tag))
    return conditions


def _record(row: Row[Any]) -> LogRecord:
    return LogRecord(
        id=row.id,
        type=row.type,
        action=row.action,
        timestamp=row.timestamp,
        user_id=row.user_id,
        user_name=row.user_name,
        title=Title(row.namespace, row.title),
        page_id=row.page_id,
        comment=row.comment,
        params=row.params,
        tags=tuple(row.tags),
    )
