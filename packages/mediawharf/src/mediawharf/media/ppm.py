"""Pictures as programs hand them over: PPM, a short head and the pixels."""

import re
from typing import Any, Final

import pyvips

_HEAD: Final = re.compile(rb"P6\s+(\d{1,6})\s+(\d{1,6})\s+255\s")


def picture_of(ppm: bytes) -> Any | None:
    """The picture, in sRGB; None when the bytes are none, or too few."""
    match = _HEAD.match(ppm)
    if match is None:
        return None
    width, height = int(match[1]), int(match[2])
    pixels = memoryview(ppm)[match.end() :]
    if len(pixels) < width * height * 3:
        return None
    return pyvips.Image.new_from_memory(pixels, width, height, 3, "uchar").copy(interpretation="srgb")
