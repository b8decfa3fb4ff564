"""A client that asks the same things in turn, on many kept-alive connections, at little cost of its own.

One thread, sockets that do not block, requests made beforehand, and no more parsing than to find a reply's end.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bench.wire import Unexpected

_ROOM = 1 << 18
_ENDLESS = 30.0  # seconds without any reply


@dataclass(frozen=True, slots=True)
class Knocks:
    """How it went: replies, the seconds they took in all, and the seconds that each waited, in order."""

    replies: int
    seconds: float
    waits: list[float]

    @property
    def rate(self) -> float:
        """Replies a second."""
        return self.replies / self.seconds

    @property
    def p99(self) -> float:
        """The seconds within which 99 of 100 replies were there."""
        return self.waits[min(len(self.waits) - 1, len(self.waits) * 99 // 100)]


@dataclass(frozen=True, slots=True)
class Knock:
    """Requests as they go over the wire, one after the other and then anew, and bytes that each right reply holds."""

    address: tuple[str, int]
    requests: Sequence[bytes]
    expected: bytes

    def repeat(self, *, connections: int, seconds: float) -> Knocks:
        """Asks on all connections at once, on each as soon as it has its reply, for so long."""
        waits: list[float] = []
        turns = cycle(self.requests)
        begun = time.perf_counter()
        until = begun + seconds
        with selectors.DefaultSelector() as selector:
            lines = [_Line(self, turns, selector) for _ in range(connections)]
            try:
                while selector.get_map():
                    ready = selector.select(_ENDLESS)
                    if not ready:
                        raise Unexpected(f"no reply for {_ENDLESS:g} seconds")
                    for key, _ in ready:
                        waits += key.data.take(until)
            finally:
                for line in lines:
                    line.close()
        return Knocks(len(waits), time.perf_counter() - begun, sorted(waits))


class _Line:
    """One connection; registered with the selector while it waits for a reply."""

    def __init__(self, knock: Knock, turns: Iterator[bytes], selector: selectors.BaseSelector) -> None:
        self._knock = knock
        self._turns = turns
        self._selector = selector
        self._asked = 0.0
        self._open()
        self._ask()

    def take(self, until: float) -> list[float]:
        """What came in; the seconds that the reply took, if it is whole, and then the next question before the end."""
        try:
            piece = self._socket.recv(_ROOM)
        except BlockingIOError:
            return []
        if not piece and self._came:
            raise Unexpected("a reply was cut short", bytes(self._came[:200]))
        if not piece:  # hung up between two requests, as servers do after some: ask again on a new connection
            self._reopen()
            return []
        self._came += piece
        if not _is_whole(self._came):
            return []
        now = time.perf_counter()
        if self._knock.expected not in self._came or not self._came.startswith(b"HTTP/1.1 200"):
            raise Unexpected(bytes(self._came[:1000]))
        is_closing = b"\r\nconnection: close\r\n" in self._came.lower()
        wait = now - self._asked
        if now >= until:
            self.close()
        elif is_closing:
            self._reopen()
        else:
            self._ask()
        return [wait]

    def close(self) -> None:
        """Hangs up."""
        if self._socket.fileno() >= 0:
            self._selector.unregister(self._socket)
            self._socket.close()

    def _open(self) -> None:
        self._socket = socket.create_connection(self._knock.address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)
        self._selector.register(self._socket, selectors.EVENT_READ, self)

    def _reopen(self) -> None:
        self.close()
        self._open()
        self._ask()

    def _ask(self) -> None:
        self._came = bytearray()
        self._asked = time.perf_counter()
        self._socket.send(next(self._turns))  # far smaller than the socket's buffer


def _is_whole(reply: bytearray) -> bool:
    head_end = reply.find(b"\r\n\r\n")
    if head_end < 0:
        return False
    head = bytes(reply[:head_end]).lower()
    _, found, rest = head.partition(b"content-length:")
    if found:
        return len(reply) >= head_end + 4 + int(rest.split(b"\r\n", 1)[0])
    return reply.endswith(b"0\r\n\r\n")  # in chunks: the last is empty
