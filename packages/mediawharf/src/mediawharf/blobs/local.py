"""Blobs as files below one directory: `root/a/abcd…`, fanned out by the first letter of the key.

A file has mode 0600 while unsealed and 0444 once sealed. A writer holds an exclusive flock on the file, which works
across processes and ends with the process that held it (a child forked without exec would hold it too).
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from mediawharf.blobs.base import BlobBusy, BlobExists, BlobKey, BlobMissing, BlobSealed, BlobTooShort, StorageFull
from mediawharf.blobs.disk import DurableDirectories, is_full, is_read_only, names_in, try_lock
from mediawharf.blobs.kernel_sync import KernelSyncs
from mediawharf.blobs.local_writer import LocalBlobWriter

_KEY = re.compile(r"[a-z0-9]{8,128}")


class LocalBlobStore:
    """Keeps blobs as files below `root`, which is made when the first blob is; the umask decides who may enter."""

    def __init__(self, root: Path, *, random_key: Callable[[], BlobKey]) -> None:
        self._root = root
        self._random_key = random_key
        self._directories = DurableDirectories(root)
        self._syncs = KernelSyncs()

    def create(self) -> LocalBlobWriter:
        """A writer of a new file."""
        key = self._random_key()
        path = self.path(key)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        try:
            try:
                descriptor = os.open(path, flags, 0o600)
            except FileNotFoundError:
                self._directories.make(path.parent)
                descriptor = os.open(path, flags, 0o600)
        except FileExistsError:
            raise BlobExists(key) from None
        except OSError as error:
            if is_full(error):
                raise StorageFull(key, 0) from error
            raise
        return self._writer(key, descriptor=descriptor, offset=0)

    def resume(self, key: BlobKey, *, offset: int) -> LocalBlobWriter:
        """A writer that goes on at `offset`."""
        if offset < 0:
            raise ValueError(offset)
        path = self.path(key)
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            raise BlobMissing(key) from None
        except PermissionError:  # what anyone but root meets on a sealed file
            if is_read_only(path.stat()):
                raise BlobSealed(key) from None
            raise
        return self._writer(key, descriptor=descriptor, offset=offset)

    def open(self, key: BlobKey) -> BinaryIO:
        """A reader of the file."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise BlobMissing(key) from None

    def size(self, key: BlobKey) -> int:
        """How many bytes the file has."""
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            raise BlobMissing(key) from None

    def delete(self, key: BlobKey) -> None:
        """The file is gone; its directories stay for others."""
        if _KEY.fullmatch(key) is not None:
            self.path(key).unlink(missing_ok=True)
            self._directories.forget(self.path(key))

    def keys(self) -> Iterator[BlobKey]:
        """Every file's name; the directories are read as the caller goes on."""
        for first in names_in(self._root):
            for name in names_in(self._root / first):
                if _KEY.fullmatch(name) is not None:
                    yield BlobKey(name)

    def path(self, key: BlobKey) -> Path:
        """Where the file lies; nothing that is not a key leads out of `root`."""
        if _KEY.fullmatch(key) is None:
            raise BlobMissing(key)
        return self._root.joinpath(key[0], key)

    @property
    def folder(self) -> Path:
        """The folder of all blobs."""
        return self._root

    def _writer(self, key: BlobKey, *, descriptor: int, offset: int) -> LocalBlobWriter:
        file = io.FileIO(descriptor, "r+")  # closes the descriptor, and so unlocks, even if forgotten
        try:
            _claim(key, descriptor, offset=offset)
        except BaseException:
            file.close()
            raise
        path = self.path(key)
        return LocalBlobWriter(path, file=file, position=offset, directories=self._directories, syncs=self._syncs)


def _claim(key: BlobKey, descriptor: int, *, offset: int) -> None:
    """The file is locked and may be written from `offset` on; what is asked before the lock may change before it."""
    if not try_lock(descriptor):
        raise BlobBusy(key)
    found = os.fstat(descriptor)
    if found.st_nlink == 0:
        raise BlobMissing(key)
    if is_read_only(found):
        raise BlobSealed(key)
    if found.st_size < offset:
        raise BlobTooShort(key, offset, size=found.st_size)
