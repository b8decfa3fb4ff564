"""Unpacking the streams of a PDF under a cap."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator

from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_STEP = 1 << 16
_FIRST_PIECE = 1 << 12  # most streams are short, and there may be thousands
_PIECE = 1 << 18
_MAX_PACKED = 1 << 24
_SAMPLE = 1 << 11
_HOLLOW = 500  # times its packed size, which only monotony reaches
_FLATE = ("FlateDecode", "Fl")
_HEX = ("ASCIIHexDecode", "AHx")
_BASE85 = ("ASCII85Decode", "A85")
_KNOWN = frozenset((*_FLATE, *_HEX, *_BASE85))


class Unpacker:
    """Unpacks streams until ``total`` bytes of one document have come out."""

    def __init__(self, probe: Probe) -> None:
        self._probe = probe
        self.total = 4 * probe.limits.inflated

    def unpack(self, offset: int, names: Iterable[str]) -> bytes:
        """What the stream at ``offset`` holds, its filters undone as far as they are known and it is whole."""
        body: bytes | None = None
        for name in names:
            if name in _KNOWN:
                body = self._undo(name, self._pieces(offset) if body is None else [body])
        return b"".join(self._pieces(offset)) if body is None else body

    def check_hollow(self, offset: int, sample: bytes) -> None:
        """Refuses a stream that begins with nothing but repetition and goes on so beyond the limit."""
        sample = sample[:_SAMPLE]
        if self.total > 0 and len(self._inflate([sample], cap=_HOLLOW * _SAMPLE)) >= _HOLLOW * len(sample) > 0:
            self.unpack(offset, ("Fl",))

    def _pieces(self, offset: int) -> Iterator[bytes]:
        """The bytes from ``offset``, some way beyond which the stream ends by itself."""
        at, end = offset, min(self._probe.size, offset + _MAX_PACKED)
        length = _FIRST_PIECE
        while at < end:
            self._probe.file.seek(at)
            yield self._probe.file.read(min(length, end - at))
            at += length
            length = min(2 * length, _PIECE)

    def _undo(self, name: str, pieces: Iterable[bytes]) -> bytes:
        if name in _FLATE:
            plain = self._inflate(pieces, cap=self._probe.limits.inflated + 1)
            if len(plain) > self._probe.limits.inflated:
                raise Hostile("media-inflates", "stream", self._probe.limits.inflated)
            return plain
        body = b"".join(pieces)
        text = re.sub(rb"\s+", b"", body.partition(b"endstream")[0].partition(b">" if name in _HEX else b"~>")[0])
        try:
            return binascii.unhexlify(text + b"0" * (len(text) & 1)) if name in _HEX else base64.a85decode(text)
        except ValueError:
            return b""

    def _inflate(self, pieces: Iterable[bytes], *, cap: int) -> bytes:
        stream = zlib.decompressobj()
        parts: list[bytes] = []
        length = 0
        for piece in pieces:
            rest = piece
            try:
                while rest and not stream.eof and length < cap:
                    parts.append(stream.decompress(rest, min(_STEP, cap - length)))
                    length += len(parts[-1])
                    rest = stream.unconsumed_tail
            except zlib.error:
                break  # readers show what came out before the flaw
            if stream.eof or length >= cap:
                break
        self.total -= length
        return b"".join(parts)
