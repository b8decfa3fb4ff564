"""Sound: MP3 with its tags, FLAC with its blocks, MIDI with its tracks."""

import struct

from mediawharf.media.cursor import Cursor
from mediawharf.media.finding import Hostile
from mediawharf.media.probe import Probe

_COMMENTS, _PICTURE = 4, 6
_TAGS_AT_END = 1 << 17
_LEAST_TRACK = 8


def walk_mp3(probe: Probe) -> None:
    """Checks what the tag announces; between the tags the sound is searched for markup alone."""
    cursor = probe.cursor
    if cursor.peek(3) == b"ID3":
        header = cursor.take(10, "the ID3 tag")
        size = sum((byte & 0x7F) << 7 * (3 - at) for at, byte in enumerate(header[6:10]))
        probe.check_claim(size)
        cursor.skip(size, "the ID3 tag")
    probe.pass_data(cursor.left - _TAGS_AT_END)


def walk_flac(probe: Probe) -> None:
    """Checks what the blocks announce; the sound is searched for markup alone."""
    cursor = probe.cursor
    cursor.skip(4, "the FLAC signature")
    blocks, is_last = 0, False
    while not is_last:
        header = cursor.take(4, "a FLAC block")
        length, is_last = int.from_bytes(header[1:]), bool(header[0] & 0x80)
        blocks += 1
        probe.check_count("media-too-many-chunks", blocks, probe.limits.chunks)
        end = cursor.offset + length
        if end <= probe.size and header[0] & 0x7F == _PICTURE:
            _check_picture(probe, Cursor(probe.file, end, offset=cursor.offset))
        elif end <= probe.size and header[0] & 0x7F == _COMMENTS:
            _check_comments(probe, Cursor(probe.file, end, offset=cursor.offset))
        cursor.seek(min(end - length, probe.size))
        cursor.skip(length, "a FLAC block")
    probe.pass_data(cursor.left - _TAGS_AT_END)


def walk_midi(probe: Probe) -> None:
    """Checks that the tracks announced could be there."""
    length, _, tracks = struct.unpack(">4xIHH", probe.cursor.take(12, "the MIDI header"))
    if tracks > probe.limits.tracks and tracks * _LEAST_TRACK > probe.size:
        raise Hostile("media-too-many-tracks", tracks, probe.limits.tracks)
    probe.check_claim(length)


def _check_picture(probe: Probe, cursor: Cursor) -> None:
    """A picture's type and description are texts with lengths of their own, within the block's."""
    cursor.skip(4, "a FLAC picture")
    for _ in range(2):
        _step(cursor, int.from_bytes(cursor.take(4, "a FLAC picture")), slack=probe.limits.false_bytes)
    width, height = struct.unpack(">II8x", cursor.take(16, "a FLAC picture"))
    probe.check_area(width, height)
    _step(cursor, int.from_bytes(cursor.take(4, "a FLAC picture")), slack=probe.limits.false_bytes)


def _check_comments(probe: Probe, cursor: Cursor) -> None:
    _step(cursor, int.from_bytes(cursor.take(4, "a FLAC comment"), "little"), slack=probe.limits.false_bytes)
    number = int.from_bytes(cursor.take(4, "a FLAC comment"), "little")
    if 4 * number > cursor.left + probe.limits.false_bytes:
        raise Hostile("media-false-length", 4 * number, cursor.left)


def _step(cursor: Cursor, length: int, *, slack: int) -> None:
    """Steps over a text; one a little too long is damage, as of writers that overflow the block's own length."""
    if length > cursor.left + slack:
        raise Hostile("media-false-length", length, cursor.left)
    cursor.skip(length, "a FLAC block")
