"""Syncs that the kernel does beside the program: one system call begins them, another waits for them.

Linux's native asynchronous I/O takes fsync and fdatasync since 4.18 (io_submit(2)). A thread of the program could do
the same, but it costs changes of threads, and after each of its system calls it waits for the interpreter's lock.
"""

import ctypes
import errno
import os
import platform
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

AT_ONCE = 8  # contexts of a process; how many a machine has is limited (fs.aio-max-nr)
_MOST_SYNCS = 2  # of one context
_FSYNC, _FDSYNC = 2, 3  # of Linux's aio_abi.h


@dataclass(frozen=True, slots=True)
class _Calls:
    """The system calls by their numbers: the C library has no functions for them."""

    setup: int
    destroy: int
    getevents: int
    submit: int


_CALLS = {"x86_64": _Calls(206, 207, 208, 209), "aarch64": _Calls(0, 1, 4, 2)}


class _Request(ctypes.Structure):
    """``struct iocb``, as it lies in memory where numbers are little-endian."""

    _fields_ = (
        ("data", ctypes.c_uint64),
        ("key", ctypes.c_uint32),
        ("rw_flags", ctypes.c_int32),
        ("opcode", ctypes.c_uint16),
        ("priority", ctypes.c_int16),
        ("descriptor", ctypes.c_uint32),
        ("buffer", ctypes.c_uint64),
        ("bytes", ctypes.c_uint64),
        ("offset", ctypes.c_int64),
        ("reserved", ctypes.c_uint64),
        ("flags", ctypes.c_uint32),
        ("event_descriptor", ctypes.c_uint32),
    )


class _Event(ctypes.Structure):
    """``struct io_event``."""

    _fields_ = (
        ("data", ctypes.c_uint64),
        ("request", ctypes.c_uint64),
        ("result", ctypes.c_int64),
        ("result2", ctypes.c_int64),
    )


class KernelSyncs:
    """Begins syncs, of a few files at once; safe to use from many threads of the process that made it."""

    def __init__(self) -> None:
        self._idle: list[_Context] = []
        self._left = AT_ONCE

    def begin(self, file: int, directory: int | None) -> "Begun | None":
        """Syncs of a file's bytes, and of a directory, that are under way; the descriptors may be closed at once.

        None where the machine cannot, or where many are under way: then nothing was begun.
        """
        context = self._take()
        if context is None:
            return None
        wanted = ((_FDSYNC, file),) if directory is None else ((_FDSYNC, file), (_FSYNC, directory))
        begun = context.submit(*wanted)
        if begun == 0:
            self.give_back(context)
            return None
        return Begun(self, context, begun)

    def give_back(self, context: "_Context") -> None:
        """Nothing is under way in the context: it is for others."""
        self._idle.append(context)

    def _take(self) -> "_Context | None":
        try:
            return self._idle.pop()
        except IndexError:
            if self._left <= 0:
                return None
        self._left -= 1
        try:
            return _Context()
        except OSError:  # there are no more, or this kernel or what confines the process has none
            self._left = 0
            return None


class Begun:
    """Syncs that were begun."""

    def __init__(self, syncs: KernelSyncs, context: "_Context", count: int) -> None:
        self._syncs = syncs
        self._context = context
        self._count = count

    @property
    def has_directory(self) -> bool:
        """Whether the directory's is among them."""
        return self._count == _MOST_SYNCS

    def wait(self) -> None:
        """Waits until all are done; raises the OSError of one that failed. This or `finish` is to be called once."""
        for result in self.finish():
            if result < 0:
                raise OSError(-result, os.strerror(-result))

    def finish(self) -> list[int]:
        """What became of them, once all are done: 0, or the number of an error, negative."""
        results = self._context.results(self._count)
        self._syncs.give_back(self._context)
        return results


class _Context:
    """An ``aio_context_t`` with room for its requests; raises OSError where there is none to be had."""

    def __init__(self) -> None:
        calls = _CALLS.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 1 << 32 else None
        if calls is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        self._calls = calls
        self._identity = ctypes.c_ulong()
        if _system()(calls.setup, _MOST_SYNCS, ctypes.addressof(self._identity), 0, 0, 0) != 0:
            raise _error()
        weakref.finalize(self, _system(), calls.destroy, self._identity.value, 0, 0, 0, 0)
        self._requests = (_Request * _MOST_SYNCS)()
        self._addresses = (ctypes.c_void_p * _MOST_SYNCS)(*map(ctypes.addressof, self._requests))
        self._events = (_Event * _MOST_SYNCS)()

    def submit(self, *wanted: tuple[int, int]) -> int:
        """How many of the operations on descriptors were begun: the first ones, or none."""
        for request, (opcode, descriptor) in zip(self._requests, wanted, strict=False):
            request.opcode, request.descriptor = opcode, descriptor
        requests = ctypes.addressof(self._addresses)
        return max(0, _system()(self._calls.submit, self._identity.value, len(wanted), requests, 0, 0))

    def results(self, count: int) -> list[int]:
        """What became of so many, once they are done."""
        results: list[int] = []
        events = ctypes.addressof(self._events)
        while (left := count - len(results)) > 0:
            done = _system()(self._calls.getevents, self._identity.value, left, left, events, 0)
            if done < 0 and ctypes.get_errno() != errno.EINTR:
                raise _error()
            results += [event.result for event in self._events[: max(0, done)]]
        return results


def _error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))


@cache
def _system() -> Callable[[int, int, int, int, int, int], int]:
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype = ctypes.c_long
    function.argtypes = (ctypes.c_long,) * 6
    call: Callable[[int, int, int, int, int, int], int] = function
    return call
