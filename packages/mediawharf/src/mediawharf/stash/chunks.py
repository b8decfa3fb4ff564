"""Takes a file in chunks: bytes first, durable, at their offset; then one update of the row, which is the lock.

The order of a chunk: bytes synced, row moved on, reply. A crash in between leaves bytes beyond the row's offset,
which the same chunk sent again overwrites. No pass puts the chunks together: they lie in one blob from the start.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO, Self, TypeAlias

from sqlalchemy import Connection

from mediawharf.blobs.base import BlobBusy, BlobKey, BlobSealed, BlobStore, StorageFull
from mediawharf.db import stash as rows
from mediawharf.db.base import Database
from mediawharf.model.clock import Clock
from mediawharf.model.file import FileFacts
from mediawharf.model.filekey import FileKey
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.comparison import are_equal
from mediawharf.stash.errors import NoStorage, StashBadPath, StashFull, StashNotLoggedIn, TooManyUnfinished, WrongOffset
from mediawharf.stash.hashes import RunningHashes
from mediawharf.stash.spool import Hash, Spool, sha1
from mediawharf.stash.stash import Stash, with_facts

_BLOCK = 1 << 20  # bytes read at once


InTransaction: TypeAlias = Callable[[Connection], None]


class Ready:
    """A chunk's bytes are in place and durable, but the row does not count them yet.

    The blob is held until the block that this is the context of has ended, so that no other chunk is written to
    the same place before the row has moved on.
    """

    def __init__(self, stashed: StashedFile, place: Spool, *, offset: int, size: int, running: Hash | None) -> None:
        self.stashed = stashed
        self.place = place
        self.offset = offset
        self.size = size
        self.running = running
        self.filesize = stashed.filesize  # of the whole, as told last

    @property
    def blob_key(self) -> BlobKey:
        """The blob that the bytes are in."""
        return self.place.blob_key

    @property
    def end(self) -> int:
        """The offset after the chunk."""
        return self.offset + self.size

    @property
    def is_last(self) -> bool:
        """Whether the chunk makes the file whole."""
        return self.end == self.filesize

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.place.close()


class Chunks:
    """Receives chunks into the stash."""

    def __init__(
        self, *, stash: Stash, database: Database, blobs: BlobStore, hashes: RunningHashes, clock: Clock
    ) -> None:
        self._stash = stash
        self._database = database
        self._blobs = blobs
        self._hashes = hashes
        self._clock = clock

    def first(self, spool: Spool, *, filesize: int, filename: str, extension: str, user: User) -> Ready:
        """Makes the first chunk durable and gives the row that will hold it.

        Raises StashFull, TooManyUnfinished, NoStorage.
        """
        limits = self._stash.limits
        if self._stash.held_bytes(user) + spool.size > limits.account_bytes:
            raise StashFull(limits.account_bytes)
        if spool.size < filesize and self._stash.unfinished_files(user) >= limits.unfinished:
            raise TooManyUnfinished(limits.unfinished)
        _sync(spool)
        row = self._stash.new_row(
            blob_key=spool.blob_key, user=user, filename=filename, extension=extension, offset=0, filesize=filesize
        )
        return Ready(row, spool, offset=0, size=spool.size, running=spool.running_hash)

    def find(self, filekey: str, user: User) -> StashedFile:
        """The row of an unfinished or finished file; raises as the stash does, with the code for chunks."""
        with self._database.read() as connection:
            return self.find_in(connection, filekey, user)

    def find_in(self, connection: Connection, filekey: str, user: User) -> StashedFile:
        """The same on an open connection."""
        if FileKey.parse(filekey) is None:
            raise StashBadPath(filekey)
        if user.is_anonymous:
            raise StashNotLoggedIn
        return self._stash.find_in(connection, filekey, user)

    def next(self, spool: Spool, stashed: StashedFile, *, offset: int, filesize: int) -> Ready:
        """Makes a later chunk durable at its offset; raises WrongOffset when it does not fit what is there."""
        ready = self._next(spool, stashed, offset=offset)
        ready.filesize = filesize
        return ready

    def _next(self, spool: Spool, stashed: StashedFile, *, offset: int) -> Ready:
        if stashed.state != "chunks" or stashed.offset != offset:
            raise WrongOffset(offset, stashed.offset)
        if spool.held is not None:
            place = self._resumed(stashed)
            _write_all(place, spool.held)
            return Ready(stashed, place, offset=offset, size=spool.size, running=place.running_hash)
        if spool.blob_key == stashed.blob_key and spool.start == offset:
            _sync(spool)
            return Ready(stashed, spool, offset=offset, size=spool.size, running=spool.running_hash)
        spool.close()
        try:
            place = self._place(spool, stashed)
            _sync(place)
        except StorageFull as full:
            raise NoStorage(full.wanted) from full
        running = self._continued_hash(stashed, place, size=spool.size)
        return Ready(stashed, place, offset=offset, size=spool.size, running=running)

    def repeats(self, spool: Spool, stashed: StashedFile, *, offset: int) -> bool:
        """Whether the chunk is the last one taken, sent again: same offset, same bytes."""
        is_last = offset == stashed.last_chunk_offset and offset + spool.size == stashed.offset
        if not is_last or stashed.blob_key is None or spool.size == 0 or spool.start != 0:
            return False
        with self._blobs.open(BlobKey(stashed.blob_key)) as there, spool.open() as sent:
            return are_equal(there, sent, offset=offset, size=spool.size)

    def open(self, ready: Ready) -> BinaryIO:
        """The file's bytes up to the end of the chunk, and perhaps bytes beyond that count for nothing."""
        return self._blobs.open(ready.blob_key)

    def take(self, ready: Ready, *, also: InTransaction | None = None) -> StashedFile:
        """Counts the chunk in: from here on it is acknowledged. Raises WrongOffset when another one was first."""
        now = self._clock.now()
        row = replace(
            ready.stashed, offset=ready.end, blob_key=ready.blob_key, last_chunk_offset=ready.offset,
            touched=now, expires=now + self._stash.limits.max_age,
        )  # fmt: skip
        if not self._database.write_together(lambda connection: _move_on(connection, ready, row, also=also)):
            raise self._beaten(ready)
        if ready.running is not None:
            self._hashes.keep(ready.blob_key, ready.end, ready.running)
        self._drop_old_blob(ready)
        return row

    def whole_sha1(self, ready: Ready) -> str:
        """The SHA-1 of the whole file that the last chunk completes; reads it all when no hash is running."""
        if ready.running is not None:
            return ready.running.hexdigest()
        digest = sha1()
        with self._blobs.open(ready.blob_key) as file:
            _hash_into(digest, file, size=ready.end)
        return digest.hexdigest()

    def held(self, stashed: StashedFile) -> Ready:
        """A file whose chunks have all been counted in, to be finished."""
        try:
            place = self._stash.resume(stashed)
        except (BlobBusy, BlobSealed):
            # Busy: the request that brought the last chunk, or an earlier attempt, has not let go of it yet.
            place = self._copied(stashed)
        return Ready(stashed, place, offset=stashed.offset, size=0, running=place.running_hash)

    def finish(
        self, ready: Ready, facts: FileFacts, *, extension: str, user: User, also: InTransaction | None = None
    ) -> StashedFile:
        """Counts the last chunk in, and gives the whole file the new key that MediaWiki's clients expect.

        The old key stays as an alias. Raises WrongOffset when another chunk was first.
        """
        old = ready.stashed
        ready.place.seal(size=facts.size)
        fresh = self._stash.new_row(
            blob_key=ready.blob_key,
            user=user,
            filename=old.filename,
            extension=extension,
            offset=facts.size,
            filesize=facts.size,
        )
        last = ready.offset if ready.size else old.last_chunk_offset
        whole = replace(with_facts(fresh, facts), last_chunk_offset=last)
        alias = replace(
            old, state="moved", blob_key=None, next_filekey=whole.filekey, offset=facts.size,
            last_chunk_offset=last, touched=whole.touched, expires=whole.expires,
        )  # fmt: skip

        def add_whole(connection: Connection) -> None:
            rows.add(connection, whole)
            if also is not None:
                also(connection)

        if not self._database.write_together(lambda connection: _move_on(connection, ready, alias, also=add_whole)):
            raise self._beaten(ready)
        self._hashes.forget(ready.blob_key)
        self._drop_old_blob(ready)
        return whole

    def abandon(self, ready: Ready, *, also: InTransaction | None = None) -> None:
        """Removes a file that was refused as a whole: its row, if there is one, and its bytes."""
        ready.place.close()
        self._stash.discard(replace(ready.stashed, blob_key=ready.blob_key), also=also)
        self._drop_old_blob(ready)

    def _drop_old_blob(self, ready: Ready) -> None:
        if ready.stashed.blob_key not in (None, ready.blob_key):
            self._hashes.forget(ready.stashed.blob_key or "")
            self._blobs.delete(BlobKey(ready.stashed.blob_key or ""))

    def _beaten(self, ready: Ready) -> WrongOffset:
        with self._database.read() as connection:
            now = rows.find(connection, ready.stashed.filekey)
        if now is None or now.blob_key != ready.blob_key:
            ready.place.close()
            self._blobs.delete(ready.blob_key)
        return WrongOffset(ready.offset, 0 if now is None else now.offset)

    def _place(self, spool: Spool, stashed: StashedFile) -> Spool:
        """The chunk's bytes copied to where they belong."""
        place = self._resumed(stashed)
        with self._blobs.open(spool.blob_key) as chunk:
            place.write_from(chunk, offset=0, size=spool.size)
        self._blobs.delete(spool.blob_key)
        return place

    def _resumed(self, stashed: StashedFile) -> Spool:
        """The end of the file, or, while that is not to be had, of a copy of it."""
        try:
            return self._stash.resume(stashed)
        except (BlobBusy, BlobSealed):
            # Busy: the other writer may be a connection that died without a word, and what it still writes goes
            # to a blob that no row will name. Sealed: the server ended between sealing and the row's last move.
            return self._copied(stashed)

    def _copied(self, stashed: StashedFile) -> Spool:
        place = Spool(self._blobs.create(), limit=stashed.filesize, running=None)
        with self._blobs.open(BlobKey(stashed.blob_key or "")) as before:
            place.write_from(before, offset=0, size=stashed.offset)
        return place

    def _continued_hash(self, stashed: StashedFile, place: Spool, *, size: int) -> Hash | None:
        running = self._hashes.at(stashed.blob_key or "", stashed.offset)
        if running is None:
            return None
        with self._blobs.open(place.blob_key) as file:
            file.seek(stashed.offset)
            _hash_into(running, file, size=size)
        return running


def _move_on(connection: Connection, ready: Ready, row: StashedFile, *, also: InTransaction | None) -> bool:
    """Whether the row was where the chunk began; it is the new one then, and ``also`` was called."""
    if ready.offset == 0:
        rows.add(connection, row)
    elif not rows.advance(connection, ready.stashed, row):
        return False
    if also is not None:
        also(connection)
    return True


def _sync(spool: Spool) -> None:
    try:
        spool.sync()
    except StorageFull as full:
        raise NoStorage(full.wanted) from full


def _write_all(place: Spool, pieces: Sequence[memoryview]) -> None:
    try:
        place.write_all(pieces)
    except StorageFull as full:
        place.close()
        raise NoStorage(full.wanted) from full


def _hash_into(digest: Hash, file: BinaryIO, *, size: int) -> None:
    left = size
    while left > 0:
        block = file.read(min(_BLOCK, left))
        if not block:
            raise EOFError(f"{left} bytes short of {size}")
        digest.update(block)
        left -= len(block)
