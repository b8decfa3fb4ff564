"""The body of a request, piece by piece, as an ASGI program asks for it."""

from typing import Any

from httptools import HttpParserError, HttpRequestParser

from mediawharf.server.head import Head
from mediawharf.server.wire import PIECE_BYTES, Wire

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# What a program leaves unread of a body is read and dropped up to so many bytes, so that the connection can go on.
DROPPED_BYTES = 256 * 1024


class Incoming:
    """One request's body; ``rest`` are the bytes that came with its head, and in the end those of the next request."""

    def __init__(self, head: Head, wire: Wire, rest: bytes) -> None:
        self.rest = rest
        self._wire = wire
        self._owes_continue = head.expects_continue and head.length != 0 and not rest
        self._left = head.length or 0
        self._chunks = _Chunks() if head.length is None else None
        self._is_told = False  # that the body is over
        self.is_cut = False  # no more of it comes
        self.is_malformed = False

    @property
    def is_over(self) -> bool:
        """Whether all of the body has been read."""
        return self._left == 0 if self._chunks is None else self._chunks.is_over

    @property
    def can_be_dropped(self) -> bool:
        """Whether the connection can go on after what is still unread, which nobody wants."""
        if self._owes_continue:
            return False  # the client may send the body or not
        return self._left <= DROPPED_BYTES if self._chunks is None else self._chunks.is_over

    async def receive(self) -> dict[str, Any]:
        """ASGI's ``receive``; a body whose chunks are malformed is one that was cut."""
        if self._is_told or self.is_cut:
            if not self.is_cut:
                await self._wire.ended()
            return {"type": "http.disconnect"}
        piece = b"" if self.is_over else await self._piece()
        if self.is_cut:
            return {"type": "http.disconnect"}
        self._is_told = self.is_over
        return {"type": "http.request", "body": piece, "more_body": not self._is_told}

    async def drop(self) -> None:
        """Reads what is left, for nothing; only where it can be dropped."""
        while not self.is_over and not self.is_cut:
            await self._piece()

    async def _piece(self) -> bytes:
        if self._owes_continue:
            self._owes_continue = False
            await self._wire.write(CONTINUE)
        return await (self._measured() if self._chunks is None else self._chunked(self._chunks))

    async def _measured(self) -> bytes:
        if self.rest:
            piece, self.rest = self.rest[: self._left], self.rest[self._left :]
        else:
            piece = await self._read(min(self._left, PIECE_BYTES))
        self._left -= len(piece)
        return piece

    async def _chunked(self, chunks: "_Chunks") -> bytes:
        while not chunks.pieces and not chunks.is_over and not self.is_cut:
            data = self.rest or await self._read(PIECE_BYTES)
            self.rest = b""
            if not chunks.takes(data):
                self.is_cut = self.is_malformed = True
        piece = b"".join(chunks.pieces)
        chunks.pieces.clear()
        return piece

    async def _read(self, size: int) -> bytes:
        try:
            data = await self._wire.read(size)
        except ConnectionError:
            data = b""
        self.is_cut = not data
        return data


class _Chunks:
    """Takes chunks apart, by llhttp. What comes after the last is dropped: such a connection ends with its reply."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.is_over = False
        self._parser = HttpRequestParser(self)
        self._parser.feed_data(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")

    def takes(self, data: bytes) -> bool:
        """Takes more bytes in; False if they are no chunks."""
        try:
            self._parser.feed_data(data)
        except HttpParserError:
            return self.is_over
        return True

    def on_body(self, piece: bytes) -> None:
        if not self.is_over:
            self.pieces.append(piece)

    def on_message_complete(self) -> None:
        self.is_over = True
