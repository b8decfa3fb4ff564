"""Deleted pages: out of sight with all their revisions, and back."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db.changes import forget_edits
from mediawharf.db.pages import (
    PageRecord,
    delete_page,
    find_page,
    find_page_by_id,
    insert_page,
    page_id_is_used,
    set_latest,
)
from mediawharf.db.restrictions import drop_restrictions
from mediawharf.db.revisions import (
    RevisionFilter,
    RevisionRecord,
    count_deleted,
    find_texts,
    list_deleted,
    list_revisions,
    mark_deleted,
    restore_deleted,
)
from mediawharf.db.timerange import TimeRange
from mediawharf.model.clock import Clock
from mediawharf.model.title import Title
from mediawharf.pages.links import forget_links, record_links, record_use
from mediawharf.pages.wikitext import redirect_target

__all__ = ["PageRemoval", "Restored", "TimeRange"]


@dataclass(frozen=True, slots=True)
class Restored:
    """A page that is back, and how many of its revisions came back."""

    page: PageRecord
    revisions: int


@dataclass(frozen=True, slots=True)
class PageRemoval:
    """Deletes pages and brings them back, in the caller's transaction, which writes the log entry too."""

    clock: Clock

    def delete(self, connection: Connection, page: PageRecord) -> int:
        """Deletes the page; how many revisions it had. Its protection ends; who watched the title still does."""
        revisions = mark_deleted(connection, page.id, page.title)
        delete_page(connection, page.id)
        forget_links(connection, page)
        record_use(connection, page.title, is_new=False)
        drop_restrictions(connection, page.title)
        forget_edits(connection, page.title)
        return revisions

    def restore(
        self, connection: Connection, title: Title, *, timestamps: Collection[int] | None = None
    ) -> Restored | None:
        """Brings back all deleted revisions of a title, or those of some seconds; None if there are none.

        A page that has been made there since takes them into its history and keeps its id; else the page gets the
        id that it had.
        """
        newest = self._newest_deleted(connection, title, timestamps)
        if newest is None:
            return None
        now = self.clock.now()
        page = find_page(connection, title)
        page_id, latest_id = (0, 0) if page is None else (page.id, page.latest_id)
        if page is None:
            drop_restrictions(connection, title, types=["create"])
            wanted_id = None if page_id_is_used(connection, newest.page_id) else newest.page_id
            page_id = insert_page(connection, title, touched=now, page_id=wanted_id)
        count = restore_deleted(connection, title, page_id=page_id, timestamps=timestamps)
        self._show_latest(connection, page_id, expected_id=latest_id, now=now)
        restored = find_page_by_id(connection, page_id)
        if restored is None:
            return None
        text = find_texts(connection, [restored.latest_id])[restored.latest_id]
        record_links(connection, restored, text, now=now)
        record_use(connection, title, is_new=False)
        return Restored(restored, count)

    def deleted_revisions(self, connection: Connection, title: Title, *, range_: TimeRange) -> list[RevisionRecord]:
        """A title's deleted revisions by time."""
        return list_deleted(connection, title, range_=range_)

    def count(self, connection: Connection, title: Title) -> int:
        """How many deleted revisions a title has."""
        return count_deleted(connection, title)

    def _newest_deleted(
        self, connection: Connection, title: Title, timestamps: Collection[int] | None
    ) -> RevisionRecord | None:
        seconds = [None] if timestamps is None else sorted(timestamps, reverse=True)
        for second in seconds:
            found = list_deleted(connection, title, range_=TimeRange(limit=1, start=second, end=second))
            if found:
                return found[0]
        return None

    def _show_latest(self, connection: Connection, page_id: int, *, expected_id: int, now: int) -> None:
        newest = TimeRange(limit=1)
        latest = list_revisions(connection, page_id, range_=newest, filter_=RevisionFilter())[0]
        set_latest(
            connection,
            page_id,
            expected_id=expected_id,
            latest_id=latest.id,
            length=latest.size,
            redirect=redirect_target(find_texts(connection, [latest.id])[latest.id]),
            touched=now,
        )
