"""Brings deleted pages and files back."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.errors import CannotUndelete, NoArchivedVersion
from mediawharf.curation.watching import AS_PREFERRED, WatchWish
from mediawharf.db import files
from mediawharf.model.namespaces import FILE, namespace_by_id
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_right, require_unblocked
from mediawharf.pages.removal import PageRemoval


@dataclass(frozen=True, slots=True)
class UndeleteRequest:
    """What is to come back: all, or the page's revisions of some seconds and the file's of some ids."""

    title: Title
    reason: str = ""
    timestamps: tuple[int, ...] = ()
    file_ids: tuple[int, ...] = ()
    undelete_talk: bool = False
    tags: tuple[str, ...] = ()
    watch: WatchWish = AS_PREFERRED

    @property
    def is_all(self) -> bool:
        """Whether nothing was picked out."""
        return not self.timestamps and not self.file_ids


@dataclass(frozen=True, slots=True)
class Undeleted:
    """How much came back."""

    revisions: int
    file_versions: int


@dataclass(frozen=True, slots=True)
class Undeletion:
    """Restores from the archive."""

    books: Books

    def undelete(self, request: UndeleteRequest, user: User) -> Undeleted:
        """How much came back; raises Blocked, PermissionDenied, ProtectedPage, CannotUndelete, NoArchivedVersion."""
        is_preferred = self.books.prefers(user, "watchdefault")
        require_unblocked(user)
        require_right(user, "undelete")
        with self.books.database.write() as connection:
            undeleted = self._restore(connection, request, user)
            if undeleted == Undeleted(0, 0):
                raise CannotUndelete
            if request.undelete_talk and not namespace_by_id(request.title.namespace).is_talk:
                talk = Title(request.title.namespace + 1, request.title.dbkey)
                self._restore(connection, UndeleteRequest(talk, request.reason, tags=request.tags), user)
            self.books.settle_watch(connection, request.title, user=user, wish=request.watch, is_preferred=is_preferred)
        return undeleted

    def _restore(self, connection: Connection, request: UndeleteRequest, user: User) -> Undeleted:
        title = request.title
        permissions = self.books.permissions
        permissions.require_unprotected(connection, user, title, actions=("create",))
        versions = 0
        if title.namespace == FILE and (request.is_all or request.file_ids):
            archived = files.archived_by_title(connection, title.dbkey)
            there = {one.id for one in archived}
            for number in request.file_ids:
                if number not in there:
                    raise NoArchivedVersion(number)
            wanted = [one for one in archived if request.is_all or one.id in request.file_ids]
            self.books.repo.restore(connection, wanted)
            versions = len(wanted)
        restored = None
        if request.is_all or request.timestamps:
            timestamps = None if request.is_all else request.timestamps
            restored = PageRemoval(self.books.clock).restore(connection, title, timestamps=timestamps)
        undeleted = Undeleted(0 if restored is None else restored.revisions, versions)
        if undeleted != Undeleted(0, 0):
            page_id = 0 if restored is None else restored.page.id
            self._log(connection, request, undeleted, page_id, user)
        return undeleted

    def _log(
        self, connection: Connection, request: UndeleteRequest, undeleted: Undeleted, page_id: int, user: User
    ) -> None:
        entry = LogEntry(
            type="delete",
            action="restore",
            title=request.title,
            comment=request.reason,
            params={"count": {"revisions": undeleted.revisions, "files": undeleted.file_versions}},
            page_id=page_id,
            tags=request.tags,
        )
        self.books.logs.add(connection, entry, user=user)
