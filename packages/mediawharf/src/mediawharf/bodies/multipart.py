"""A push scanner for multipart/form-data that does no I/O: bytes go in as they arrive, parts come out.

Large parts pass through as slices of the caller's own buffers; at most the length of one boundary line is copied
from one feed to the next. The events are the same however the body is cut.

Line ends: a boundary is preceded by CRLF or by a bare LF, since real clients (pywikibot) send bare LF throughout.
A CR before that LF belongs to it even where all other lines end in bare LF: pywikibot sends one of its own there, to
make up for PHP, which takes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ahocorasick_rs import BytesAhoCorasick

from mediawharf.bodies.multipart_headers import MalformedMultipart, boundary_of, parse_part_headers

__all__ = [
    "Event",
    "MalformedMultipart",
    "MultipartLimits",
    "MultipartScanner",
    "PartBegin",
    "PartData",
    "PartEnd",
    "boundary_of",
]

_MUCH = 1024 * 1024  # bytes of one body from which on a search that must be made first pays
_LONGEST_PADDING = 64  # blanks after a boundary, which RFC 2046 allows without a bound
_LINE_REST = re.compile(rb"(--)|[ \t]{0,%d}+\r?\n" % _LONGEST_PADDING)
_LINE_REST_BEGUN = re.compile(rb"-?|[ \t]{0,%d}+\r?" % _LONGEST_PADDING)


@dataclass(frozen=True, slots=True)
class MultipartLimits:
    """How much of each kind a body may hold; a file part is not bounded here but where it is written."""

    preamble_bytes: int = 1024
    part_header_bytes: int = 8192
    part_header_lines: int = 8
    parts: int = 100
    field_bytes: int = 2 * 1024 * 1024
    all_fields_bytes: int = 8 * 1024 * 1024
    epilogue_bytes: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class PartBegin:
    """A part starts: a file when it has a filename (which may be empty), an ordinary field when that is None."""

    name: str
    filename: str | None


@dataclass(frozen=True, slots=True)
class PartData:
    """Some more bytes of the part, at least one; use them before the next feed."""

    data: memoryview


@dataclass(frozen=True, slots=True)
class PartEnd:
    """The part is complete."""


Event = PartBegin | PartData | PartEnd


class _State(Enum):
    PREAMBLE = auto()
    HEADERS = auto()
    CONTENT = auto()
    EPILOGUE = auto()


class MultipartScanner:
    """Turns the bytes of one multipart/form-data body into the events of its parts.

    After it has raised MalformedMultipart it must not be fed again.
    """

    def __init__(self, boundary: bytes, limits: MultipartLimits) -> None:
        self._limits = limits
        self._delimiter = _DelimiterFinder(boundary)
        self._state = _State.PREAMBLE
        # The line break before a delimiter may be the one that ended the line above. So the scan of a preamble or a
        # content starts one LF early, and that LF (`_lead`) is no part of either. Before the body it is imagined.
        self._held = b"\n"
        self._lead = 1
        self._line = b""
        self._header_lines: list[bytes] = []
        self._header_bytes = 0
        self._is_field = False
        self._parts = 0
        self._passed = 0  # bytes of the present preamble, content or epilogue
        self._all_fields = 0

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete; raises MalformedMultipart when the body is broken or over a limit."""
        events: list[Event] = []
        at = self._scan_seam(data, events) if self._held else 0
        while at < len(data):
            match self._state:
                case _State.PREAMBLE | _State.CONTENT:
                    at = self._scan(data, at, events)
                case _State.HEADERS:
                    at = self._read_header_line(data, at, events)
                case _State.EPILOGUE:
                    self._count_epilogue(len(data) - at)
                    at = len(data)
        return events

    def finish(self) -> None:
        """Confirms that the body came to its end; raises MalformedMultipart when the last boundary was not seen."""
        if self._state is not _State.EPILOGUE:
            raise MalformedMultipart("no-final-boundary", "The body ends before its last boundary")

    def _scan_seam(self, data: bytes, events: list[Event]) -> int:
        """Decides about the bytes held back by the last feed; gives the place in data to go on from."""
        held = self._held
        seam = held + data[: self._delimiter.longest]
        found = self._delimiter.find(seam, 0)
        if isinstance(found, _Delimiter):
            self._held = b""
            self._pass(seam, 0, found.start, events)
            self._close(found, events)
            return found.end - len(held)
        if len(data) <= self._delimiter.longest:
            self._pass(seam, 0, found, events)
            self._held = seam[found:]
            return len(data)
        # No delimiter begins in the held bytes: one would have ended within the seam.
        self._held = b""
        self._pass(held, 0, len(held), events)
        return 0

    def _scan(self, data: bytes, start: int, events: list[Event]) -> int:
        found = self._delimiter.find(data, start)
        if isinstance(found, _Delimiter):
            self._pass(data, start, found.start, events)
            self._close(found, events)
            return found.end
        self._pass(data, start, found, events)
        self._held = data[found:]
        return len(data)

    def _pass(self, data: bytes, start: int, end: int, events: list[Event]) -> None:
        """Hands out data[start:end], or counts it away when it is preamble."""
        if end > start:
            start += self._lead
            self._lead = 0
        if end <= start:
            return
        self._passed += end - start
        if self._state is _State.PREAMBLE:
            if self._passed > self._limits.preamble_bytes:
                raise MalformedMultipart("preamble-too-long", "There is too much before the first boundary")
            return
        if self._is_field:
            self._count_field(end - start)
        events.append(PartData(memoryview(data)[start:end]))

    def _count_field(self, length: int) -> None:
        self._all_fields += length
        if self._passed > self._limits.field_bytes:
            raise MalformedMultipart("field-too-long", f"A field is longer than {self._limits.field_bytes} bytes")
        if self._all_fields > self._limits.all_fields_bytes:
            raise MalformedMultipart("fields-too-long", "The fields together are too long")

    def _count_epilogue(self, length: int) -> None:
        self._passed += length
        if self._passed > self._limits.epilogue_bytes:
            raise MalformedMultipart("epilogue-too-long", "There is too much after the last boundary")

    def _close(self, delimiter: "_Delimiter", events: list[Event]) -> None:
        """Ends the preamble or the part at a delimiter, and opens what follows it."""
        if self._state is _State.CONTENT:
            events.append(PartEnd())
        self._passed = 0
        if delimiter.is_final:
            self._state = _State.EPILOGUE
            return
        self._parts += 1
        if self._parts > self._limits.parts:
            raise MalformedMultipart("too-many-parts", f"The body has more than {self._limits.parts} parts")
        self._state = _State.HEADERS
        self._header_lines = []
        self._header_bytes = 0

    def _read_header_line(self, data: bytes, start: int, events: list[Event]) -> int:
        """Takes what there is of one header line; the blank line opens the content."""
        room = self._limits.part_header_bytes - self._header_bytes
        line_feed = data.find(b"\n", start, start + room)
        end = min(len(data), start + room) if line_feed < 0 else line_feed + 1
        self._header_bytes += end - start
        self._line += data[start:end]
        if line_feed < 0:
            if self._header_bytes >= self._limits.part_header_bytes:
                raise MalformedMultipart("headers-too-long", "The headers of a part are too long")
            return end
        line, self._line = self._line[:-1], b""
        line = line.removesuffix(b"\r")
        if not line:
            self._open_content(events)
            return line_feed
        self._header_lines.append(line)
        if len(self._header_lines) > self._limits.part_header_lines:
            raise MalformedMultipart("too-many-headers", "A part has too many headers")
        return end

    def _open_content(self, events: list[Event]) -> None:
        disposition = parse_part_headers(tuple(self._header_lines))
        self._state = _State.CONTENT
        self._lead = 1
        self._is_field = disposition.filename is None
        events.append(PartBegin(disposition.name, disposition.filename))


@dataclass(frozen=True, slots=True)
class _Delimiter:
    """A boundary line found: from `start` (its CR if it has one) up to `end`."""

    start: int
    end: int
    is_final: bool


class _DelimiterFinder:
    """Finds the lines that separate parts."""

    def __init__(self, boundary: bytes) -> None:
        self._mark = b"\n--" + boundary
        self._search: BytesAhoCorasick | None = None  # made when there is much to search
        self._searched = 0
        self.longest = len(b"\r") + len(self._mark) + _LONGEST_PADDING + len(b"\r\n")

    def find(self, data: bytes, start: int) -> _Delimiter | int:
        """The first delimiter at or after start, or else the place from which the bytes may still become one.

        That place is the end of data when nothing is in doubt. A line that begins with the boundary but goes on with
        anything else than blanks is content.
        """
        for at in self._marks(data, start):
            after = at + len(self._mark)
            rest = _LINE_REST.match(data, after)
            if rest is not None:
                return _Delimiter(_with_cr(data, at, start), rest.end(), rest[1] is not None)
            if len(data) - after <= _LONGEST_PADDING + 1 and _LINE_REST_BEGUN.fullmatch(data, after):
                return _with_cr(data, at, start)
        return self._doubtful_end(data, start)

    def _marks(self, data: bytes, start: int) -> Iterator[int]:
        """The places of the mark at or after start; none overlaps another."""
        self._searched += len(data) - start
        if self._searched < _MUCH:
            at = data.find(self._mark, start)
            while at >= 0:
                yield at
                at = data.find(self._mark, at + len(self._mark))
            return
        # Four times as fast as `find`, once it is made.
        self._search = self._search or BytesAhoCorasick([self._mark])
        for _, at, _ in self._search.find_matches_as_indexes(memoryview(data)[start:]):
            yield start + at

    def _doubtful_end(self, data: bytes, start: int) -> int:
        # The mark holds one LF only, its first byte: so the last LF alone can begin an unfinished mark.
        at = data.rfind(b"\n", max(start, len(data) - len(self._mark) + 1))
        if at >= 0 and self._mark.startswith(data[at:]):
            return _with_cr(data, at, start)
        return _with_cr(data, len(data), start)


def _with_cr(data: bytes, at: int, start: int) -> int:
    """The place of the CR right before at, if there is one within the scan, else at."""
    return at - 1 if at > start and data[at - 1] == 0x0D else at
