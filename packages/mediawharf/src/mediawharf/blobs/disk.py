"""What a local disk is asked for beyond reading and writing: to keep, to copy, to lock, to tell when it is full."""

import ctypes
import errno
import fcntl
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO, cast

from mediawharf.blobs.kernel_sync import Begun, KernelSyncs

_NO_KERNEL_COPY = {errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF, errno.EPERM}
_LARGEST_KERNEL_COPY = 1 << 30
_SYNC_FILE_RANGE_WRITE = 2  # of Linux's fs.h
_REMEMBERED = 1 << 12  # names that are known to be durable; what is forgotten costs one more sync


class DurableDirectories:
    """Makes the directories below `root`; sees to it that they and the files in them survive a loss of power.

    A process syncs each name once: a file that is resumed for every chunk is found in its directory already.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._durable: set[Path] = set()
        self._durable_files: set[Path] = set()

    def make(self, directory: Path) -> None:
        """`directory` exists, and so do `root` and its parents; those above `root` are durable at once."""
        absent = takewhile(lambda path: not path.exists(), (self._root, *self._root.parents))
        for missing in reversed(list(absent)):
            missing.mkdir(exist_ok=True)
            sync_directory(missing.parent)
        directory.mkdir(parents=True, exist_ok=True)

    def begin_sync(self, syncs: KernelSyncs, descriptor: int, file: Path) -> Begun | None:
        """Begins to sync the bytes of `file` and, unless that is durable, its name; None if it cannot be begun."""
        if file in self._durable_files:
            return syncs.begin(descriptor, None)
        with opened_directory(file.parent) as directory:
            return syncs.begin(descriptor, directory)

    def persist(self, file: Path, *, is_synced: bool = False) -> None:
        """The name of `file`, and those of its directories below `root`, survive a loss of power.

        The directory of `file` need not be synced if it `is_synced` already.

        A name found in place may have been made by a process that died before it could sync, so only what this
        process synced itself counts as durable.
        """
        if file in self._durable_files:
            return
        if not is_synced:
            sync_directory(file.parent)
        self._persist_directory(file.parent)
        _remember({file}, self._durable_files)

    def forget(self, file: Path) -> None:
        """The file is final or gone, and nobody will ask for its name any more."""
        self._durable_files.discard(file)

    def _persist_directory(self, directory: Path) -> None:
        fresh: set[Path] = set()
        while directory != self._root and directory not in self._durable:
            sync_directory(directory.parent)
            fresh.add(directory)
            directory = directory.parent
        if fresh:
            _remember(fresh, self._durable)


def _remember(fresh: set[Path], known: set[Path]) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
    known.update(fresh)


def sync_directory(directory: Path) -> None:
    """The names in `directory` survive a loss of power."""
    with opened_directory(directory) as descriptor:
        os.fsync(descriptor)


@contextmanager
def opened_directory(directory: Path) -> Iterator[int]:
    """The descriptor of `directory`, to be synced."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def sync_bytes(descriptor: int) -> None:
    """The file's bytes and size survive a loss of power."""
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync alone leaves the bytes in the drive's own cache
    else:
        os.fdatasync(descriptor)


def begin_writing(descriptor: int, *, at: int, size: int) -> None:
    """The kernel begins to write those bytes to the disk, if it can be told to. It promises nothing.

    What a later sync would have to wait for is then mostly there already.
    """
    sync_file_range = _sync_file_range()
    if sync_file_range is not None:
        sync_file_range(descriptor, at, size, _SYNC_FILE_RANGE_WRITE)


@cache
def _sync_file_range() -> Callable[[int, int, int, int], int] | None:
    try:
        function = ctypes.CDLL(None).sync_file_range
    except (AttributeError, OSError, TypeError):
        return None  # not Linux
    function.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return cast("Callable[[int, int, int, int], int]", function)


def copy_in_kernel(source: BinaryIO, descriptor: int, *, offset: int, size: int, at: int) -> int:
    """How many of `size` bytes of `source` from `offset` on the kernel copied to `at`.

    Fewer than `size`, even 0, when the source is no file, ends early, or the kernel cannot copy between the two.
    """
    if sys.platform != "linux":
        return 0
    try:
        source_descriptor = source.fileno()
    except io.UnsupportedOperation:
        return 0
    copied = 0
    while copied < size:
        count = min(size - copied, _LARGEST_KERNEL_COPY)
        try:
            moved = os.copy_file_range(source_descriptor, descriptor, count, offset + copied, at + copied)
        except OSError as error:
            if error.errno in _NO_KERNEL_COPY:
                return copied
            raise
        if moved == 0:
            return copied
        copied += moved
    return copied


def write_all(descriptor: int, data: bytes | bytearray | memoryview, *, at: int) -> int:
    """The number of bytes of `data`, all written at `at`; a short write is continued."""
    rest = memoryview(data).cast("B")
    size = len(rest)
    while rest:
        written = os.pwrite(descriptor, rest, at)
        at += written
        rest = rest[written:]
    return size


def try_lock(descriptor: int) -> bool:
    """Whether the file's exclusive lock was free; it is now held until the descriptor is closed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_full(error: OSError) -> bool:
    """Whether `error` says that the disk has no room or the quota is spent."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_read_only(status: os.stat_result) -> bool:
    """Whether nobody has the right to write the file; root could all the same."""
    return status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) == 0


def names_in(directory: Path) -> list[str]:
    """The names in `directory`; none if it is not there or not a directory."""
    try:
        return [entry.name for entry in directory.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
