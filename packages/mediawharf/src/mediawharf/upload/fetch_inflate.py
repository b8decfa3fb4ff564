"""Undoes the content codings of servers that compress though they were asked not to."""

import zlib
from collections.abc import Iterator

from mediawharf.upload.fetch_errors import Fault, HttpCurlError

PIECE = 256 * 1024

_GZIP = zlib.MAX_WBITS + 16
_GZIP_MAGIC = b"\x1f\x8b"


class Inflater:
    """Inflates a body piece by piece, never more than PIECE bytes at a time: a bomb goes off in its taker's count."""

    def __init__(self, codings: tuple[str, ...]) -> None:
        """Raises HttpCurlError for codings other than none, gzip and deflate, and for one within another."""
        if codings not in ((), ("gzip",), ("x-gzip",), ("deflate",)):
            raise HttpCurlError(Fault.UNKNOWN_CODING)
        self.is_plain = not codings
        self._is_gzip = codings != ("deflate",)
        self._stream: zlib._Decompress | None = None  # None: between two members
        self._held = b""
        self._members = 0
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes of the next piece; raises HttpCurlError."""
        if self.is_plain:
            yield data
            return
        data, self._held = self._held + data, b""
        while data and not self._is_over:
            if self._stream is None and not self._goes_on(data):
                return
            stream = self._stream = self._stream or self._begin(data)
            yield from self._inflated(stream, data)
            if not stream.eof:
                return
            data, self._stream = stream.unused_data, None

    def finish(self) -> None:
        """Raises HttpCurlError when the stream has not come to its end."""
        if self._stream is not None:
            raise HttpCurlError(Fault.CUT_SHORT)

    def _goes_on(self, data: bytes) -> bool:
        """Whether a member begins here; a gzip file has one or more of them, and padding is dropped."""
        if self._members == 0:
            return True
        if self._is_gzip and len(data) < len(_GZIP_MAGIC) and _GZIP_MAGIC.startswith(data):
            self._held = data
            return False
        self._is_over = not (self._is_gzip and data.startswith(_GZIP_MAGIC))
        return not self._is_over

    def _begin(self, data: bytes) -> "zlib._Decompress":
        self._members += 1
        if self._is_gzip:
            return zlib.decompressobj(_GZIP)
        # "deflate" ought to have zlib's frame, but some servers send it bare; the frame's first byte tells.
        return zlib.decompressobj(zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)

    def _inflated(self, stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
        while True:
            try:
                plain = stream.decompress(data, PIECE)
            except zlib.error as error:
                raise HttpCurlError(Fault.CUT_SHORT) from error
            if plain:
                yield plain
            data = stream.unconsumed_tail
            if stream.eof or (not data and len(plain) < PIECE):
                return
