"""Unpacking the streams of a PDF under a cap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mediawharf.media.cursor import Damaged
from mediawharf.media.finding import Hostile
from mediawharf.media.pdf_encryption import DocumentKey, Encryption, Locked
from mediawharf.media.pdf_filters import FLATE, Parameters, TooLong, inflated, undone, unpredicted
from mediawharf.media.probe import Probe

_FIRST_PIECE = 1 << 12  # most streams are short, and there may be thousands
_PIECE = 1 << 18
_MAX_PACKED = 1 << 24
_SAMPLE = 1 << 11
_HOLLOW = 500  # times its packed size, which only monotony reaches
_END = b"endstream"


@dataclass(frozen=True)
class PackedStream:
    """Where a stream's bytes begin, in which object, and the filters to undo, the outermost first."""

    offset: int
    number: int
    generation: int
    filters: Sequence[tuple[str, Parameters]]


class Unpacker:
    """Unpacks streams of one document until too much has come out of them all."""

    def __init__(self, probe: Probe, encryption: Encryption) -> None:
        self._probe = probe
        self._encryption = encryption
        self._objects_left = 2 * probe.limits.inflated
        self._hollow_left = 4 * probe.limits.inflated
        self._streams = 0

    def objects(self, stream: PackedStream) -> bytes:
        """What a stream of objects holds, as far as it is whole.

        Refused are streams that nobody can look into: of documents that ask for a password, and beyond the caps.
        """
        self._streams += 1
        self._probe.check_count("media-too-many-chunks", self._streams, self._probe.limits.chunks)
        match self._encryption:
            case None:
                plain = self._undone(stream, self._pieces(stream.offset))
            case Locked():
                raise Hostile("media-locked")
            case DocumentKey() as key:
                sealed = self._body(stream.offset)
                opened = key.stream(sealed, number=stream.number, generation=stream.generation)
                plain = self._undone(stream, iter([opened]))
                if sealed and not plain.lstrip(b"\0\t\n\f\r ")[:1].isdigit():
                    raise Hostile("media-locked")
        self._objects_left -= len(plain)
        if self._objects_left < 0:
            raise Hostile("media-inflates", "stream", 2 * self._probe.limits.inflated)
        return plain

    def check_twice_packed(self, stream: PackedStream) -> None:
        """Refuses a stream that is packed several times over and unpacks without end."""
        if self._encryption is None and self._hollow_left > 0:
            self._hollow_left -= len(self._undone(stream, self._pieces(stream.offset)))

    def check_hollow(self, offset: int, sample: bytes) -> None:
        """Refuses a stream that begins with nothing but repetition and goes on so beyond the limit."""
        sample = sample[:_SAMPLE]
        if self._hollow_left <= 0 or not sample:
            return
        try:
            is_hollow = len(inflated([sample], cap=_HOLLOW * _SAMPLE)) >= _HOLLOW * len(sample)
        except TooLong:
            is_hollow = True
        if is_hollow:
            self._hollow_left -= len(self._inflated(self._pieces(offset)))

    def _undone(self, stream: PackedStream, pieces: Iterator[bytes]) -> bytes:
        body: bytes | None = None
        try:
            for name, parameters in stream.filters:
                if body is None and name in FLATE:
                    body = unpredicted(self._inflated(pieces), parameters)
                    continue
                body = _ended(pieces) if body is None else body
                body = undone(name, body, parameters, cap=self._probe.limits.inflated)
        except TooLong:
            raise Hostile("media-inflates", "stream", self._probe.limits.inflated) from None
        except Damaged:
            return b""  # readers show nothing of it
        return _ended(pieces) if body is None else body

    def _inflated(self, pieces: Iterator[bytes]) -> bytes:
        try:
            return inflated(pieces, cap=self._probe.limits.inflated)
        except TooLong:
            raise Hostile("media-inflates", "stream", self._probe.limits.inflated) from None

    def _body(self, offset: int) -> bytes:
        return _ended(self._pieces(offset)).removesuffix(b"\n").removesuffix(b"\r")

    def _pieces(self, offset: int) -> Iterator[bytes]:
        """The bytes from ``offset``, some way beyond which the stream ends by itself."""
        at, end = offset, min(self._probe.size, offset + _MAX_PACKED)
        length = _FIRST_PIECE
        while at < end:
            self._probe.file.seek(at)
            yield self._probe.file.read(min(length, end - at))
            at += length
            length = min(2 * length, _PIECE)


def _ended(pieces: Iterator[bytes]) -> bytes:
    """The bytes up to the word that ends a stream."""
    body = bytearray()
    for piece in pieces:
        searched = max(0, len(body) - len(_END))
        body += piece
        end = body.find(_END, searched)
        if end >= 0:
            return bytes(body[:end])
    return bytes(body)
