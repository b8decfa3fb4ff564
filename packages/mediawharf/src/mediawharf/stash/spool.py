"""Receives the bytes of one request: writes them to a blob and hashes them as they come in.

Bytes that are held in memory are hashed later, when the disk is at work on them already.
"""

import hashlib
import io
from collections.abc import Sequence
from typing import BinaryIO, Protocol

from mediawharf.blobs.base import BlobKey, BlobWriter, ClosedAtExit, StorageFull
from mediawharf.stash.held import HeldWriter

_WORTH_BEGINNING = 1 << 18  # bytes that take longer to hash than it costs to begin their sync


class Hash(Protocol):
    """A running SHA-1."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Takes in more bytes."""

    def hexdigest(self) -> str:
        """The hash of all bytes so far."""

    def copy(self) -> "Hash":
        """Another hash with the same bytes taken in."""


def sha1() -> Hash:
    """The SHA-1 of no bytes yet."""
    return hashlib.sha1(usedforsecurity=False)


class Spool:
    """Bytes on their way in. ``start`` is the offset of the first in its blob; ``size`` counts those taken.

    Past ``limit`` bytes nothing more is kept, though it is still counted, so that the refusal can tell the size. Nor is
    it after bytes that found no room, or if it is ``full`` from the start.
    The running hash covers the blob from its first byte, or is None when the bytes before ``start`` were hashed
    by nobody here.
    """

    def __init__(
        self, writer: BlobWriter, *, limit: int, running: Hash | None, full: StorageFull | None = None
    ) -> None:
        self._writer = writer
        self._limit = limit
        self._sha1 = running
        self._unhashed: list[memoryview] = []
        self._full = full
        self._is_over = False
        self.start = writer.position
        self.size = 0

    @property
    def blob_key(self) -> BlobKey:
        """The blob that the bytes are in; makes it, and may raise StorageFull, if they are only held yet."""
        return self._writer.key

    @property
    def held(self) -> Sequence[memoryview] | None:
        """The bytes, if they are in memory only: there is no blob yet."""
        writer = self._writer
        return writer.pieces if isinstance(writer, HeldWriter) and not writer.is_made else None

    @property
    def is_too_large(self) -> bool:
        """Whether more than ``limit`` bytes came in."""
        return self.size > self._limit

    @property
    def running_hash(self) -> Hash | None:
        """The SHA-1 of the blob up to the last byte taken; bytes that are held are hashed when it is asked for."""
        self._hash()
        return self._sha1

    def write(self, data: memoryview) -> None:
        """Takes in more bytes."""
        self.size += len(data)
        if self.size > self._limit or self._full is not None:
            return
        try:
            self._writer.write(data)
        except StorageFull as full:
            # The rest of the request is still read, so that its sender gets an answer and not a cut connection.
            self._full = full
        if self._sha1 is not None:
            self._unhashed.append(data)
            if self.held is None:  # the buffer may be filled anew
                self._hash()

    def open(self) -> BinaryIO:
        """The blob's bytes so far; the caller closes the file."""
        return self._writer.open()

    def check(self) -> None:
        """Raises StorageFull when some of the bytes found no room."""
        if self._full is not None:
            raise self._full

    def begin_sync(self) -> None:
        """Begins to make the bytes durable; those that were only held are in a blob from now on. Raises StorageFull."""
        self.check()
        self._writer.begin_sync()

    def sync(self) -> None:
        """Makes the bytes durable; the blob stays this spool's. Raises StorageFull."""
        self.check()
        self._sync_and_hash()

    def seal(self, *, size: int) -> None:
        """Makes the blob's first size bytes durable and final. Raises StorageFull."""
        self.check()
        self._writer.seal(size=size)
        self._is_over = True

    def write_all(self, pieces: Sequence[memoryview]) -> None:
        """Takes in bytes whatever the limit, and makes them durable while they are hashed. Raises StorageFull."""
        for piece in pieces:
            self._writer.write(piece)
            self._unhashed.append(piece)
            self.size += len(piece)
        self._sync_and_hash()

    def _sync_and_hash(self) -> None:
        """Both at once, where there is enough to hash."""
        if self._sha1 is not None and sum(map(len, self._unhashed)) >= _WORTH_BEGINNING:
            self._writer.begin_sync()
        self._hash()
        self._writer.sync()

    def _hash(self) -> None:
        unhashed, self._unhashed = self._unhashed, []
        if self._sha1 is not None:
            for piece in unhashed:
                self._sha1.update(piece)

    def write_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """Takes in bytes of another file."""
        self._writer.copy_from(source, offset=offset, size=size)
        self.size += size

    def close(self) -> None:
        """Lets the blob go as it is; what becomes of it is its new holder's to say."""
        self._is_over = True
        self._writer.close()

    def discard(self) -> None:
        """Removes the bytes, unless they were sealed or let go; of an unfinished blob, only lets go."""
        if self._is_over:
            return
        self._is_over = True
        if self.start == 0:
            self._writer.discard()
        else:
            self._writer.close()


class _Nowhere(ClosedAtExit):
    """Drops what is written: the bytes of a request that is refused anyway are counted and not kept."""

    key = BlobKey("nowhere")
    position = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keeps nothing."""

    def copy_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """Keeps nothing."""

    def open(self) -> BinaryIO:
        """No bytes."""
        return io.BytesIO()

    def begin_sync(self) -> None:
        """Does nothing."""

    def sync(self) -> None:
        """Does nothing."""

    def seal(self, *, size: int) -> None:
        """Does nothing."""

    def close(self) -> None:
        """Does nothing."""

    def discard(self) -> None:
        """Does nothing."""


def dropping_spool(*, limit: int, is_full: bool = False) -> Spool:
    """A spool that counts bytes and keeps none: for requests whose user may not upload, or because the disk is full."""
    nowhere = _Nowhere()
    return Spool(nowhere, limit=limit, running=None, full=StorageFull(nowhere.key, 0) if is_full else None)
