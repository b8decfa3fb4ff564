"""The directories of a TIFF structure: a TIFF file itself, or the EXIF block of another format.

The project reads them itself because a TIFF may be gigabytes long, its directories anywhere in it, and
because MediaWiki's tags follow PHP's idea of types, which must be met to the byte.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from mediawharf.media.cursor import Cursor, Damaged

# A text of bytes, a number, "numerator/denominator", or several of them.
Value: TypeAlias = bytes | int | float | str | list[int | float | str]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {3: "H", 4: "I", 5: "I", 8: "h", 9: "i", 10: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_BYTES, _ASCII = (1, 6, 7), 2
_RATIONALS = (5, 10)
_MAX_ROWS = 65_535  # of one directory, which is all that the classic form can count


@dataclass(frozen=True, slots=True)
class _Form:
    """How numbers are written: a count of rows, a row with its value or the value's place, an offset."""

    rows: str
    row: str
    offset: str
    inline: int  # bytes of a value that fits into its row


_CLASSIC = _Form("H", "HHII", "I", 4)
_BIG = _Form("Q", "HHQQ", "Q", 8)
_FORMS = {b"II*\0": _CLASSIC, b"MM\0*": _CLASSIC, b"II+\0": _BIG, b"MM\0+": _BIG}


@dataclass(frozen=True)
class Entry:
    """One row of a directory; ``offset`` is where its value lies, from the start of the structure."""

    tag: int
    kind: int
    count: int
    offset: int

    @property
    def length(self) -> int:
        """Bytes of the value, 0 for a type that does not exist."""
        return _SIZES.get(self.kind, 0) * self.count


class TiffStructure:
    """A TIFF header and what hangs on it; ``size`` bytes starting at the file's first byte."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._cursor = Cursor(file, size)
        head = self._cursor.take(4, "the TIFF header")
        if head not in _FORMS:
            raise Damaged("the TIFF header is none that we know")
        self._form = _FORMS[head]
        self.order = "<" if head[:1] == b"I" else ">"
        if self._form is _BIG and self._unpack("HH", self._cursor.take(4, "the TIFF header")) != (8, 0):
            raise Damaged("the TIFF header is none that we know")
        self.first = self._next(self._form.offset)
        self.size = size

    def directory(self, offset: int) -> tuple[list[Entry], int]:
        """The entries at ``offset`` and the offset of the next directory, 0 for none."""
        if not 8 <= offset < self.size:
            raise Damaged(f"a TIFF directory is announced at byte {offset}, outside the file")
        self._cursor.seek(offset)
        rows = self._next(self._form.rows)
        if rows > _MAX_ROWS:
            raise Damaged(f"the TIFF directory at byte {offset} announces {rows} tags")
        base, length = self._cursor.offset, struct.calcsize("=" + self._form.row)
        block = self._cursor.take(length * rows, "a TIFF directory")
        ends = range(base + length, base + length * rows + 1, length)
        entries = list(map(self._entry, struct.iter_unpack(self.order + self._form.row, block), ends))
        return entries, self._next(self._form.offset) if self._cursor.left >= self._form.inline else 0

    def _next(self, form: str) -> int:
        return self._unpack(form, self._cursor.take(struct.calcsize("=" + form), "a TIFF directory"))[0]

    def _entry(self, row: tuple[int, ...], end: int) -> Entry:
        """The entry of a row that ends at a place of the file: a short value lies in its last bytes."""
        tag, kind, count, offset = row
        is_inline = _SIZES.get(kind, 0) * count <= self._form.inline
        return Entry(tag, kind, count, end - self._form.inline if is_inline else offset)

    def fits(self, entry: Entry) -> bool:
        """Whether the value lies inside the structure."""
        return entry.offset + entry.length <= self.size

    def value(self, entry: Entry, *, limit: int) -> Value | None:
        """The value as PHP's exif_read_data gives it; None when empty, over ``limit`` bytes or of no type."""
        if not 0 < entry.length <= limit:
            return None
        self._cursor.seek(entry.offset)
        raw = self._cursor.take(entry.length, "the value of a TIFF tag")
        if entry.kind == _ASCII:
            return raw.partition(b"\0")[0]
        if entry.kind in _BYTES:
            return raw
        numbers = self._numbers(entry, raw)
        return numbers[0] if len(numbers) == 1 else numbers

    def _numbers(self, entry: Entry, raw: bytes) -> list[int | float | str]:
        letter = _LETTERS[entry.kind]
        parts = self._unpack(f"{len(raw) // struct.calcsize('=' + letter)}{letter}", raw)
        if entry.kind in _RATIONALS:
            return [f"{top}/{bottom}" for top, bottom in zip(parts[::2], parts[1::2], strict=True)]
        return list(parts)

    def _unpack(self, form: str, raw: bytes) -> tuple[int, ...]:
        return struct.unpack(self.order + form, raw)
