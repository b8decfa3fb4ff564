"""Finding the objects of a PDF: cross-reference tables and streams, object streams, and repair.

The project parses PDF itself: PDFium is one library for the whole process, not safe in threads nor against
hostile files, and the few facts wanted here lie in a handful of objects.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from mediawharf.media.cursor import Cursor, Damaged, Endless
from mediawharf.media.pdf_encryption import DocumentKey, Encryption, Locked, encryption_of
from mediawharf.media.pdf_syntax import Parser, Pdf, Reference

_TAIL = 4096
_MAX_SECTIONS = 1000
_MAX_OBJECTS = 1_000_000
_MAX_ROWS = 2_000_000  # of all sections
_WINDOW = 1 << 14
_MAX_OBJECT = 1 << 22
_MAX_STREAM = 1 << 23
_MAX_INFLATED = 1 << 25  # of one document
_MAX_TRAILERS = 1000
_MAX_REPAIR = 1 << 26
_MAX_HOPS = 32
_HEADED = re.compile(rb"(?<!\d)(\d{1,10})[\0\t\n\f\r ]{1,16}(\d{1,5})[\0\t\n\f\r ]{1,16}\Z")
_LONGEST_HEADING = 48
_START = re.compile(rb"startxref\s+(\d{1,15})")
_ROW = re.compile(rb"\s*(\d{10})[ \t]+\d{5}[ \t]+([nf])")


class Heading(NamedTuple):
    """The line that begins an object: its number, where the line begins and where it ends."""

    number: int
    start: int
    end: int


def headings(text: bytes) -> Iterator[Heading]:
    """All headings of objects in ``text``, in their order, as ``7 0 obj``."""
    # To look for the word is ten times as fast as to look for digits.
    for found in re.finditer(rb"obj\b", text):
        base = max(0, found.start() - _LONGEST_HEADING)
        numbers = _HEADED.search(text[base : found.start()])
        if numbers is not None:
            yield Heading(int(numbers[1]), base + numbers.start(), found.end())


def heading_at(text: bytes, end: int | None) -> tuple[int, int] | None:
    """Number and generation of the object whose heading ends there, after the word; None when it tells neither."""
    if end is None:
        return None
    numbers = _HEADED.search(text[max(0, end - _LONGEST_HEADING) : max(0, end - len(b"obj"))])
    return None if numbers is None else (int(numbers[1]), int(numbers[2]))


class PdfFile:
    """The objects of one PDF; ``flaw`` tells what is wrong with its frame.

    Cross-references that point beside their objects are no flaw: every viewer mends them in silence.
    """

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._cursor = Cursor(file, size)
        self._offsets: dict[int, int] = {}
        self._packed: dict[int, tuple[int, int]] = {}
        self._streams: dict[int, tuple[bytes, list[int]]] = {}
        self._inflated = self._rows = 0
        self._parsed: dict[int, Pdf] = {}
        self._encryption: Encryption | None = None
        self._is_encryption_known = False
        self.trailer: dict[str, Pdf] = {}
        self.flaw: str | None = None
        self.is_looping = False
        try:
            self._read_sections()
            is_found = bool(self._page_tree())
        except Damaged:
            is_found = False
        if not is_found:
            self._repair()
            if self.flaw is None and not self._page_tree():
                self.flaw = "PDF has no page tree"

    @property
    def object_count(self) -> int:
        """How many objects the file has."""
        return len(self._offsets) + len(self._packed)

    @property
    def encryption(self) -> Encryption:
        """What opens the document; None for one that is open."""
        if not self._is_encryption_known:
            self._is_encryption_known = True  # before it is read: nothing that tells it is encrypted itself
            self._encryption = self._read_encryption()
        return self._encryption

    def _read_encryption(self) -> Encryption:
        if "Encrypt" not in self.trailer:
            return None
        try:
            described = {key: self.get(value) for key, value in self.dictionary(self.trailer["Encrypt"]).items()}
            identifiers = self.get(self.trailer.get("ID"))
            first = self.get(identifiers[0]) if isinstance(identifiers, list) and identifiers else b""
        except Damaged:
            return Locked()
        return encryption_of(described, first if isinstance(first, bytes) else b"") or Locked()

    def get(self, value: Pdf) -> Pdf:
        """The value itself, references followed; None for what is not there."""
        for _ in range(_MAX_HOPS):
            if not isinstance(value, Reference):
                return value
            value = self._object(value.number)
        raise Endless("PDF references go round in circles")

    def dictionary(self, value: Pdf) -> dict[str, Pdf]:
        """The dictionary behind a value, empty when it is none."""
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def _page_tree(self) -> dict[str, Pdf]:
        return self.dictionary(self.dictionary(self.trailer.get("Root")).get("Pages"))

    def _object(self, number: int) -> Pdf:
        if number in self._packed:
            container, index = self._packed[number]
            if container not in self._streams:
                # A stream may name an object inside itself as its length.
                self._streams[container] = (b"", [])
                self._streams[container] = self._unpacked(container)
            data, places = self._streams[container]
            return Parser(data, places[index]).value() if index < len(places) else None
        if number not in self._parsed:
            offset = self._offsets.get(number)
            self._parsed[number] = None if offset is None else self._parse_at(offset, number)[0]
        return self._parsed[number]

    def _parse_at(self, offset: int, number: int | None) -> tuple[Pdf, int]:
        """The object at ``offset`` and where its stream data would begin; reads no more than needed."""
        window = _WINDOW
        while True:
            parser = Parser(self._read(offset, window))
            try:
                found = parser.integer()
                value = _headed(parser, found if number is None else number, found)
            except Damaged:
                if window >= _MAX_OBJECT or offset + window >= self._cursor.size:
                    raise
                window *= 16
                continue
            begin = re.compile(rb"stream\r?\n?").match(parser.text, parser.at)
            return value, offset + (parser.at if begin is None else begin.end())

    def _read(self, offset: int, count: int) -> bytes:
        if not 0 <= offset < self._cursor.size:
            raise Damaged(f"PDF points to byte {offset}, outside the file")
        self._cursor.seek(offset)
        return self._cursor.peek(count)

    def _read_sections(self) -> None:
        found = list(_START.finditer(self._read(max(0, self._cursor.size - _TAIL), _TAIL)))
        if not found:
            self.flaw = "PDF ends without saying where its cross-references are"
            raise Damaged(self.flaw)
        waiting = [int(found[-1][1])]
        seen: set[int] = set()
        while waiting:
            offset = waiting.pop(0)
            if offset in seen or len(seen) >= _MAX_SECTIONS:
                self.is_looping = True
                self.flaw = f"PDF cross-references at byte {offset} go round in circles"
                raise Damaged(self.flaw)
            seen.add(offset)
            trailer = self._section(offset)
            self.trailer = {**trailer, **self.trailer}
            following = [trailer.get(key) for key in ("XRefStm", "Prev")]
            waiting.extend(place for place in following if isinstance(place, int))

    def _section(self, offset: int) -> dict[str, Pdf]:
        parser = Parser(self._read(offset, _WINDOW))
        if parser.word() != b"xref":
            return self._stream_section(offset)
        reach = _WINDOW
        while b"trailer" not in parser.text and reach < min(_MAX_REPAIR, self._cursor.size):
            reach *= 8
            parser = Parser(self._read(offset, reach), parser.at)
        while (word := parser.word()) != b"trailer":
            if word:
                raise Damaged(f"PDF cross-references at byte {offset} are broken")
            first, count = parser.integer(), parser.integer()
            self._spend(count)
            for number in range(first, first + count):
                row = _ROW.match(parser.text, parser.at)
                if row is None:
                    raise Damaged(f"PDF cross-references at byte {offset} are cut")
                parser.at = row.end()
                if row[2] == b"n":
                    self._note(number, offset=int(row[1]))
        trailer = parser.value()
        return trailer if isinstance(trailer, dict) else {}

    def _stream_section(self, offset: int) -> dict[str, Pdf]:
        described, data = self._stream(offset, None)
        widths = described.get("W")
        sizes = [width for width in widths if isinstance(width, int)] if isinstance(widths, list) else []
        if len(sizes) != 3 or not all(0 <= width <= 8 for width in sizes) or not sum(sizes):
            raise Damaged(f"PDF cross-reference stream at byte {offset} has no form")
        index = described.get("Index") or [0, described.get("Size")]
        bounds = [number for number in index if isinstance(number, int)] if isinstance(index, list) else []
        at = 0
        for first, count in zip(bounds[::2], bounds[1::2], strict=False):
            self._spend(min(count, len(data)))
            for number in range(first, first + count):
                if at + sum(sizes) > len(data):
                    return described
                self._row(number, data[at : at + sum(sizes)], sizes)
                at += sum(sizes)
        return described

    def _row(self, number: int, row: bytes, sizes: list[int]) -> None:
        kind = int.from_bytes(row[: sizes[0]]) if sizes[0] else 1
        second = int.from_bytes(row[sizes[0] : sizes[0] + sizes[1]])
        third = int.from_bytes(row[sizes[0] + sizes[1] :])
        if kind == 1:
            self._note(number, offset=second)
        elif kind == 2:
            self._note(number, packed=(second, third))

    def _spend(self, rows: int) -> None:
        self._rows += max(0, rows)
        if self._rows > _MAX_ROWS:
            raise Damaged(f"PDF has more than {_MAX_ROWS} cross-references")

    def _note(self, number: int, *, offset: int | None = None, packed: tuple[int, int] | None = None) -> None:
        """Keeps where an object is, unless a newer section told already."""
        if number in self._offsets or number in self._packed or self.object_count >= _MAX_OBJECTS:
            return
        if offset is not None:
            self._offsets[number] = offset
        elif packed is not None:
            self._packed[number] = packed

    def _unpacked(self, container: int) -> tuple[bytes, list[int]]:
        """The data of an object stream and where in it the objects begin."""
        if container not in self._offsets:
            return b"", []
        described, data = self._stream(self._offsets[container], container)
        count, first = described.get("N"), described.get("First")
        if not isinstance(count, int) or not isinstance(first, int):
            raise Damaged(f"PDF object stream {container} has no form")
        index = Parser(data)
        places = [(index.integer(), index.integer())[1] for _ in range(min(count, _MAX_OBJECTS))]
        return data, [first + place for place in places]

    def _stream(self, offset: int, number: int | None) -> tuple[dict[str, Pdf], bytes]:
        """A stream's dictionary and its inflated data."""
        described, begin = self._parse_at(offset, number)
        if not isinstance(described, dict):
            raise Damaged(f"PDF has no stream at byte {offset}")
        length = self.get(described.get("Length"))
        if not isinstance(length, int) or not 0 <= length <= _MAX_STREAM:
            raise Damaged(f"PDF stream at byte {offset} has no sensible length")
        data = self._read(begin, length)
        if number is not None and isinstance(self.encryption, DocumentKey):
            data = self.encryption.stream(data, number=number, generation=0)
        filters = self.get(described.get("Filter"))
        if filters in ("FlateDecode", ["FlateDecode"]):
            data = _inflated(data)
            self._inflated += len(data)
            if self._inflated > _MAX_INFLATED:
                raise Damaged(f"PDF holds more than {_MAX_INFLATED} bytes of packed objects")
        elif filters is not None and filters != []:
            raise Damaged(f"PDF stream at byte {offset} is packed in an unknown way")
        parameters = self.get(described.get("DecodeParms"))
        if isinstance(parameters, list):
            parameters = self.get(parameters[0]) if parameters else None
        predictor = parameters.get("Predictor") if isinstance(parameters, dict) else None
        if isinstance(parameters, dict) and isinstance(predictor, int) and predictor >= 10:
            columns = parameters.get("Columns", 1)
            data = _unpredicted(data, columns if isinstance(columns, int) else 1)
        return described, data

    def _repair(self) -> None:
        """Finds the objects by their headings, as viewers do with a broken table."""
        text = self._read(0, min(self._cursor.size, _MAX_REPAIR))
        self._packed.clear()
        self._parsed.clear()
        self._offsets = {heading.number: heading.start for heading in headings(text)}
        for found in islice(re.finditer(rb"trailer\b", text), _MAX_TRAILERS):
            try:
                trailer = Parser(text, found.end()).value()
            except Damaged:
                continue  # a broken trailer tells nothing; another may
            if isinstance(trailer, dict):
                self.trailer = {**self.trailer, **trailer}
        if not self.dictionary(self.trailer.get("Root")):
            found_root = re.search(rb"/Type\s*/Catalog\b", text)
            numbers = [n for n, at in self._offsets.items() if found_root and at < found_root.start()]
            if numbers:
                self.trailer["Root"] = Reference(max(numbers, key=self._offsets.__getitem__))


def _headed(parser: Parser, wanted: int, found: int) -> Pdf:
    """The object whose heading began with the number ``found``."""
    parser.integer()
    if parser.word() != b"obj" or wanted != found:
        raise Damaged(f"PDF does not have object {wanted} where it says")
    value = parser.value()
    parser.skip_blank()
    return value


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_STREAM)
    except zlib.error:
        raise Damaged("a PDF stream does not inflate") from None


def _unpredicted(data: bytes, columns: int) -> bytes:
    """PNG's "up" and "none" rows, the only ones that cross-reference streams are written with."""
    if not 0 < columns <= 64:
        raise Damaged("a PDF stream has rows of no sensible length")
    rows: list[bytes] = []
    above = bytes(columns)
    for at in range(0, len(data) - columns, columns + 1):
        kind, row = data[at], data[at + 1 : at + 1 + columns]
        if kind == 2:
            row = bytes((left + right) & 255 for left, right in zip(row, above, strict=True))
        elif kind != 0:
            raise Damaged("a PDF stream is predicted in an unknown way")
        rows.append(row)
        above = row
    return b"".join(rows)
