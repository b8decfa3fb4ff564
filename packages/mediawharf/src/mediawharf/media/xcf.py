"""XCF, GIMP's own format: the size of the canvas."""

import struct
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import MediaFacts

_COLOURS = {0: "truecolour-alpha", 1: "greyscale-alpha", 2: "index-coloured"}


def inspect_xcf(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of an XCF."""
    try:
        header = Cursor(file, size).take(26, "the XCF header")
    except Damaged as broken:
        return _facts(0, 0, {"error": True}, str(broken))
    width, height, base = struct.unpack(">III", header[14:26])
    damage = None if width and height else f"XCF announces an impossible size of {width} x {height}"
    return _facts(width, height, {"colorType": _COLOURS.get(base, "unknown")}, damage)


def _facts(width: int, height: int, metadata: dict[str, str | bool], damage: str | None) -> MediaFacts:
    return MediaFacts(
        mime="image/x-xcf",
        media_type="BITMAP",
        width=width,
        height=height,
        bits=8,
        metadata=dict(metadata),
        damage=damage,
    )
