"""How large the pages of a PDF are, from the metadata that were taken of it."""

import re
from collections.abc import Mapping
from typing import Final

from mediawharf.model.json import Json

DPI: Final = 150
_SIZE: Final = re.compile(r"(\d{1,7})(?:\.\d*)? x (\d{1,7})(?:\.\d*)? pts")


def pixels(width: float, height: float, rotation: int) -> tuple[int, int]:
    """The size of a page in pixels, from points; whole points are what PdfHandler counts with."""
    size = (int(int(width) / 72 * DPI), int(int(height) / 72 * DPI))
    return (size[1], size[0]) if rotation // 90 & 1 else size


def pixels_of_page(metadata: Mapping[str, Json], page: int) -> tuple[int, int] | None:
    """The size of a page by its number; None where the metadata do not tell it."""
    pages = metadata.get("pages")
    listed = pages.get(str(page)) if isinstance(pages, Mapping) else None
    if not isinstance(listed, Mapping):
        return None
    match = _SIZE.match(str(listed.get("Page size", "")))
    rotation = str(listed.get("Page rot", "0"))
    if match is None or not rotation.isdecimal():
        return None
    return pixels(float(match[1]), float(match[2]), int(rotation))
