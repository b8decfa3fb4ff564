"""Matroska and WebM: the elements of a segment; clusters hold sound and film."""

from mediawharf.media.audiovideo import ebml_length
from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_TRACKS, _TRACK = 0x1654AE6B, 0xAE
# What a segment holds beside clusters: seek head, info, tracks, cues, attachments, chapters, tags.
_TOP = frozenset((0x114D9B74, 0x1549A966, _TRACKS, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367))
_BLOCKS = frozenset((0xA3, 0xA0, 0xE7, 0xA7, 0xAB, 0x5854, 0xAF))
_ENDLESS = b"\x18\x53\x80\x67\x01" + b"\xff" * 7
_MAX_ENDLESS = 16
_NEAR = 1 << 20


def walk_matroska(probe: Probe) -> None:
    """Checks that segments do not nest, and the number of elements and of tracks."""
    cursor = probe.cursor
    if cursor.peek(_NEAR).count(_ENDLESS) > _MAX_ENDLESS:
        raise Hostile("media-too-deep", _MAX_ENDLESS)
    others = segments = 0
    while cursor.left:
        kind = _identifier(cursor)
        length = ebml_length(cursor)
        if kind == _SEGMENT:
            segments += 1
            probe.check_count("media-too-deep", segments, _MAX_ENDLESS)
        elif kind == _CLUSTER and length is None:
            continue  # its blocks come as if they were the segment's own
        elif kind == _CLUSTER or kind in _BLOCKS:
            probe.pass_film(cursor.left if length is None else length)
        else:
            others += 1
            if kind in _TOP:
                probe.check_claim(length or 0)
            probe.check_count("media-too-many-chunks", others, probe.limits.chunks)
            if kind == _TRACKS and length is not None:
                probe.check_count("media-too-many-tracks", _count_tracks(cursor, length), probe.limits.tracks)
            cursor.skip(length or 0, "a Matroska element")


def _count_tracks(cursor: Cursor, length: int) -> int:
    start, end, tracks = cursor.offset, cursor.offset + length, 0
    while cursor.offset < end:
        tracks += _identifier(cursor) == _TRACK
        cursor.skip(ebml_length(cursor) or 0, "a Matroska track")
    cursor.seek(start)
    return tracks


def _identifier(cursor: Cursor) -> int:
    first = cursor.take(1, "a Matroska element")
    extra = 8 - first[0].bit_length()
    if extra > 3:
        raise Damaged(f"Matroska has no element at byte {cursor.offset}")
    return int.from_bytes(first + cursor.take(extra, "a Matroska element"))
