"""Takes a file back to an old version: the old bytes become a new current version, and nothing is copied."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.blobs.base import BlobKey
from mediawharf.curation.books import Books
from mediawharf.curation.errors import MissingTitle, UnknownVersion, VersionIsCurrent
from mediawharf.db import files
from mediawharf.db.accounts import bump_edit_count
from mediawharf.model.clock import iso
from mediawharf.model.errors import PermissionDenied
from mediawharf.model.file import FileRevision, base36_sha1
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry, action_message
from mediawharf.pages.pages import Edit
from mediawharf.pages.permissions import require_right, require_unblocked
from mediawharf.pages.presave import saved_comment
from mediawharf.stash.comparison import are_equal


@dataclass(frozen=True, slots=True)
class Reverting:
    """Makes old versions of files current again."""

    books: Books

    def revert(self, title: Title, archive_name: str, *, comment: str, user: User) -> FileRevision:
        """The new current version.

        Raises MissingTitle, UnknownVersion, PermissionDenied, ProtectedPage, Blocked, VersionIsCurrent.
        """
        with self.books.database.write() as connection:
            current = self.books.repo.current(connection, title)
            if current is None:
                raise MissingTitle
            old = files.archived_name(connection, title.dbkey, archive_name)
            if old is None:
                raise UnknownVersion
            self._authorize(connection, current, user)
            if self._is_same(current, old):
                raise VersionIsCurrent(title.prefixed)
            revision = self.books.repo.add(
                connection,
                title=title,
                previous=current,
                blob_key=old.blob_key,
                facts=old.facts,
                user=user,
                comment=saved_comment(comment),
                timestamp=self.books.clock.now(),
            )
            self._write_down(connection, revision, user)
        return revision

    def _authorize(self, connection: Connection, current: FileRevision, user: User) -> None:
        for right in ("edit", "upload"):
            require_right(user, right)
        self.books.permissions.require_unprotected(connection, user, current.title, actions=("edit", "upload"))
        require_unblocked(user)
        is_own = current.user_id == user.id
        if not user.may("reupload") and not (is_own and user.may("reupload-own")):
            raise PermissionDenied("reupload")

    def _is_same(self, current: FileRevision, old: FileRevision) -> bool:
        if current.blob_key == old.blob_key:
            return True
        # Equal hashes are not enough: two files with one SHA-1 exist, and are two files.
        if current.facts.sha1 != old.facts.sha1 or current.facts.size != old.facts.size:
            return False
        blobs = self.books.blobs
        with blobs.open(BlobKey(current.blob_key)) as here, blobs.open(BlobKey(old.blob_key)) as there:
            return are_equal(here, there, size=old.facts.size)

    def _write_down(self, connection: Connection, revision: FileRevision, user: User) -> None:
        pages, title = self.books.pages, revision.title
        page = pages.find(connection, title)
        entry = LogEntry(
            type="upload",
            action="overwrite",
            title=title,
            comment=revision.comment,
            params={"img_sha1": base36_sha1(revision.facts.sha1), "img_timestamp": iso(revision.timestamp)},
            page_id=0 if page is None else page.id,
        )
        if page is None:
            edit = Edit("", revision.comment)
            told = pages.create(connection, title, edit=edit, user=user, is_logged=True)
        else:
            said = self.books.messages.text(action_message(entry, user.name))
            told = pages.add_null_revision(connection, page, said, user=user)
        self.books.logs.add(connection, entry, user=user, revision_id=told.id)
        bump_edit_count(connection, user.id)
