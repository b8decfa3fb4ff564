"""Deletes pages and files. Nothing is lost: the rows go to the archive, the bytes stay where they are."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.errors import InvalidOldImage, MissingTitle, NoDeletableFile, NoTalkPage, TalkHasNoTalk
from mediawharf.curation.watching import AS_PREFERRED, WatchWish
from mediawharf.db import files
from mediawharf.model.errors import Message
from mediawharf.model.namespaces import FILE, namespace_by_id
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.pages import PageRecord, TimeRange
from mediawharf.pages.presave import saved_comment
from mediawharf.pages.removal import PageRemoval

_SHORTEST_ARCHIVE_NAME = 16
_EXCERPT = 150  # characters of a deleted page's text in the log


@dataclass(frozen=True, slots=True)
class DeleteRequest:
    """What is to go: a page, with its file if it is a file's; or one old version of the file.

    Without a reason, the log tells the beginning of the page's text.
    """

    title: Title
    reason: str | None = None
    archive_name: str | None = None
    delete_talk: bool = False
    tags: tuple[str, ...] = ()
    watch: WatchWish = AS_PREFERRED


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was written in the log."""

    log_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Takes pages, files and old versions out of sight."""

    books: Books

    def delete(self, request: DeleteRequest, user: User) -> Deleted:
        """The log entry of the deletion.

        Raises MissingTitle, PermissionDenied, CannotEdit, Blocked, InvalidOldImage, NoDeletableFile,
        NoTalkPage, TalkHasNoTalk.
        """
        is_preferred = self.books.prefers(user, "watchdeletion")
        title = request.title
        with self.books.database.write() as connection:
            page = self.books.pages.find(connection, title)
            versions = files.revisions(connection, title.dbkey) if title.namespace == FILE else []
            if page is None and not versions:
                raise MissingTitle
            self.books.permissions.require_curation(connection, user, title, right="delete")
            if request.archive_name is not None and title.namespace == FILE:
                deleted = self._delete_version(connection, request, request.archive_name, page, user)
            else:
                talk = self._talk(connection, title) if request.delete_talk else None
                deleted = self._delete_all(connection, request, [one.id for one in versions], page, user)
                if talk is not None:
                    self._delete_talk(connection, request, talk, user)
            self.books.settle_watch(connection, title, user=user, wish=request.watch, is_preferred=is_preferred)
        return deleted

    def _delete_all(
        self,
        connection: Connection,
        request: DeleteRequest,
        version_ids: list[int],
        page: PageRecord | None,
        user: User,
    ) -> Deleted:
        reason = request.reason
        if reason is None:
            reason = "" if page is None or request.title.namespace == FILE else self._excerpt(connection, page)
        now = self.books.clock.now()
        files.archive(connection, version_ids, timestamp=now, by=user.name, reason=saved_comment(reason))
        if page is not None:
            PageRemoval(self.books.clock).delete(connection, page)
        return Deleted(self._log(connection, request, page, reason, user), reason)

    def _talk(self, connection: Connection, title: Title) -> PageRecord:
        if namespace_by_id(title.namespace).is_talk:
            raise TalkHasNoTalk
        page = self.books.pages.find(connection, Title(title.namespace + 1, title.dbkey))
        if page is None:
            raise NoTalkPage
        return page

    def _delete_talk(self, connection: Connection, request: DeleteRequest, page: PageRecord, user: User) -> None:
        self.books.permissions.require_curation(connection, user, page.title, right="delete")
        reason = self.books.sentence(Message("deleted-with-subject"), request.reason or "")
        self._delete_all(connection, DeleteRequest(page.title, reason, tags=request.tags), [], page, user)

    def _delete_version(
        self, connection: Connection, request: DeleteRequest, name: str, page: PageRecord | None, user: User
    ) -> Deleted:
        if len(name) < _SHORTEST_ARCHIVE_NAME or "/" in name or "\\" in name:
            raise InvalidOldImage
        version = files.archived_name(connection, request.title.dbkey, name)
        if version is None:
            raise NoDeletableFile
        reason = request.reason or ""
        now = self.books.clock.now()
        files.archive(connection, [version.id], timestamp=now, by=user.name, reason=saved_comment(reason))
        told = self.books.sentence(Message("deletedrevision", (name,)), reason)
        return Deleted(self._log(connection, request, page, told, user), reason)

    def _log(
        self, connection: Connection, request: DeleteRequest, page: PageRecord | None, comment: str, user: User
    ) -> int:
        entry = LogEntry(
            type="delete",
            action="delete",
            title=request.title,
            comment=comment,
            page_id=0 if page is None else page.id,
            tags=request.tags,
        )
        return self.books.logs.add(connection, entry, user=user).id

    def _excerpt(self, connection: Connection, page: PageRecord) -> str:
        text = " ".join(self.books.pages.text(connection, page).split())
        shown = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
        newest = self.books.pages.revisions(connection, page, range_=TimeRange(limit=100))
        authors = {revision.user_name for revision in newest}
        if len(authors) == 1:
            return self.books.sentence(Message("excontentauthor", (shown, authors.pop())))
        return self.books.sentence(Message("excontent", (shown,)))
