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

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_LETTERS = {3: "H", 4: "I", 5: "I", 8: "h", 9: "i", 10: "i", 11: "f", 12: "d"}
_BYTES, _ASCII = (1, 6, 7), 2
_RATIONALS = (5, 10)


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
        if head not in (b"II*\0", b"MM\0*"):
            raise Damaged("the TIFF header is none that we know")
        self.order = "<" if head[:1] == b"I" else ">"
        self.first = self._unpack("I", self._cursor.take(4, "the TIFF header"))[0]
        self.size = size

    def directory(self, offset: int) -> tuple[list[Entry], int]:
        """The entries at ``offset`` and the offset of the next directory, 0 for none."""
        if not 8 <= offset < self.size:
            raise Damaged(f"a TIFF directory is announced at byte {offset}, outside the file")
        self._cursor.seek(offset)
        rows = self._unpack("H", self._cursor.take(2, "a TIFF directory"))[0]
        block = self._cursor.take(12 * rows, "a TIFF directory")
        tail = self._cursor.take(min(4, self._cursor.left), "a TIFF directory")
        entries = [self._entry(block, row, offset + 2) for row in range(rows)]
        return entries, self._unpack("I", tail)[0] if len(tail) == 4 else 0

    def _entry(self, block: bytes, row: int, base: int) -> Entry:
        tag, kind, count, offset = self._unpack("HHII", block[12 * row : 12 * row + 12])
        entry = Entry(tag, kind, count, offset)
        if entry.length <= 4:
            return Entry(tag, kind, count, base + 12 * row + 8)
        return entry

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
