"""DjVu: the IFF chunks; number and size of the pages."""

import struct
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import Json, MediaFacts, plain

_MAX_PAGES = 100_000
_MAX_CHUNKS = 1_000_000


def inspect_djvu(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a DjVu; the text layer is not read."""
    pages: list[dict[str, Json]] = []
    damage: str | None = None
    try:
        _walk(Cursor(file, size), pages)
    except Damaged as broken:
        damage = str(broken)
    width, height = (pages[0]["width"], pages[0]["height"]) if pages else (0, 0)
    if not (width and height):
        damage = damage or "DjVu has no page with a size"
    is_whole = bool(pages)
    data: dict[str, Json] = {"data": {"pages": pages}, "text": [""] * len(pages)}
    return MediaFacts(
        mime="image/vnd.djvu",
        media_type="OFFICE",
        width=width if isinstance(width, int) else 0,
        height=height if isinstance(height, int) else 0,
        page_count=len(pages) or None,
        metadata=data if is_whole else {"error": "Error extracting metadata"},
        damage=damage,
    )


def _walk(cursor: Cursor, pages: list[dict[str, Json]]) -> None:
    _, length, kind = struct.unpack(">8sI4s", cursor.take(16, "the DjVu header"))
    end = 12 + length
    if kind == b"DJVU":
        _page(cursor, pages)
    elif kind != b"DJVM":
        raise Damaged("DjVu has neither a page nor a list of pages")
    for _ in range(_MAX_CHUNKS):
        if kind == b"DJVU" or cursor.offset + 8 > min(end, cursor.size):
            break
        name, count = struct.unpack(">4sI", cursor.take(8, "a DjVu chunk header"))
        start = cursor.offset
        if start + count > cursor.size:
            raise Damaged(f"the file ends inside a DjVu chunk at byte {start}")
        if name == b"FORM" and cursor.take(4, "a DjVu form") == b"DJVU" and len(pages) < _MAX_PAGES:
            _page(cursor, pages)
        cursor.seek(start + count + (count & 1))
    if end > cursor.size:
        raise Damaged(f"DjVu announces {end} bytes, the file has {cursor.size}")


def _page(cursor: Cursor, pages: list[dict[str, Json]]) -> None:
    name, count = struct.unpack(">4sI", cursor.take(8, "a DjVu page"))
    if name != b"INFO" or count < 9:
        raise Damaged(f"DjVu page at byte {cursor.offset} does not begin with its size")
    width, height = struct.unpack(">HH", cursor.take(4, "a DjVu page"))
    _, _, dpi, gamma = struct.unpack("<BBHB", cursor.take(5, "a DjVu page"))
    pages.append({"height": height, "width": width, "dpi": dpi, "gamma": plain(gamma / 10)})
