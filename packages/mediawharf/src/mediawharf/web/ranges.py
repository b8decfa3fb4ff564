"""The part of a file that a Range header asks for. Source: RFC 9110, section 14."""

import re
from dataclasses import dataclass

# More digits than any file's size has: what is longer is no request that somebody means.
_ONE_RANGE = re.compile(r"(?P<first>[0-9]{0,30})-(?P<last>[0-9]{0,30})")


class RangeNotSatisfiable(ValueError):
    """No byte of the file lies in the range."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of a file: the offsets of its first and its last byte."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        """The Content-Range header of the part of a file of so many bytes."""
        return f"bytes {self.first}-{self.last}/{size}"


def parse_range(header: str, size: int) -> ByteRange | None:
    """The part that is asked for of a file of so many bytes, or None for the whole file.

    The whole file also answers what RFC 9110 lets a server ignore: other units, headers that are malformed, and
    several ranges at once. Raises RangeNotSatisfiable.
    """
    unit, equals, ranges = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals:
        return None
    wanted = [part.strip(" \t") for part in ranges.split(",") if part.strip(" \t")]
    match = _ONE_RANGE.fullmatch(wanted[0]) if len(wanted) == 1 else None
    if match is None or wanted[0] == "-":
        return None
    if not match["first"]:
        return _last_bytes(int(match["last"]), size)
    first = int(match["first"])
    last = int(match["last"]) if match["last"] else max(first, size - 1)
    if last < first:
        return None
    if first >= size:
        raise RangeNotSatisfiable(header)
    return ByteRange(first, min(last, size - 1))


def _last_bytes(count: int, size: int) -> ByteRange | None:
    if count == 0:
        raise RangeNotSatisfiable(count)
    return None if size == 0 else ByteRange(max(0, size - count), size - 1)
