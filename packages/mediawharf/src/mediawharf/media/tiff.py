"""TIFF: the tags of the first directory, and a walk along the directories."""

from typing import BinaryIO

from mediawharf.media.cursor import Damaged
from mediawharf.media.exif import EXIF_VERSION, read_exif, rotates_quarter
from mediawharf.media.facts import MediaFacts
from mediawharf.media.ifd import Entry, TiffStructure
from mediawharf.media.tag_layers import Tags

_MAX_DIRECTORIES = 100_000
_MAX_ROWS = 1_000_000  # of all directories
_MAX_ARRAY = 1 << 23
_MAX_ARRAYS = 1 << 26  # bytes of offsets that are checked in one file
_WIDTH, _HEIGHT = 0x100, 0x101
_STRIPS = ((0x111, 0x117), (0x144, 0x145))  # offsets and byte counts, of strips and of tiles


def inspect_tiff(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a TIFF's first page; MediaWiki 1.39 does not count the pages of a TIFF."""
    width = height = 0
    damage: str | None = None
    tags: Tags = {}
    try:
        tiff = TiffStructure(file, size)
        entries, _ = tiff.directory(tiff.first)
        width, height = _number(tiff, entries, _WIDTH), _number(tiff, entries, _HEIGHT)
        tags = read_exif(file, size)
        _walk(tiff)
    except Damaged as found:
        damage = str(found)
    if damage is None and not (width and height):
        damage = f"TIFF announces an impossible size of {width} x {height}"
    if rotates_quarter(tags):
        width, height = height, width
    return MediaFacts(
        mime="image/tiff",
        media_type="BITMAP",
        width=width,
        height=height,
        metadata={**tags, "MEDIAWIKI_EXIF_VERSION": EXIF_VERSION} if tags else {"_error": "-1"},
        common_metadata=tags or {"_error": "-1"},
        damage=damage,
    )


def _walk(tiff: TiffStructure) -> None:
    """Raises Damaged unless all directories and what they point to lie inside the file."""
    seen: set[int] = set()
    offset, rows, unchecked = tiff.first, 0, _MAX_ARRAYS
    while offset:
        if offset in seen:
            raise Damaged(f"the chain of TIFF directories comes back to byte {offset}")
        if len(seen) >= _MAX_DIRECTORIES:
            raise Damaged(f"TIFF has more than {_MAX_DIRECTORIES} directories")
        seen.add(offset)
        entries, following = tiff.directory(offset)
        rows += len(entries)
        if rows > _MAX_ROWS:
            raise Damaged(f"TIFF has more than {_MAX_ROWS} tags")
        for entry in entries:
            if not tiff.fits(entry):
                raise Damaged(f"TIFF tag {entry.tag} of the directory at byte {offset} lies outside the file")
        if unchecked > 0:
            unchecked -= _check_pixels(tiff, entries)
        offset = following


def _check_pixels(tiff: TiffStructure, entries: list[Entry]) -> int:
    """How many bytes of offsets were checked; one that leaves the file raises Damaged."""
    checked = 0
    by_tag = {entry.tag: entry for entry in entries}
    for offsets, counts in _STRIPS:
        if offsets in by_tag and counts in by_tag:
            places = zip(_numbers(tiff, by_tag[offsets]), _numbers(tiff, by_tag[counts]), strict=False)
            for start, length in places:
                if start + length > tiff.size:
                    raise Damaged(f"TIFF pixels at byte {start} reach beyond the end of the file")
            checked += by_tag[offsets].length + by_tag[counts].length
    return checked


def _numbers(tiff: TiffStructure, entry: Entry) -> list[int]:
    value = tiff.value(entry, limit=_MAX_ARRAY)
    values = value if isinstance(value, list) else [value]
    return [number for number in values if isinstance(number, int)]


def _number(tiff: TiffStructure, entries: list[Entry], tag: int) -> int:
    for entry in entries:
        if entry.tag == tag and tiff.fits(entry):
            return next(iter(_numbers(tiff, entry)), 0)
    return 0
