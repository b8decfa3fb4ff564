"""WebP: the RIFF chunks; MediaWiki 1.39 reads size, compression and flags, no EXIF and no XMP."""

import struct
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import Json, MediaFacts

SIZED = (b"VP8 ", b"VP8L", b"VP8X")  # the chunks that tell a size
_MAX_CHUNKS = 100_000
_ALPHA, _ANIMATION = 16, 2


def inspect_webp(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a WebP."""
    found: dict[str, Json] = {}
    damage: str | None = None
    try:
        _walk(Cursor(file, size), found)
    except Damaged as broken:
        damage = str(broken)
    width, height = found.get("width"), found.get("height")
    is_known = isinstance(width, int) and isinstance(height, int)
    if damage is None and not (is_known and width and height):
        damage = f"WebP announces an impossible size of {width or 0} x {height or 0}"
    return MediaFacts(
        mime="image/webp",
        media_type="BITMAP",
        width=width if isinstance(width, int) else 0,
        height=height if isinstance(height, int) else 0,
        metadata={**found, "metadata": {"_MW_WEBP_VERSION": 1}} if is_known else {"_error": "0"},
        damage=damage,
    )


def _walk(cursor: Cursor, found: dict[str, Json]) -> None:
    _, announced, _ = struct.unpack("<4sI4s", cursor.take(12, "the WebP header"))
    end = min(announced + 8, cursor.size)
    has_picture = False
    for _ in range(_MAX_CHUNKS):
        if cursor.offset + 8 > end:
            break
        kind, length = struct.unpack("<4sI", cursor.take(8, "a WebP chunk header"))
        if kind in SIZED and not has_picture:
            found.update(size_in(kind, cursor.peek(min(10, length))))
        has_picture = has_picture or kind in (b"VP8 ", b"VP8L", b"ANMF")
        # A padding byte that lacks at the very end hurts nobody.
        padded = min(length + (length & 1), max(length, cursor.left))
        cursor.skip(padded, f"WebP chunk {kind.decode('latin-1')}")
    if announced + 8 > cursor.size:
        raise Damaged(f"WebP announces {announced + 8} bytes, the file has {cursor.size}")
    if not has_picture:
        raise Damaged("WebP has no picture")


def size_in(kind: bytes, head: bytes) -> dict[str, Json]:
    """What the first ten bytes of a chunk tell: ``width``, ``height`` and ``compression``; raises Damaged."""
    if kind == b"VP8 " and head[3:6] == b"\x9d\x01\x2a" and len(head) == 10:
        width, height = struct.unpack("<HH", head[6:10])
        return {"compression": "lossy", "width": width & 0x3FFF, "height": height & 0x3FFF}
    if kind == b"VP8L" and head[:1] == b"\x2f" and len(head) >= 5:
        packed = int.from_bytes(head[1:5], "little")
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        return {"compression": "lossless", "width": width, "height": height}
    if kind == b"VP8X" and len(head) == 10:
        return {
            "compression": "unknown",
            "animated": bool(head[0] & _ANIMATION),
            "transparency": bool(head[0] & _ALPHA),
            "width": int.from_bytes(head[4:7], "little") + 1,
            "height": int.from_bytes(head[7:10], "little") + 1,
        }
    raise Damaged(f"WebP chunk {kind.decode('latin-1')} has no size in it")
