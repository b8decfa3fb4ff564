"""Publishes: one transaction that writes the revision, the page, the log, the watch and the stash's row.

The order matters. The bytes are durable before the transaction begins, so a crash leaves at most bytes that no row
names; the stash's row is changed in the same transaction, so a key is published exactly once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection

from mediawharf.auth.accounts import Accounts
from mediawharf.db import files
from mediawharf.db.accounts import bump_edit_count
from mediawharf.db.base import Database
from mediawharf.i18n.messages import Messages
from mediawharf.media.sniff import extension_for
from mediawharf.model.clock import Clock, iso
from mediawharf.model.expiry import INFINITE
from mediawharf.model.file import FileFacts, FileRevision, base36_sha1
from mediawharf.model.filename import ParsedName, parse_filename
from mediawharf.model.json import Json
from mediawharf.model.stashed import StashedFile
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.model.warnings import UploadWarning
from mediawharf.pages.logs import LogEntry, Logs, action_message
from mediawharf.pages.pages import Pages
from mediawharf.pages.presave import saved_comment
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.saving import Edit
from mediawharf.pages.watchlist import Watchlist
from mediawharf.repo.foreign import ForeignRepos
from mediawharf.repo.repo import AtTitle, Repo
from mediawharf.stash.comparison import are_equal
from mediawharf.stash.errors import StashNoSuchKey
from mediawharf.stash.stash import Stash
from mediawharf.upload.authorize import authorize_shared, authorize_title
from mediawharf.upload.checks import Checks
from mediawharf.upload.errors import NoChangeError
from mediawharf.upload.request import UploadRequest, Watch
from mediawharf.upload.result import NewPage, Published
from mediawharf.upload.verify import Verified

AtPublish: TypeAlias = Callable[[Connection, FileRevision], None]


@dataclass(frozen=True, slots=True)
class Books:
    """All that a publication is written down in."""

    repo: Repo
    pages: Pages
    logs: Logs
    watchlist: Watchlist
    restrictions: Restrictions
    accounts: Accounts
    foreign: ForeignRepos


@dataclass(frozen=True, slots=True)
class Examined:
    """What an upload would come upon: the title's current revision, whether it holds the very bytes, and warnings."""

    current: FileRevision | None
    is_same: bool
    warnings: tuple[UploadWarning, ...]

    def is_of(self, current: FileRevision | None) -> bool:
        """Whether that is still the title's current revision."""
        ours = None if self.current is None else self.current.id
        return ours == (None if current is None else current.id)


class Publisher:
    """Puts verified bytes under a title."""

    def __init__(
        self, *, database: Database, stash: Stash, books: Books, checks: Checks, clock: Clock, messages: Messages
    ) -> None:
        self._database = database
        self._stash = stash
        self._books = books
        self._checks = checks
        self._clock = clock
        self._messages = messages

    def examine(self, request: UploadRequest, verified: Verified, blob_key: str, user: User) -> Examined:
        """What the upload would come upon.

        Raises what is wrong with the name, and, unless only stashing, with the user's right to it.
        """
        title = verified.name.accept()
        with self._database.read() as connection:
            around = self._books.repo.around(connection, title, sha1=verified.facts.sha1)
            if not request.stash:
                authorize_title(connection, user, title, around=around, restrictions=self._books.restrictions)
                authorize_shared(user, title, current=around.current, foreign=self._books.foreign)
            is_same = self._holds(around.current, verified.facts, blob_key)
            warnings = self._checks.warnings(connection, verified.name, verified.facts, around=around, is_same=is_same)
        return Examined(around.current, is_same, warnings)

    def warnings(self, verified: Verified, blob_key: str) -> tuple[UploadWarning, ...]:
        """All warnings for a whole file that has a title."""
        with self._database.read() as connection:
            around = self._books.repo.around(connection, verified.name.accept(), sha1=verified.facts.sha1)
            is_same = self._holds(around.current, verified.facts, blob_key)
            return self._checks.warnings(connection, verified.name, verified.facts, around=around, is_same=is_same)

    def warnings_of_name(self, connection: Connection, name: ParsedName) -> tuple[UploadWarning, ...]:
        """The warnings that need no bytes."""
        around = self._books.repo.around(connection, name.accept())
        return self._checks.warnings(connection, name, None, around=around)

    def already(self, stashed: StashedFile, request: UploadRequest) -> Published | None:
        """The first result of a key that is published already, when it is asked for again under the same name."""
        if stashed.state != "published" or stashed.published_revision_id is None:
            return None
        with self._database.read() as connection:
            revision = files.revision(connection, stashed.published_revision_id)
        if revision is None or request.stash or self._title(request.filename, revision) != revision.title:
            raise StashNoSuchKey(stashed.filekey)
        return Published(revision, ())

    def _title(self, filename: str, revision: FileRevision) -> Title | None:
        extension = extension_for(revision.facts.mime)
        return parse_filename(filename, self._checks.rules.extensions, detected_extension=extension).title

    def publish(
        self,
        request: UploadRequest,
        verified: Verified,
        examined: Examined,
        *,
        blob_key: str,
        filekey: str | None,
        user: User,
        also: AtPublish | None = None,
    ) -> Published:
        """Makes the bytes, durable already, the title's current revision; raises NoChangeError, StashNoSuchKey.

        Of two publications of one key, the second gets the revision of the first. ``examined`` spares a comparison
        of bytes if the title's file is still the same one. ``also`` is called in the transaction.
        """
        title = verified.name.accept()
        if examined.is_same:
            raise NoChangeError(title.text)

        def publish_in(connection: Connection) -> Published:
            if filekey is not None:
                stashed = self._stash.find_in(connection, filekey, user)
                if stashed.state == "published":
                    return Published(self._published_before(connection, stashed, title), examined.warnings)
            place = self._books.repo.at(connection, title)
            if not examined.is_of(place.current) and self._holds(place.current, verified.facts, blob_key):
                raise NoChangeError(title.text)
            revision = self._books.repo.add(
                connection,
                title=title,
                previous=place.current,
                blob_key=blob_key,
                facts=verified.facts,
                user=user,
                comment=saved_comment(request.comment),
                timestamp=self._clock.now(),
            )
            page = self._note(connection, request, revision, user, place=place)
            if filekey is not None:
                self._stash.publish_in(connection, filekey, title=title.dbkey, revision_id=revision.id)
            if also is not None:
                also(connection, revision)
            return Published(revision, examined.warnings, page)

        return self._database.write_together(publish_in)

    def _published_before(self, connection: Connection, stashed: StashedFile, title: Title) -> FileRevision:
        revision = files.revision(connection, stashed.published_revision_id or 0)
        if revision is None or revision.title != title:
            raise StashNoSuchKey(stashed.filekey)
        return revision

    def _note(
        self, connection: Connection, request: UploadRequest, revision: FileRevision, user: User, *, place: AtTitle
    ) -> NewPage | None:
        """Writes all down that follows from the revision; gives the page if it is new."""
        page = self._write_down(connection, request, revision, user, place=place)
        options = bump_edit_count(connection, user.id)
        if self._wants_watch(request, options):
            expiry = INFINITE if request.watch_expiry is None else request.watch_expiry
            self._books.watchlist.watch(connection, revision.title, user=user, expiry=expiry)
        return page

    def _write_down(
        self, connection: Connection, request: UploadRequest, revision: FileRevision, user: User, *, place: AtTitle
    ) -> NewPage | None:
        """Writes the log and the page's revision; gives the page if it is new."""
        books, title, page = self._books, revision.title, place.page
        params = {"img_sha1": base36_sha1(revision.facts.sha1), "img_timestamp": iso(revision.timestamp)}
        new = None
        if page is None:
            text = request.comment if request.text is None else request.text
            first = books.pages.create_missing(
                connection, title, edit=Edit(text, request.comment), user=user, is_logged=True,
                is_restricted=place.is_restricted,
            )  # fmt: skip
            saved, new = first.revision, NewPage(first.revision.page_id, first.text)
        entry = LogEntry(
            type="upload",
            action="upload" if place.current is None else "overwrite",
            title=title,
            page_id=saved.page_id if page is None else page.id,
            comment=saved_comment(request.comment),
            params=params,
            tags=request.tags,
        )
        if page is not None:
            said = self._messages.text(action_message(entry, user.name))
            saved = books.pages.add_null_revision(connection, page, said, user=user)
        books.logs.add(connection, entry, user=user, revision_id=saved.id)
        return new

    def _wants_watch(self, request: UploadRequest, options: Mapping[str, Json]) -> bool:
        if request.watch is Watch.PREFERENCES:
            return bool(self._books.accounts.with_defaults(options).get("watchuploads"))
        return request.watch is Watch.WATCH

    def _holds(self, current: FileRevision | None, facts: FileFacts, blob_key: str) -> bool:
        """Whether the revision holds the very bytes of the blob.

        Equal hashes are not enough: two files with one SHA-1 exist, and are two files.
        """
        if current is None or current.facts.sha1 != facts.sha1 or current.facts.size != facts.size:
            return False
        if current.blob_key == blob_key:
            return True
        with self._stash.open_blob(current.blob_key) as there, self._stash.open_blob(blob_key) as ours:
            return are_equal(there, ours, size=facts.size)
