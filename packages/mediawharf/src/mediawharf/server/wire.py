"""One TCP connection, as a coroutine reads and writes it: what cannot be done at once waits for the event loop.

Bytes are asked for when somebody wants them, and go from the system's buffer straight to who asked. Nothing is read
ahead: a sender that is faster than its receiver is held back by TCP itself.
"""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress

# What is read or sent at once at most, in bytes.
PIECE_BYTES = 256 * 1024
# Of a file sent at once at most: the system may have to read it first, and the loop waits.
FILE_BYTES = 1024 * 1024
SEND_TIMEOUT = 60.0  # seconds in which a receiver takes no byte
_STREAK = 16
# Bytes that are sooner copied to what goes before them than sent from two places.
_COPIED = 16 * 1024


class Wire:
    """A connected socket that does not block. One coroutine reads, one writes; they may be two."""

    def __init__(self, connected: socket.socket) -> None:
        connected.setblocking(False)
        self._socket = connected
        self._loop = asyncio.get_running_loop()
        self._reader = _Waiting(self._loop.add_reader, self._loop.remove_reader, connected.fileno())
        self._writer = _Waiting(self._loop.add_writer, self._loop.remove_writer, connected.fileno())
        self._streak = 0

    async def read(self, size: int = PIECE_BYTES, *, until: float | None = None, in_turn: bool = False) -> bytes:
        """The next bytes, at most ``size``; empty when the other side has ended.

        ``in_turn`` lets all others that are ready come first. Raises ConnectionError when the connection broke, and
        TimeoutError if nothing came ``until`` then by the loop's clock.
        """
        if in_turn:
            await self._reader.wait(until)
        while True:
            try:
                data = self._socket.recv(size)
            except BlockingIOError:
                self._streak = 0
                await self._reader.wait(until)
                continue
            self._streak += 1
            if self._streak >= _STREAK:
                # A sender that always has more does not keep the others from their turn.
                self._streak = 0
                await asyncio.sleep(0)
            return data

    async def write(self, data: bytes, more: bytes | memoryview = b"") -> None:
        """Sends all of both; raises ConnectionError, or TimeoutError if the other side takes nothing for long."""
        if more and len(more) <= _COPIED:
            data, more = b"".join((data, more)), b""
        try:
            sent = self._socket.sendmsg((data, more)) if more else self._socket.send(data)
        except BlockingIOError:
            sent = 0
        if sent == len(data) + len(more):
            return
        if sent < len(data):
            await self._write_rest(memoryview(data)[sent:])
        if sent < len(data) + len(more):
            await self._write_rest(memoryview(more)[max(sent - len(data), 0) :])

    async def _write_rest(self, rest: memoryview) -> None:
        while rest:
            await self._writer.wait(self._loop.time() + SEND_TIMEOUT)
            with suppress(BlockingIOError):
                rest = rest[self._socket.send(rest) :]

    async def send_file(self, file: int, offset: int, count: int) -> int:
        """Sends bytes of an open file and tells how many: fewer than asked for only if it is shorter.

        Raises as ``write`` does.
        """
        left = count
        while left:
            try:
                sent = os.sendfile(self._socket.fileno(), file, offset, min(left, FILE_BYTES))
            except BlockingIOError:
                await self._writer.wait(self._loop.time() + SEND_TIMEOUT)
                continue
            if sent == 0:
                break
            offset += sent
            left -= sent
            await asyncio.sleep(0)
        return count - left

    async def ended(self) -> None:
        """Returns when the other side has ended or the connection broke; not while more bytes of it are unread."""
        while True:
            try:
                if not self._socket.recv(1, socket.MSG_PEEK):
                    return
            except BlockingIOError:
                await self._reader.wait(None)
                continue
            except ConnectionError:
                return
            # The next request. Whoever sent it is there, and nothing tells more before it is read.
            await self._loop.create_future()

    def expire(self, now: float) -> None:
        """Lets those waits end by TimeoutError whose time is over."""
        self._reader.expire(now)
        self._writer.expire(now)

    def has_unread(self) -> bool:
        """Whether bytes have come that nobody has asked for."""
        try:
            return self._socket.recv(1, socket.MSG_PEEK) != b""
        except OSError:
            return False

    def stop_reading(self) -> None:
        """Lets a wait for bytes end by ConnectionAbortedError."""
        self._reader.abort()

    def end(self) -> None:
        """Tells the other side that nothing more comes."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Closes the socket; nobody may wait for it any more."""
        self._reader.forget()
        self._writer.forget()
        self._socket.close()


class _Waiting:
    """Waits until a socket is ready for one thing.

    The event loop goes on watching the socket after a wait, since the next one mostly follows before anything happens:
    a client sends its next request when it has its answer. Only if something comes that nobody waits for, it stops.
    """

    def __init__(self, watch: Callable[..., None], unwatch: Callable[[int], bool], descriptor: int) -> None:
        self._watch = watch
        self._unwatch = unwatch
        self._descriptor = descriptor
        self._is_watched = False
        self._waiter: asyncio.Future[None] | None = None
        self._deadline: float | None = None

    async def wait(self, until: float | None) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        self._deadline = until
        if not self._is_watched:
            self._watch(self._descriptor, self._ready)
            self._is_watched = True
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _ready(self) -> None:
        if self._waiter is None or self._waiter.done():
            self.forget()
        else:
            self._waiter.set_result(None)

    def expire(self, now: float) -> None:
        if self._deadline is not None and self._deadline <= now:
            self._fail(TimeoutError())

    def abort(self) -> None:
        self._fail(ConnectionAbortedError())

    def _fail(self, error: OSError) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(error)

    def forget(self) -> None:
        if self._is_watched:
            self._unwatch(self._descriptor)
            self._is_watched = False
