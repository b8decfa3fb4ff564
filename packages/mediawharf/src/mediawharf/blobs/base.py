"""What a blob store promises, and how it says no.

A blob is bytes under an opaque random key. It is written once, under its final key from the first byte, and is
immutable once sealed; publishing it never moves bytes. Every backend promises:

- bytes acknowledged by `sync` or `seal` are never changed by a later write that fails;
- a writer that fails leaves the bytes written before the failure;
- a crash leaves at most an unsealed blob, which can be resumed or deleted.

`mediawharf.testing.blob_store_suite` checks these promises on any backend.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NewType, Protocol, Self

from mediawharf.model.clock import Random

BlobKey = NewType("BlobKey", str)
"""Names one blob; 8 to 128 lower-case letters and digits without any structure a caller may rely on."""


class BlobError(Exception):
    """A blob store could not do what was asked; the subclass tells why."""


class BlobMissing(BlobError):
    """No blob has this key: it never was, was deleted, or the key is not one a store gives."""

    def __init__(self, key: BlobKey) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"no blob has the key {self.key!r}"


class BlobBusy(BlobError):
    """Another live writer has the blob."""

    def __init__(self, key: BlobKey) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"blob {self.key} is being written by another writer"


class BlobSealed(BlobError):
    """The blob is sealed: its bytes are final."""

    def __init__(self, key: BlobKey) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"blob {self.key} is sealed and takes no more bytes"


class BlobExists(BlobError):
    """The id source gave a key that is in use; the blob that has it is untouched."""

    def __init__(self, key: BlobKey) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"a new blob was to have the key {self.key}, which is in use"


class BlobTooShort(BlobError):
    """The blob has `size` bytes where the caller counts on `wanted`: bytes believed written are not there."""

    def __init__(self, key: BlobKey, wanted: int, *, size: int) -> None:
        super().__init__(key, wanted, size)
        self.key = key
        self.wanted = wanted
        self.size = size

    def __str__(self) -> str:
        return f"blob {self.key} has {self.size} bytes, not the {self.wanted} counted on"


class SourceTooShort(BlobError):
    """The source of a copy ended `missing` bytes early."""

    def __init__(self, key: BlobKey, missing: int) -> None:
        super().__init__(key, missing)
        self.key = key
        self.missing = missing

    def __str__(self) -> str:
        return f"the source copied into blob {self.key} ended {self.missing} bytes early"


class StorageFull(BlobError):
    """No room, or the quota is spent.

    `wanted` counts the bytes that were to be kept and were not yet; 0 when not even an empty blob found room.
    """

    def __init__(self, key: BlobKey, wanted: int) -> None:
        super().__init__(key, wanted)
        self.key = key
        self.wanted = wanted

    def __str__(self) -> str:
        return f"no room for {self.wanted} bytes of blob {self.key}"


class BlobWriter(Protocol):
    """Writes one unsealed blob; used by one thread at a time, and the blob's only writer until closed.

    Leaving the `with` block closes the writer, by an exception too; it never discards what was written.
    A closed writer raises ValueError, a sealed one BlobSealed, on everything but `close`.
    """

    @property
    def key(self) -> BlobKey:
        """The blob's key, final from the first byte."""

    @property
    def position(self) -> int:
        """The offset in bytes at which the next write goes."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """All of `data`, written at `position`, which moves on.

        On StorageFull `position` stays; what lies beyond it is unspecified.
        """

    def copy_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """`size` bytes of `source` from `offset` on, written at `position`, which moves on.

        A source that is a file must have been flushed, and its own position is of no account afterwards.
        Raises SourceTooShort, StorageFull or the source's own error; then `position` stays.
        """

    def open(self) -> BinaryIO:
        """A seekable reader of the blob at its first byte, which the caller closes; not for a writer that is closed."""

    def begin_sync(self) -> None:
        """Begins what `sync` does, beside what the caller does next; only `sync` or `seal` tells that it is done."""

    def sync(self) -> None:
        """Everything written so far, and the blob itself, survives a loss of power.

        Raises BlobMissing if the blob was deleted meanwhile. After any failure the writer is closed, since nobody
        can tell which bytes were kept: resume at the last offset that was synced and write again from there.
        """

    def seal(self, *, size: int) -> None:
        """The blob is durable, has exactly its first `size` bytes, and is immutable; the writer is closed.

        Raises BlobTooShort, changing nothing, when fewer were written; else as `sync`.
        """

    def close(self) -> None:
        """Another writer may have the blob; bytes not synced may be lost with the power. Idempotent."""

    def discard(self) -> None:
        """The blob is gone and the writer closed."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class ClosedAtExit(ABC):
    """What is closed at the end of a ``with`` block, whatever happened in it."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of what is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class BlobStore(Protocol):
    """Keeps blobs by key; safe to use from many threads."""

    def create(self) -> BlobWriter:
        """A writer of a new, empty, unsealed blob under a fresh random key."""

    def resume(self, key: BlobKey, *, offset: int) -> BlobWriter:
        """A writer that goes on at `offset` of an unsealed blob, also one left by a process that died.

        Bytes before `offset` are kept; those after it may be overwritten.
        Raises BlobBusy, BlobMissing, BlobSealed, or BlobTooShort when the blob does not reach `offset`.
        """

    def open(self, key: BlobKey) -> BinaryIO:
        """A seekable reader at the first byte; an unsealed blob may be read too. Raises BlobMissing.

        A reader already open outlives the deletion of its blob.
        """

    def size(self, key: BlobKey) -> int:
        """How many bytes the blob has at present. Raises BlobMissing."""

    def delete(self, key: BlobKey) -> None:
        """The blob is gone, or was not there. A loss of power soon after may bring it back."""

    def keys(self) -> Iterator[BlobKey]:
        """Every blob's key, sealed or not, in no order; blobs made or deleted meanwhile may be left out."""

    def path(self, key: BlobKey) -> Path | None:
        """Where the blob lies if it is a local file, for sendfile and the like, else None.

        The file may have been deleted meanwhile. Raises BlobMissing for what cannot be a key.
        """

    @property
    def folder(self) -> Path | None:
        """The folder that all these paths lie in, or None where blobs are no local files."""


def random_blob_key(random: Random) -> BlobKey:
    """A key that nobody can guess and no other blob has: 26 letters and digits, 134 bits."""
    return BlobKey(random.base36(26))
