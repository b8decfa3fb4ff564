"""WAVE: the chunks around the sound."""

import struct

from mediawharf.media.cursor import Cursor
from mediawharf.media.probe import Probe

_HEADER = 12
_UNKNOWN_LENGTH = 0xFFFFFFFF


def walk_wave(probe: Probe) -> None:
    """Checks number of chunks and of channels."""
    cursor = probe.cursor
    cursor.skip(_HEADER, "the WAVE header")
    chunks = 0
    while cursor.left >= 8:
        name, length = struct.unpack("<4sI", cursor.take(8, "a WAVE chunk"))
        chunks += 1
        probe.check_count("media-too-many-chunks", chunks, probe.limits.chunks)
        if name == b"data":
            probe.pass_film(cursor.left if length in (0, _UNKNOWN_LENGTH) else length + (length & 1))
            continue
        if name == b"fmt " and length >= 4:
            probe.check_count("media-too-many-channels", _channels(cursor), probe.limits.channels)
        cursor.skip(min(cursor.left, length + (length & 1)), "a WAVE chunk")


def _channels(cursor: Cursor) -> int:
    return int.from_bytes(cursor.peek(4)[2:4], "little")
