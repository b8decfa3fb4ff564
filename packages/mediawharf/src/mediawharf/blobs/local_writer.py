"""Writes one blob that is a file: straight to its place, durable when it is asked to be, read-only in the end."""

import io
import os
from pathlib import Path
from typing import BinaryIO

from mediawharf.blobs.base import (
    BlobKey,
    BlobMissing,
    BlobSealed,
    BlobTooShort,
    ClosedAtExit,
    SourceTooShort,
    StorageFull,
)
from mediawharf.blobs.disk import (
    DurableDirectories,
    begin_writing,
    copy_in_kernel,
    is_full,
    sync_bytes,
    write_all,
)
from mediawharf.blobs.kernel_sync import Begun, KernelSyncs

_COPY_BLOCK = 1 << 20
# As soon as so many bytes have come in, the disk begins with them: when the last is there, little is left to wait for.
WRITTEN_AT_ONCE = 4 << 20


class LocalBlobWriter(ClosedAtExit):
    """Writes one file, straight from the caller's buffers, and holds its lock until closed."""

    def __init__(
        self,
        path: Path,
        *,
        file: io.FileIO,
        position: int,
        directories: DurableDirectories,
        syncs: KernelSyncs,
    ) -> None:
        self.key = BlobKey(path.name)
        self.position = position
        self._path = path
        self._file = file
        self._directories = directories
        self._syncs = syncs
        self._begun_sync: Begun | None = None
        self._unsynced = 0
        self._begun = position  # where the bytes start that the disk has not been told of
        self._is_synced = False
        self._is_sealed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """All of `data` at `position`."""
        descriptor = self._changing()
        try:
            written = write_all(descriptor, data, at=self.position)
        except OSError as error:
            if is_full(error):
                raise StorageFull(self.key, memoryview(data).nbytes) from error
            raise
        self._advance(written)

    def copy_from(self, source: BinaryIO, *, offset: int, size: int) -> None:
        """`size` bytes of `source` from `offset` on, copied by the kernel where it can."""
        descriptor = self._changing()
        try:
            copied = copy_in_kernel(source, descriptor, offset=offset, size=size, at=self.position)
            if copied < size:
                source.seek(offset + copied)
            while copied < size:
                block = source.read(min(_COPY_BLOCK, size - copied))
                if not block:
                    raise SourceTooShort(self.key, size - copied)
                copied += write_all(descriptor, block, at=self.position + copied)
        except OSError as error:
            if is_full(error):
                raise StorageFull(self.key, size) from error
            raise
        self._advance(size)

    def open(self) -> BinaryIO:
        """A reader of the file."""
        self._descriptor()
        try:
            return self._path.open("rb")
        except FileNotFoundError:
            raise BlobMissing(self.key) from None

    def begin_sync(self) -> None:
        """Has the kernel sync the file and its directory, if it can, which takes no time of the caller's."""
        descriptor = self._descriptor()
        if self._begun_sync is None and not self._is_synced:
            self._begun_sync = self._directories.begin_sync(self._syncs, descriptor, self._path)

    def sync(self) -> None:
        """The file's bytes and its directory entry survive a loss of power."""
        descriptor = self._descriptor()
        begun, self._begun_sync = self._begun_sync, None
        try:
            self._persist(descriptor, begun)
        except BaseException as error:
            self.close()  # after a failed sync the kernel may drop the bytes and call the next sync a success
            if isinstance(error, OSError) and is_full(error):
                raise StorageFull(self.key, self._unsynced) from error
            raise
        self._unsynced = 0
        self._is_synced = True

    def seal(self, *, size: int) -> None:
        """The file is cut to `size`, durable, and read-only."""
        descriptor = self._descriptor()
        present = os.fstat(descriptor).st_size
        if not 0 <= size <= present:
            raise BlobTooShort(self.key, size, size=present)
        if size < present:
            os.ftruncate(self._changing(), size)
        if not self._is_synced:
            self.sync()
        elif os.fstat(descriptor).st_nlink == 0:
            raise BlobMissing(self.key)
        # Not synced: the mode is advice to later writers. If a loss of power takes it back, the bytes are still the
        # same, and the row that names the blob is what tells that it is final.
        os.fchmod(descriptor, 0o444)
        self._is_sealed = True
        self._directories.forget(self._path)
        self.close()

    def close(self) -> None:
        """The lock is released."""
        begun, self._begun_sync = self._begun_sync, None
        try:
            if begun is not None:
                begun.finish()  # the kernel holds the file, and so its lock, until then
        finally:
            self._file.close()

    def discard(self) -> None:
        """The file is gone."""
        self._descriptor()
        self._path.unlink(missing_ok=True)
        self._directories.forget(self._path)
        self.close()

    def _persist(self, descriptor: int, begun: Begun | None) -> None:
        if begun is None:
            sync_bytes(descriptor)
        else:
            begun.wait()
        if os.fstat(descriptor).st_nlink == 0:
            raise BlobMissing(self.key)
        self._directories.persist(self._path, is_synced=begun is not None and begun.has_directory)

    def _changing(self) -> int:
        """The descriptor of a file whose bytes are to be changed: what is synced so far no longer covers them."""
        descriptor = self._descriptor()
        if self._begun_sync is not None:
            self.sync()  # its failure must not be lost: the kernel tells it once
        self._is_synced = False
        return descriptor

    def _descriptor(self) -> int:
        if self._is_sealed:
            raise BlobSealed(self.key)
        if self._file.closed:
            raise ValueError(f"the writer of blob {self.key} is closed")
        return self._file.fileno()

    def _advance(self, size: int) -> None:
        self.position += size
        self._unsynced += size
        if self.position - self._begun >= WRITTEN_AT_ONCE:
            begin_writing(self._file.fileno(), at=self._begun, size=self.position - self._begun)
            self._begun = self.position
