"""Ogg: the pages; those with headers are searched as text, the others hold sound and film."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mediawharf.media.cursor import Damaged
from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_SIGNATURE = b"OggS"
_COMMENTS = re.compile(rb"OpusTags|\x03vorbis|\x81theora|OVP80\x02 ")
_NO_TIME = (bytes(8), b"\xff" * 8)
_BEGINS = 0x02
_HEADER = 27
_LONGEST_HEADER = _HEADER + 255
_NEAR = 1 << 16
_BLOCK = 1 << 18


class _Header(NamedTuple):
    """Where a page with headers is, how long, and whether it begins a stream: such pages have no time."""

    offset: int
    length: int
    begins: bool


def walk_ogg(probe: Probe) -> None:
    """Checks number of streams and what the comment headers announce."""
    cursor = probe.cursor
    _check_comments(probe, cursor.peek(_NEAR))
    streams = 0
    for header in _headers(probe):
        streams += header.begins
        probe.check_count("media-too-many-tracks", streams, probe.limits.tracks)
        probe.pass_film(header.offset - cursor.offset)
        cursor.skip(header.length, "an Ogg page")


def _headers(probe: Probe) -> Iterator[_Header]:
    """The pages with headers, and at last the place where the pages end; what lies between two of them is film.

    Files are read a block at a time, for pages are small, and there are hundreds of thousands.
    """
    base = 0
    while base < probe.size:
        probe.file.seek(base)
        block = probe.file.read(_BLOCK)
        is_last = base + len(block) >= probe.size
        enough = len(block) - (_HEADER - 1 if is_last else _LONGEST_HEADER)
        at = 0
        while at < enough:
            count = block[at + 26]
            length = _HEADER + count + sum(block[at + _HEADER : at + _HEADER + count])
            if block[at : at + 4] != _SIGNATURE:
                yield _Header(base + at, 0, begins=False)
                raise Damaged(f"Ogg has no page at byte {base + at}")
            if block[at + 5] & _BEGINS or block[at + 6 : at + 14] in _NO_TIME:
                yield _Header(base + at, length, begins=bool(block[at + 5] & _BEGINS))
            at += length
        base += at
        if is_last:
            yield _Header(min(base, probe.size), 0, begins=False)
            return


def _check_comments(probe: Probe, head: bytes) -> None:
    for found in _COMMENTS.finditer(head):
        at = found.end()
        vendor = int.from_bytes(head[at : at + 4], "little")
        number = int.from_bytes(head[at + 4 + vendor : at + 8 + vendor], "little")
        if vendor + 4 * number > probe.size + probe.limits.false_bytes:
            raise Hostile("media-false-length", vendor + 4 * number, probe.size)
