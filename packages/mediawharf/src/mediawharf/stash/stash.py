"""The stash: files that an account has sent and not published, found by their keys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqlalchemy import Connection

from mediawharf.blobs.base import BlobError, BlobKey, BlobStore, StorageFull
from mediawharf.db import stash as rows
from mediawharf.db.base import Database
from mediawharf.model.clock import Clock, Random
from mediawharf.model.file import FileFacts
from mediawharf.model.filekey import FileKey
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.errors import (
    InvalidFileKey,
    NoStorage,
    StashNoSuchKey,
    StashNotLoggedIn,
    StashWrongOwner,
    WrongOffset,
)
from mediawharf.stash.hashes import RunningHashes
from mediawharf.stash.held import HeldWriter
from mediawharf.stash.spool import Spool, sha1


@dataclass(frozen=True, slots=True)
class StashLimits:
    """How long and how much the stash keeps: seconds since the last touch, bytes of a file and of an account.

    ``unfinished`` is how many files in chunks an account may have begun.
    """

    max_age: int
    file_bytes: int
    account_bytes: int
    unfinished: int


class Stash:
    """Keeps received bytes under file keys. Keys belong to accounts, not to sessions."""

    def __init__(
        self,
        *,
        database: Database,
        blobs: BlobStore,
        hashes: RunningHashes,
        limits: StashLimits,
        clock: Clock,
        random: Random,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._hashes = hashes
        self._clock = clock
        self._random = random
        self.limits = limits

    def spool(self, *, is_hashed: bool = True) -> Spool:
        """A place for the bytes of a request: a blob of its own. Raises NoStorage."""
        try:
            writer = self._blobs.create()
        except StorageFull as full:
            raise NoStorage(full.wanted) from full
        return Spool(writer, limit=self.limits.file_bytes, running=sha1() if is_hashed else None)

    def hold(self, *, is_hashed: bool = True) -> Spool:
        """A place in memory for the bytes of a small request, which get a blob when they need one."""
        running = sha1() if is_hashed else None
        return Spool(HeldWriter(self._blobs.create), limit=self.limits.file_bytes, running=running)

    def spool_in_place(self, filekey: str, offset: int, user: User) -> Spool | None:
        """A place for a chunk at the end of what is there of its file, or None when it must be looked at first.

        The bytes count for nothing until the chunk is taken: they lie beyond the offset of the file's row.
        """
        with self._database.read() as connection:
            found = rows.find(connection, filekey)
        if found is None or found.account_id != user.id or found.state != "chunks" or found.offset != offset:
            return None
        try:
            return self.resume(found)
        except (BlobError, WrongOffset):  # busy, gone, sealed or moved on: the chunk is judged once it is here
            return None

    def resume(self, stashed: StashedFile) -> Spool:
        """The file's blob, held for writing on at the row's offset until the spool is closed.

        Raises BlobBusy, BlobSealed, BlobMissing; and WrongOffset when the row has moved on meanwhile, for then the
        bytes at that offset are acknowledged ones.
        """
        blob_key = BlobKey(stashed.blob_key or "")
        writer = self._blobs.resume(blob_key, offset=stashed.offset)
        with self._database.read() as connection:
            now = rows.find(connection, stashed.filekey)
        if now is None or now.state != "chunks" or now.blob_key != blob_key or now.offset != stashed.offset:
            writer.close()
            raise WrongOffset(stashed.offset, 0 if now is None else now.offset)
        limit = stashed.filesize - stashed.offset
        return Spool(writer, limit=limit, running=self._hashes.at(blob_key, stashed.offset))

    def find(self, filekey: str, user: User) -> StashedFile:
        """The user's stashed file of that key; a key from before the last chunk leads on to the whole file.

        Raises InvalidFileKey, StashNotLoggedIn, StashNoSuchKey, StashWrongOwner.
        """
        if FileKey.parse(filekey) is None:
            raise InvalidFileKey
        if user.is_anonymous:
            raise StashNotLoggedIn
        with self._database.read() as connection:
            return self.find_in(connection, filekey, user)

    def find_in(self, connection: Connection, filekey: str, user: User) -> StashedFile:
        """The same on an open connection, for a well-formed key and a user with an account."""
        found = rows.find(connection, filekey)
        if found is not None and found.account_id != user.id:
            raise StashWrongOwner(filekey)
        if found is not None and found.next_filekey is not None:
            found = rows.find(connection, found.next_filekey)
        if found is None or found.expires < self._clock.now():
            raise StashNoSuchKey(filekey)
        return found

    def open(self, stashed: StashedFile) -> BinaryIO:
        """The bytes that are there; the caller closes the file."""
        return self._blobs.open(BlobKey(stashed.blob_key or ""))

    def open_blob(self, blob_key: str) -> BinaryIO:
        """The bytes of a spool; the caller closes the file."""
        return self._blobs.open(BlobKey(blob_key))

    def names_blob(self, blob_key: str) -> bool:
        """Whether some row of the stash holds the blob."""
        with self._database.read() as connection:
            return rows.has_blob(connection, blob_key)

    def delete_blob(self, blob_key: str) -> None:
        """Removes bytes that no row names."""
        self._blobs.delete(BlobKey(blob_key))

    def held_bytes(self, user: User) -> int:
        """How many bytes the user's unfinished and unpublished files hold."""
        with self._database.read() as connection:
            return rows.bytes_of_account(connection, user.id)

    def unfinished_files(self, user: User) -> int:
        """How many files in chunks the user has begun and not finished."""
        with self._database.read() as connection:
            return rows.unfinished_of_account(connection, user.id)

    def keep(self, *, blob_key: str, facts: FileFacts, user: User, filename: str, extension: str) -> StashedFile:
        """Puts a whole file, whose bytes are durable, under a fresh key of the user."""
        stashed = self.new_row(
            blob_key=blob_key,
            user=user,
            filename=filename,
            extension=extension,
            offset=facts.size,
            filesize=facts.size,
        )
        stashed = with_facts(stashed, facts)
        self._database.write_together(lambda connection: rows.add(connection, stashed))
        return stashed

    def new_row(
        self, *, blob_key: str, user: User, filename: str, extension: str, offset: int, filesize: int
    ) -> StashedFile:
        """A row, not yet in the database, of a file whose first offset bytes are there."""
        now = self._clock.now()
        return StashedFile(
            filekey=str(FileKey.new(user_id=user.id, extension=extension, random=self._random)),
            account_id=user.id,
            state="chunks",
            blob_key=blob_key,
            filename=filename[:1024],
            created=now,
            touched=now,
            expires=now + self.limits.max_age,
            offset=offset,
            filesize=filesize,
            last_chunk_offset=0,
        )

    def publish_in(self, connection: Connection, filekey: str, *, title: str, revision_id: int) -> None:
        """Notes in the transaction of a publication that the key's bytes are that revision's now."""
        values = {
            "state": "published",
            "blob_key": None,
            "published_title": title,
            "published_revision_id": revision_id,
        }
        now = self._clock.now()
        rows.change(connection, filekey, touched=now, expires=now + self.limits.max_age, **values)

    def alias_in(self, connection: Connection, filekey: str, target: str) -> None:
        """Lets a key that was given out for a file still to come lead to the one that the file got."""
        found = rows.find(connection, target)
        if found is not None and rows.find(connection, filekey) is None:
            alias = replace(found, filekey=filekey, state="moved", blob_key=None, facts=None, next_filekey=target)
            rows.add(connection, alias)

    def unpublished(self, user: User) -> list[StashedFile]:
        """What the user has unfinished or unpublished, the last touched first."""
        with self._database.read() as connection:
            return [row for row in rows.of_account(connection, user.id) if row.expires >= self._clock.now()]

    def extend(self, filekey: str, user: User) -> StashedFile:
        """The user's stashed file, kept as long from now on as one that has just come in; raises as ``find`` does."""
        found = self.find(filekey, user)
        expires = self._clock.now() + self.limits.max_age
        with self._database.write() as connection:
            found = self.find_in(connection, found.filekey, user)
            rows.change(connection, found.filekey, expires=expires)
        return replace(found, expires=expires)

    def discard(self, stashed: StashedFile, *, also: Callable[[Connection], None] | None = None) -> None:
        """Forgets a stashed file and removes its bytes; ``also`` is called in the transaction that forgets it."""
        with self._database.write() as connection:
            rows.remove(connection, stashed.filekey)
            if also is not None:
                also(connection)
        if stashed.blob_key is not None:
            self._hashes.forget(stashed.blob_key)
            self._blobs.delete(BlobKey(stashed.blob_key))


def with_facts(stashed: StashedFile, facts: FileFacts) -> StashedFile:
    """The row of the same file once it is whole and its facts are known."""
    return replace(stashed, state="stashed", facts=facts)
