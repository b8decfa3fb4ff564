"""The logs: who uploaded, deleted, moved or protected what."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from mediawharf.db.changes import Change, insert_change
from mediawharf.db.logs import LogEntry, LogFilter, LogRecord, find_logs, insert_log, list_logs, log_to_stop_at
from mediawharf.db.tags import add_revision_tags
from mediawharf.db.timerange import TimeRange
from mediawharf.model.clock import Clock
from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.presave import saved_comment

__all__ = ["LogEntry", "LogFilter", "LogRecord", "Logs", "TimeRange", "action_message"]

_PROTECTION_COMMENTS: Final = {
    "protect": "protectedarticle-comment",
    "modify": "modifiedarticleprotection-comment",
    "unprotect": "unprotectedarticle-comment",
}


@dataclass(frozen=True, slots=True)
class Logs:
    """Writes and reads the logs, in the caller's transaction."""

    clock: Clock

    def add(
        self, connection: Connection, entry: LogEntry, *, user: User, revision_id: int = 0, bot: bool = False
    ) -> LogRecord:
        """The entry as stored; it is among the recent changes at once.

        ``revision_id`` is the revision that came with it, such as the first of an uploaded file's page: it gets the
        entry's tags too.
        """
        record = self.add_silently(connection, entry, user=user)
        change = Change(
            type="log",
            timestamp=record.timestamp,
            user_id=user.id,
            user_name=user.name,
            title=entry.title,
            page_id=entry.page_id,
            comment=record.comment,
            revision_id=revision_id,
            bot=bot,
            log_id=record.id,
            tags=entry.tags,
        )
        insert_change(connection, change)
        if revision_id:
            add_revision_tags(connection, revision_id, entry.tags)
        return record

    def add_silently(self, connection: Connection, entry: LogEntry, *, user: User) -> LogRecord:
        """The entry as stored, without a recent change: for what another change tells already."""
        comment = saved_comment(entry.comment)
        if comment != entry.comment:
            entry = replace(entry, comment=comment)
        return insert_log(connection, entry, timestamp=self.clock.now(), user_id=user.id, user_name=user.name)

    def find(self, connection: Connection, log_ids: Collection[int]) -> dict[int, LogRecord]:
        """Those of the entries that exist, by id."""
        return find_logs(connection, log_ids)

    def query(self, connection: Connection, range_: TimeRange, *, filter_: LogFilter) -> list[LogRecord]:
        """Entries by time."""
        return list_logs(connection, range_=range_, filter_=filter_)

    def place_to_stop_at(
        self, connection: Connection, range_: TimeRange, *, filter_: LogFilter
    ) -> tuple[int, int] | None:
        """Where a page of that list ends that would look at too many entries; the next one begins there."""
        return log_to_stop_at(connection, range_, filter_)


def action_message(entry: LogEntry, user_name: str) -> Message:
    """What an entry says as one sentence, as it stands in the comment of the revision that it leaves on the page.

    Keys and the places of parameters are MediaWiki's: ``$1`` and ``$2`` the user, ``$3`` the page, ``$4`` the new
    title of a moved page; of protections ``$1`` is the page. The reason is not in it.
    """
    match entry.type, entry.action:
        case "protect", ("protect" | "modify" | "unprotect") as action:
            return Message(_PROTECTION_COMMENTS[action], (entry.title.prefixed,))
        case "move", action:
            target = Title.parse(str(entry.params["target_title"]))
            return Message(f"logentry-move-{action}", (user_name, user_name, _link(entry.title), _link(target)))
        case kind, action:
            return Message(f"logentry-{kind}-{action}", (user_name, user_name, _link(entry.title)))


def _link(title: Title) -> str:
    return f"[[{title.prefixed}]]"
