"""Puts change tags on what is there already, and takes them off."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.edit_errors import NoSuchRevision
from mediawharf.curation.tag_errors import CannotRemoveTags, NoSuchChange, NoSuchLogEntry
from mediawharf.db.changes import ChangeRecord, find_change, set_change_tags
from mediawharf.db.logs import set_log_tags
from mediawharf.db.tags import add_revision_tags, remove_revision_tags, revision_tags
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.kind_of_edit import TAGGED
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_right, require_unblocked

# The software puts these on by itself; nobody takes them off.
SOFTWARE_TAGS: Final = frozenset({"mw-undo", "mw-rollback"} | {kind.value for kind in TAGGED})


class Tagged(Enum):
    """What can bear tags; the value is the wire's name of its id."""

    REVISION = "revid"
    CHANGE = "rcid"
    LOG_ENTRY = "logid"


@dataclass(frozen=True, slots=True)
class TagRequest:
    """What is to be put on and taken off; ``tags`` are for the log entry that tells of it."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    reason: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagUpdate:
    """What was really changed; without a change, nothing is logged."""

    log_id: int | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A revision, a log entry and a recent change that are one and the same change; 0 for what there is not."""

    title: Title
    revision_id: int = 0
    log_id: int = 0
    change_id: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """Changes the tags of revisions, log entries and recent changes."""

    books: Books

    def update(self, kind: Tagged, number: int, *, request: TagRequest, user: User) -> TagUpdate:
        """What was changed.

        Raises PermissionDenied, Blocked, NoSuchRevision, NoSuchChange, NoSuchLogEntry, CannotRemoveTags.
        """
        require_right(user, "changetags")
        require_unblocked(user)
        with self.books.database.write() as connection:
            bearer = self._bearer(connection, kind, number)
            barred = tuple(name for name in request.remove if name in SOFTWARE_TAGS)
            if barred:
                raise CannotRemoveTags(barred)
            wanted = [name for name in dict.fromkeys(request.add) if name not in request.remove]
            added = tuple(name for name in wanted if name not in bearer.tags)
            removed = tuple(name for name in dict.fromkeys(request.remove) if name in bearer.tags)
            if not added and not removed:
                return TagUpdate(None)
            self._write(connection, bearer, added, removed)
            log_id = self._log(connection, bearer, request, TagUpdate(None, added, removed), user)
        return TagUpdate(log_id, added, removed)

    def _bearer(self, connection: Connection, kind: Tagged, number: int) -> _Bearer:
        match kind:
            case Tagged.REVISION:
                return self._of_revision(connection, number)
            case Tagged.LOG_ENTRY:
                found = self.books.logs.find(connection, [number]).get(number)
                if found is None:
                    raise NoSuchLogEntry(number)
                change = find_change(connection, log_id=number)
                bearer = _of_change(change) if change is not None else _Bearer(found.title, log_id=number)
                return _Bearer(found.title, bearer.revision_id, number, bearer.change_id, found.tags)
            case Tagged.CHANGE:
                change = find_change(connection, change_id=number)
                if change is None:
                    raise NoSuchChange(number)
                return _of_change(change)

    def _of_revision(self, connection: Connection, number: int) -> _Bearer:
        revision = self.books.pages.find_revisions(connection, [number]).get(number)
        page = None if revision is None else self.books.pages.find_by_id(connection, revision.page_id)
        if page is None:
            raise NoSuchRevision(number)
        tags = revision_tags(connection, [number]).get(number, ())
        change = find_change(connection, revision_id=number)
        if change is None:
            return _Bearer(page.title, revision_id=number, tags=tags)
        return _Bearer(page.title, number, change.change.log_id or 0, change.id, tags)

    def _write(self, connection: Connection, bearer: _Bearer, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
        after = [name for name in (*bearer.tags, *added) if name not in removed]
        if bearer.revision_id:
            add_revision_tags(connection, bearer.revision_id, added)
            remove_revision_tags(connection, bearer.revision_id, removed)
        if bearer.log_id:
            set_log_tags(connection, bearer.log_id, after)
        if bearer.change_id:
            set_change_tags(connection, bearer.change_id, after)

    def _log(self, connection: Connection, bearer: _Bearer, request: TagRequest, update: TagUpdate, user: User) -> int:
        entry = LogEntry(
            type="tag",
            action="update",
            title=bearer.title,
            comment=request.reason,
            params={
                "revid": bearer.revision_id or None,
                "logid": bearer.log_id or None,
                "tagsAdded": list(update.added),
                "tagsAddedCount": len(update.added),
                "tagsRemoved": list(update.removed),
                "tagsRemovedCount": len(update.removed),
                "initialTags": list(bearer.tags),
            },
            tags=request.tags,
        )
        return self.books.logs.add_silently(connection, entry, user=user).id


def _of_change(record: ChangeRecord) -> _Bearer:
    change = record.change
    return _Bearer(change.title, change.revision_id, change.log_id or 0, record.id, change.tags)
