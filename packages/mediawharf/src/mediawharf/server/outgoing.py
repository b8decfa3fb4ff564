"""The reply to a request, from ASGI's messages to bytes."""

import os
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from time import time
from typing import Any

from mediawharf.server.head import Head, Headers
from mediawharf.server.wire import Wire

_FIRST_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}".encode("ascii") for status in HTTPStatus}
# Headers of a reply that say how it is framed, and whether the connection goes on.
_FRAMING = frozenset((b"connection", b"content-length", b"transfer-encoding"))
_WITHOUT_BODY = (204, 304)


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return b"date: " + formatdate(second, usegmt=True).encode("ascii")


class BrokenReply(Exception):
    """The program's messages are no reply; the sentence says why."""


class Outgoing:
    """One reply. ``stays_open`` says whether the connection can go on after it, and may be set until it has begun.

    ``goes_on`` tells the same of the side that reads, at the moment in which the reply begins.
    """

    def __init__(
        self, head: Head | None, wire: Wire, *, stays_open: bool, goes_on: Callable[[], bool] = lambda: True
    ) -> None:
        self.stays_open = stays_open
        self.has_begun = False
        self.is_over = False
        self._goes_on = goes_on
        self._wire = wire
        self._head = head
        self._status = 0
        self._headers: Headers | None = None
        self._left: int | None = None  # of the length that was announced; None: chunks, or up to the end
        self._is_chunked = False
        self._has_body = head is None or head.method != "HEAD"

    async def send(self, message: dict[str, Any]) -> None:
        """ASGI's ``send``; raises ConnectionError or TimeoutError if the client has gone, BrokenReply for a fault."""
        match message["type"]:
            case "http.response.start":
                self._status = message["status"]
                self._headers = list(message.get("headers", ()))
            case "http.response.body":
                await self._send_piece(message.get("body", b""), is_last=not message.get("more_body", False))
            case "http.response.zerocopysend":
                await self._send_file(message["file"].fileno(), message.get("offset") or 0, message["count"])
                self._end(is_last=not message.get("more_body", False))
            case "http.response.pathsend":
                await self._send_path(message["path"])
            case kind:
                raise BrokenReply(f"a reply has no message {kind!r}")

    async def _send_piece(self, piece: bytes, *, is_last: bool) -> None:
        first = b"" if self.has_begun else self._begin(len(piece) if is_last else None)
        if not self._has_body:
            piece = b""
        self._count(len(piece))
        self.has_begun = True
        if self._is_chunked:
            framed = b"%x\r\n%s\r\n" % (len(piece), piece) if piece else b""
            await self._wire.write(first + framed + (b"0\r\n\r\n" if is_last else b""))
        elif first or piece:
            await self._wire.write(first, piece)
        self._end(is_last=is_last)

    async def _send_path(self, path: str) -> None:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123, ASYNC230 - a path just looked up
            await self._send_file(file.fileno(), 0, os.fstat(file.fileno()).st_size)
        self._end(is_last=True)

    async def _send_file(self, file: int, offset: int, count: int) -> None:
        first = b"" if self.has_begun else self._begin(count)
        if self._is_chunked:
            raise BrokenReply("a file is sent with its length")
        self._count(count if self._has_body else 0)
        self.has_begun = True
        await self._wire.write(first)
        if not self._has_body:
            return
        sent = await self._wire.send_file(file, offset, count)
        if sent < count:
            self.stays_open = False
            raise BrokenReply(f"a file to send is {count - sent} bytes shorter than said")

    def _begin(self, known: int | None) -> bytes:
        """The head; ``known`` is the body's length where all of it is there."""
        if self._headers is None:
            raise BrokenReply("a reply begins with http.response.start")
        lines = [_FIRST_LINES.get(self._status) or b"HTTP/1.1 %d " % self._status, _date(int(time()))]
        length: int | None = None
        for name, value in self._headers:
            if name in _FRAMING:
                if name == b"connection":
                    self.stays_open = self.stays_open and value.lower() != b"close"
                if name != b"content-length":
                    continue  # how the body is framed is decided here
                length = int(value)
            lines.append(name + b": " + value)
        if self._status in _WITHOUT_BODY:
            self._has_body = False
        lines += self._framing(length, known)
        self.stays_open = self.stays_open and self._goes_on()
        if not self.stays_open:
            lines.append(b"connection: close")
        elif self._head is not None and self._head.version == "1.0":
            lines.append(b"connection: keep-alive")
        head = b"\r\n".join(lines)
        if head.count(b"\n") >= len(lines) or head.count(b"\r") >= len(lines):
            raise BrokenReply("a header of the reply has a line break")
        return head + b"\r\n\r\n"

    def _framing(self, length: int | None, known: int | None) -> list[bytes]:
        if not self._has_body:
            return []
        self._left = known if length is None else length
        if length is not None:
            return []
        if known is not None:
            return [b"content-length: %d" % known]
        if self._head is not None and self._head.version == "1.1":
            self._is_chunked = True
            return [b"transfer-encoding: chunked"]
        self.stays_open = False
        return []

    def _count(self, size: int) -> None:
        if self._left is None:
            return
        self._left -= size
        if self._left < 0:
            self.stays_open = False
            raise BrokenReply(f"a reply's body is {-self._left} bytes longer than its Content-Length")

    def _end(self, *, is_last: bool) -> None:
        if not is_last:
            return
        self.is_over = True
        if self._left:
            self.stays_open = False
            raise BrokenReply(f"a reply's body is {self._left} bytes shorter than its Content-Length")
