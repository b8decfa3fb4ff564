"""Blobs in the memory of this process, for tests and for embedding; all promises of `base` but durability."""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from mediawharf.blobs.base import (
    BlobBusy,
    BlobExists,
    BlobKey,
    BlobMissing,
    BlobSealed,
    BlobTooShort,
    ClosedAtExit,
    SourceTooShort,
    StorageFull,
)


@dataclass(slots=True)
class _Blob:
    content: bytearray = field(default_factory=bytearray)
    sealed: bytes | None = None  # the final bytes; readers share them
    is_busy: bool = True
    is_deleted: bool = False

    @property
    def size(self) -> int:
        return len(self.content if self.sealed is None else self.sealed)


class MemoryBlobStore:
    """Keeps blobs in memory, up to `capacity` bytes in all (None: as many as there is memory for)."""

    def __init__(self, *, random_key: Callable[[], BlobKey], capacity: int | None = None) -> None:
        self._random_key = random_key
        self._capacity = capacity
        self._blobs: dict[BlobKey, _Blob] = {}
        self._lock = threading.RLock()  # guards every blob's fields too

    def create(self) -> "MemoryBlobWriter":
        """A writer of a new blob."""
        key = self._random_key()
        with self._lock:
            if key in self._blobs:
                raise BlobExists(key)
            blob = self._blobs[key] = _Blob()
        return MemoryBlobWriter(self, key, blob=blob, position=0)

    def resume(self, key: BlobKey, *, offset: int) -> "MemoryBlobWriter":
        """A writer that goes on at `offset`."""
        if offset < 0:
            raise ValueError(offset)
        with self._lock:
            blob = self._find(key)
            if blob.sealed is not None:
                raise BlobSealed(key)
            if blob.is_busy:
                raise BlobBusy(key)
            if blob.size < offset:
                raise BlobTooShort(key, offset, size=blob.size)
            blob.is_busy = True
        return MemoryBlobWriter(self, key, blob=blob, position=offset)

    def open(self, key: BlobKey) -> BinaryIO:
        """A reader of the bytes there are now."""
        with self._lock:
            blob = self._find(key)
            return io.BytesIO(bytes(blob.content) if blob.sealed is None else blob.sealed)

    def size(self, key: BlobKey) -> int:
        """How many bytes the blob has."""
        with self._lock:
            return self._find(key).size

    def delete(self, key: BlobKey) -> None:
        """The blob is gone."""
        with self._lock:
            blob = self._blobs.pop(key, None)
            if blob is not None:
                blob.is_deleted = True

    def keys(self) -> Iterator[BlobKey]:
        """Every blob's key."""
        with self._lock:
            return iter(list(self._blobs))

    def path(self, key: BlobKey) -> Path | None:  # noqa: ARG002 -- the protocol's signature
        """None: no blob is a file here."""
        return None

    @property
    def folder(self) -> Path | None:
        """None for the same reason."""
        return None

    def _find(self, key: BlobKey) -> _Blob:
        try:
            return self._blobs[key]
        except KeyError:
            raise BlobMissing(key) from None

    def _has_room(self, grows_by: int) -> bool:
        if self._capacity is None:
            return True
        return sum(blob.size for blob in self._blobs.values()) + grows_by <= self._capacity


class MemoryBlobWriter(ClosedAtExit):
    """Writes one blob of a MemoryBlobStore."""

    def __init__(self, store: MemoryBlobStore, key: BlobKey, *, blob: _Blob, position: int) -> None:
        self.key = key
        self.position = position
        self._store = store
        self._blob = blob
        self._is_open = True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """All of `data` at `position`, or none of it."""
        with self._store._lock:  # noqa: SLF001 -- store and writer share one lock
            self._require_open()
            incoming = memoryview(data).cast("B")
            end = self.position + len(incoming)
            if not self._store._has_room(max(0, end - self._blob.size)):  # noqa: SLF001 -- as above
                raise StorageFull(self.key, len(incoming))
            self._blob.content[self.position : end] = incoming
            self.position = end

    def copy_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """`size` bytes of `source` from `offset` on, or none."""
        self._require_open()
        source.seek(offset)
        content = bytearray()
        while len(content) < size:
            block = source.read(size - len(content))
            if not block:
                raise SourceTooShort(self.key, size - len(content))
            content += block
        self.write(content)

    def open(self) -> BinaryIO:
        """A reader of the bytes there are now."""
        self._require_open()
        return self._store.open(self.key)

    def begin_sync(self) -> None:
        """Memory has nothing to begin."""
        self._require_open()

    def sync(self) -> None:
        """As durable as memory is: nothing to do but to see that the blob is still there."""
        self._require_open()
        if self._blob.is_deleted:
            self.close()
            raise BlobMissing(self.key)

    def seal(self, *, size: int) -> None:
        """The blob is its first `size` bytes for good."""
        with self._store._lock:  # noqa: SLF001 -- store and writer share one lock
            self._require_open()
            if not 0 <= size <= self._blob.size:
                raise BlobTooShort(self.key, size, size=self._blob.size)
            self.sync()
            self._blob.sealed = bytes(memoryview(self._blob.content)[:size])
            self._blob.content = bytearray()
            self.close()

    def close(self) -> None:
        """Another writer may have the blob."""
        with self._store._lock:  # noqa: SLF001 -- store and writer share one lock
            if self._is_open:
                self._is_open = False
                self._blob.is_busy = False

    def discard(self) -> None:
        """The blob is gone."""
        self._require_open()
        self._store.delete(self.key)
        self.close()

    def _require_open(self) -> None:
        if self._is_open:
            return
        if self._blob.sealed is not None:
            raise BlobSealed(self.key)
        raise ValueError(f"the writer of blob {self.key} is closed")
