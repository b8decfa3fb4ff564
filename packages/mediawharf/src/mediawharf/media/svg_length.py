"""Lengths of SVG in pixels, after MediaWiki's idea of units (90 dots per inch)."""

import math
import re

DEFAULT = 512
_LENGTH = re.compile(r"\s*([-+]?\d*(?:\.\d+|\d+)(?:[Ee][-+]?\d+)?)\s*(em|ex|px|pt|pc|cm|mm|in|%|)\s*", re.ASCII)
_PREFIX = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[Ee][-+]?\d+)?)", re.ASCII)
_UNITS = {
    "px": 1.0,
    "pt": 1.25,
    "pc": 15.0,
    "mm": 3.543307,
    "cm": 35.43307,
    "in": 90.0,
    "em": 16.0,
    "ex": 12.0,
    "": 1.0,
}


def pixels(length: str, viewport: float = DEFAULT) -> float:
    """The length in pixels; a percentage is of ``viewport``; what is no length counts by its leading number."""
    found = _LENGTH.fullmatch(length)
    if found is None:
        prefix = _PREFIX.match(length)
        return 0.0 if prefix is None else float(prefix[1])
    if found[2] == "%":
        return float(found[1]) * 0.01 * viewport
    return float(found[1]) * _UNITS[found[2]]


def picture_size(width: str | None, height: str | None, view_box: str | None) -> tuple[int, int]:
    """Width and height in whole pixels from the three attributes of the root, None for an absent one."""
    aspect, default_height = 1.0, float(DEFAULT)
    box = re.split(r"\s*[\s,]\s*", (view_box or "").strip())
    if len(box) == 4:
        across, down = pixels(box[2]), pixels(box[3])
        if across > 0 and down > 0 and math.isfinite(across / down) and across / down > 0:
            aspect = across / down
            default_height = DEFAULT / aspect
    wide = pixels(width, DEFAULT) if width is not None else None
    high = pixels(height, default_height) if height is not None else None
    if wide is None:
        wide = DEFAULT if high is None else high * aspect
    if high is None:
        high = wide / aspect
    if wide > 0 and high > 0 and math.isfinite(wide) and math.isfinite(high):
        return _rounded(wide), _rounded(high)
    return DEFAULT, DEFAULT


def _rounded(number: float) -> int:
    """Half away from zero, as PHP rounds."""
    return math.floor(number + 0.5)
