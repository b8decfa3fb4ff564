"""A new blob that is not made before it must be: its bytes are in memory."""

import io
from collections.abc import Callable
from typing import BinaryIO

from mediawharf.blobs.base import BlobKey, BlobWriter, ClosedAtExit, SourceTooShort


class HeldWriter(ClosedAtExit):
    """Writes a blob that is made when it is asked for: by its key, or to be durable. Its bytes stay in memory too.

    Those that are refused, or that belong into another blob, were then never on the disk. What makes the blob raises
    StorageFull as a writer does; nothing of it is left then, and the next attempt makes it anew.
    """

    def __init__(self, create: Callable[[], BlobWriter]) -> None:
        self.pieces: list[memoryview] = []
        self._create = create
        self._made: BlobWriter | None = None
        self._is_closed = False

    @property
    def is_made(self) -> bool:
        """Whether there is a blob."""
        return self._made is not None

    @property
    def key(self) -> BlobKey:
        """The blob's key; makes the blob."""
        return self.made().key

    @property
    def position(self) -> int:
        """How many bytes were written."""
        return sum(map(len, self.pieces))

    def made(self) -> BlobWriter:
        """The writer of the blob, with all that was written so far."""
        if self._made is None:
            self._require_open()
            self._made = self._filled()
        return self._made

    def _filled(self) -> BlobWriter:
        writer = self._create()
        try:
            for piece in self.pieces:
                writer.write(piece)
        except BaseException:
            writer.discard()
            raise
        return writer

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Takes in more bytes, which the caller must not change afterwards."""
        if self._made is not None:
            self._made.write(data)
        else:
            self._require_open()
        self.pieces.append(memoryview(data).cast("B"))

    def copy_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """Takes in bytes of another file."""
        source.seek(offset)
        content = source.read(size)
        if len(content) < size:
            raise SourceTooShort(self.key, size - len(content))
        self.write(content)

    def open(self) -> BinaryIO:
        """The bytes, from memory, where they are one piece from now on."""
        whole = b"".join(self.pieces)
        self.pieces = [memoryview(whole)]
        return io.BytesIO(whole)  # shares them

    def begin_sync(self) -> None:
        """Makes the blob, and begins to make it durable."""
        self.made().begin_sync()

    def sync(self) -> None:
        """Makes the blob durable."""
        self.made().sync()

    def seal(self, *, size: int) -> None:
        """Makes the blob final."""
        self.made().seal(size=size)

    def close(self) -> None:
        """Lets the blob go, or the bytes if there is none."""
        self._is_closed = True
        if self._made is not None:
            self._made.close()

    def discard(self) -> None:
        """Removes the blob, if there is one."""
        if self._made is not None:
            self._made.discard()
        self._is_closed = True

    def _require_open(self) -> None:
        if self._is_closed:
            raise ValueError("the writer of a blob that was never made is closed")
