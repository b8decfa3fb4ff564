"""PNG: the chunks up to the end, packed texts included, and what lies behind them."""

import struct

from mediawharf.media.png_pixels import skip_chunks
from mediawharf.media.probe import Probe

_PIXELS = (b"IDAT", b"fdAT")
_PACKED = (b"iCCP", b"zTXt", b"iTXt")
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MAX_PACKED = 1 << 24
_MAX_PIECES = 4_000_000


def walk_png(probe: Probe) -> None:
    """Checks size, frames and number of chunks; pixels are searched for markup alone, for they may be unpacked."""
    cursor = probe.cursor
    cursor.skip(8, "the signature")
    counts = dict.fromkeys(("pieces", "frames", "others"), 0)
    kind = b""
    while kind != b"IEND" and cursor.left:
        counts["pieces"] += _pass_pixels(probe)
        length, kind = struct.unpack(">I4s", cursor.take(8, "a chunk header"))
        if kind in _PIXELS:
            probe.pass_data(length)
        else:
            counts["frames" if kind == b"fcTL" else "others"] += 1
            _look(probe, kind, length)
        probe.check_count("media-too-many-chunks", counts["pieces"], _MAX_PIECES)
        probe.check_count("media-too-many-chunks", counts["others"], probe.limits.chunks)
        probe.check_count("media-too-many-frames", counts["frames"], probe.limits.frames)
        cursor.skip(4, "a checksum")


def _pass_pixels(probe: Probe) -> int:
    """Steps over the chunks of pixels that are whole; gives their number."""
    start = probe.cursor.offset
    number = skip_chunks(probe.cursor, _PIXELS)
    end = probe.cursor.offset
    probe.cursor.seek(start)
    if number:
        probe.pass_data(end - start)
    return number


def _look(probe: Probe, kind: bytes, length: int) -> None:
    cursor = probe.cursor
    match kind:
        case b"IHDR" if length == 13:
            width, height, depth, colour = struct.unpack(">IIBB", cursor.take(13, "IHDR")[:10])
            probe.check_area(width, height, bits=depth * _SAMPLES.get(colour, 4))
        case b"acTL" if length >= 4:
            frames = int.from_bytes(cursor.take(4, "acTL"))
            probe.check_count("media-too-many-frames", frames, probe.limits.frames)
            cursor.skip(length - 4, "acTL")
        case _ if kind in _PACKED and length <= _MAX_PACKED:
            _unpack(probe, kind, cursor.take(length, "a packed text"))
        case _:
            cursor.skip(length, "a chunk")


def _unpack(probe: Probe, kind: bytes, body: bytes) -> None:
    _, _, rest = body.partition(b"\0")
    if kind != b"iTXt":
        probe.search_inflated(rest[1:], what=kind.decode())
    elif rest[:1] == b"\1":
        probe.search_inflated(rest[2:].partition(b"\0")[2].partition(b"\0")[2], what="iTXt")
