"""The pixels of a PNG: chunks of a few kilobytes, thousands of them in a row."""

from collections.abc import Container

from mediawharf.media.cursor import Cursor

_HEADER, _CHECKSUM = 8, 4
_AHEAD = 1 << 17
_SMALL = _AHEAD // 8  # chunks, up to which it is cheaper to read them than to step over each


def skip_chunks(cursor: Cursor, kinds: Container[bytes]) -> int:
    """Steps over the whole chunks of these kinds that follow one another from here; gives their number."""
    number, reach = 0, _HEADER
    while True:
        block = cursor.peek(reach)
        at, before = 0, number
        while at + _HEADER <= len(block):
            following = at + _HEADER + int.from_bytes(block[at : at + 4]) + _CHECKSUM
            if block[at + 4 : at + _HEADER] not in kinds or cursor.offset + following > cursor.size:
                cursor.seek(cursor.offset + at)
                return number
            at = following
            number += 1
        cursor.seek(cursor.offset + at)
        if number == before:
            return number
        reach = _AHEAD if at // (number - before) < _SMALL else _HEADER
