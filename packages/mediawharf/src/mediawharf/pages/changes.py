"""The recent changes, and what was logged with them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db.changes import (
    Change,
    ChangeFilter,
    ChangeRecord,
    WatchedBy,
    change_to_stop_at,
    drop_changes,
    insert_change,
    list_changes,
)
from mediawharf.db.logs import LogRecord, find_logs
from mediawharf.db.timerange import TimeRange

__all__ = ["Change", "ChangeFilter", "ChangeRecord", "Changes", "ListedChange", "TimeRange", "WatchedBy"]


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A change with the log entry that it tells of, if it does."""

    id: int
    change: Change
    log: LogRecord | None


class Changes:
    """Reads the recent changes, in the caller's transaction."""

    def add(self, connection: Connection, change: Change) -> ChangeRecord:
        """The change as stored."""
        return insert_change(connection, change)

    def query(self, connection: Connection, range_: TimeRange, *, filter_: ChangeFilter) -> list[ListedChange]:
        """Changes by time, with their log entries."""
        records = list_changes(connection, range_=range_, filter_=filter_)
        ids = [record.change.log_id for record in records if record.change.log_id is not None]
        logs = find_logs(connection, ids)
        return [ListedChange(r.id, r.change, logs.get(r.change.log_id or 0)) for r in records]

    def place_to_stop_at(
        self, connection: Connection, range_: TimeRange, *, filter_: ChangeFilter
    ) -> tuple[int, int] | None:
        """Where a page of that list ends that would look at too many changes; the next one begins there."""
        return change_to_stop_at(connection, range_, filter_)

    def drop(self, connection: Connection, *, before: int) -> int:
        """Drops changes older than a second; how many."""
        return drop_changes(connection, before=before)
