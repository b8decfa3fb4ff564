"""Ogg: the pages; those with headers are searched, those with sound and film stepped over."""

import re
import struct

from mediawharf.media.cursor import Damaged
from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_COMMENTS = re.compile(rb"OpusTags|\x03vorbis|\x81theora|OVP80\x02 ")
_NO_GRANULE = 0xFFFFFFFFFFFFFFFF
_BEGINS = 0x02
_LONGEST_HEADER = 27 + 255
_NEAR = 1 << 16


def walk_ogg(probe: Probe) -> None:
    """Checks number of streams and what the comment headers announce."""
    cursor = probe.cursor
    _check_comments(probe, cursor.peek(_NEAR))
    streams = 0
    while cursor.left:
        header = cursor.peek(_LONGEST_HEADER)
        if header[:4] != b"OggS" or len(header) < 27:
            raise Damaged(f"Ogg has no page at byte {cursor.offset}")
        flags, granule = struct.unpack_from("<BQ", header, 5)
        streams += bool(flags & _BEGINS)
        probe.check_count("media-too-many-tracks", streams, probe.limits.tracks)
        length = 27 + header[26] + sum(header[27 : 27 + header[26]])
        if granule in (0, _NO_GRANULE):
            cursor.skip(length, "an Ogg page")
        else:
            probe.pass_over(length)


def _check_comments(probe: Probe, head: bytes) -> None:
    for found in _COMMENTS.finditer(head):
        at = found.end()
        vendor = int.from_bytes(head[at : at + 4], "little")
        number = int.from_bytes(head[at + 4 + vendor : at + 8 + vendor], "little")
        if vendor + 4 * number > probe.size + probe.limits.false_bytes:
            raise Hostile("media-false-length", vendor + 4 * number, probe.size)
