"""Tells whether bytes are the same bytes."""

from typing import BinaryIO

_BLOCK = 1 << 20  # bytes read at once


def are_equal(one: BinaryIO, other: BinaryIO, *, size: int, offset: int = 0) -> bool:
    """Whether size bytes of one, from the offset on, are the first size bytes of the other."""
    one.seek(offset)
    other.seek(0)
    left = size
    while left > 0:
        step = min(_BLOCK, left)
        piece = one.read(step)
        if len(piece) != step or piece != other.read(step):
            return False
        left -= step
    return True
