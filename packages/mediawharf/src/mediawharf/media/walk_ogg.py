"""Ogg: the pages; those with headers are searched as text, the others hold sound and film."""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from mediawharf.media.cursor import Damaged
from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_COMMENTS = re.compile(rb"OpusTags|\x03vorbis|\x81theora|OVP80\x02 ")
_NO_TIME = (0, 0xFFFFFFFFFFFFFFFF)
_HEADER = struct.Struct("<BQ12xB")
_BEGINS = 0x02
_LONGEST_HEADER = 27 + 255
_NEAR = 1 << 16
_BLOCK = 1 << 18


class _Page(NamedTuple):
    """How long a page is, whether it begins a stream, and whether it is a header: it has no time then."""

    length: int
    begins: bool
    is_header: bool


def walk_ogg(probe: Probe) -> None:
    """Checks number of streams and what the comment headers announce."""
    cursor = probe.cursor
    _check_comments(probe, cursor.peek(_NEAR))
    streams = film = 0
    try:
        for page in _pages(probe):
            streams += page.begins
            probe.check_count("media-too-many-tracks", streams, probe.limits.tracks)
            if not page.is_header:
                film += page.length
                continue
            probe.pass_film(film)
            film = 0
            cursor.skip(page.length, "an Ogg page")
    finally:
        probe.pass_film(film)


def _pages(probe: Probe) -> Iterator[_Page]:
    """All pages in their order, read a block at a time: they are small."""
    offset, base, block = 0, 0, b""
    while offset < probe.size:
        if offset + _LONGEST_HEADER > base + len(block):
            probe.file.seek(offset)
            base, block = offset, probe.file.read(_BLOCK)
        at = offset - base
        if block[at : at + 4] != b"OggS" or len(block) < at + 27:
            raise Damaged(f"Ogg has no page at byte {offset}")
        flags, granule, count = _HEADER.unpack_from(block, at + 5)
        length = 27 + count + sum(block[at + 27 : at + 27 + count])
        yield _Page(length, begins=bool(flags & _BEGINS), is_header=granule in _NO_TIME)
        offset += length


def _check_comments(probe: Probe, head: bytes) -> None:
    for found in _COMMENTS.finditer(head):
        at = found.end()
        vendor = int.from_bytes(head[at : at + 4], "little")
        number = int.from_bytes(head[at + 4 + vendor : at + 8 + vendor], "little")
        if vendor + 4 * number > probe.size + probe.limits.false_bytes:
            raise Hostile("media-false-length", vendor + 4 * number, probe.size)
