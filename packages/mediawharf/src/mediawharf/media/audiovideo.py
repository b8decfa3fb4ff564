"""Sound and film: MediaWiki 1.39 has no handler for them, so only their type and their wholeness are told."""

import struct
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import MediaFacts
from mediawharf.media.filetypes import media_type

_MAX_CHUNKS = 100_000
_UNKNOWN_LENGTH = 0xFFFFFFFF


def inspect_audiovideo(file: BinaryIO, size: int, mime: str) -> MediaFacts:
    """The facts of a sound or a film: no size, no metadata."""
    damage: str | None = None
    cursor = Cursor(file, size)
    head = cursor.peek(256)
    try:
        _check(cursor, mime)
    except Damaged as broken:
        damage = str(broken)
    return MediaFacts(mime=mime, media_type=media_type(mime, head), damage=damage)


def _check(cursor: Cursor, mime: str) -> None:
    match mime:
        case "audio/wav":
            _wave(cursor)
        case "audio/flac":
            _flac(cursor)
        case "audio/midi":
            _midi(cursor)
        case "application/ogg":
            _ogg(cursor)
        case "audio/mpeg":
            _mpeg(cursor)
        case "video/mp4" | "audio/mp4" | "video/quicktime":
            _boxes(cursor)
        case "video/webm" | "audio/webm" | "video/x-matroska":
            _matroska(cursor)


def _wave(cursor: Cursor) -> None:
    cursor.skip(12, "the WAVE header")
    has_format = False
    for _ in range(_MAX_CHUNKS):
        name, length = struct.unpack("<4sI", cursor.take(8, "the list of WAVE chunks"))
        if name == b"data":
            if not has_format:
                raise Damaged("WAVE has sound before its format")
            if length not in (0, _UNKNOWN_LENGTH):
                cursor.skip(length, "the sound of a WAVE")
            return
        has_format = has_format or name == b"fmt "
        cursor.skip(length + (length & 1), f"WAVE chunk {name.decode('latin-1')}")
    raise Damaged(f"WAVE has more than {_MAX_CHUNKS} chunks before its sound")


def _flac(cursor: Cursor) -> None:
    cursor.skip(4, "the FLAC signature")
    for number in range(_MAX_CHUNKS):
        header = cursor.take(4, "a FLAC block header")
        length = int.from_bytes(header[1:])
        if number == 0 and (header[0] & 0x7F or length != 34):
            raise Damaged("FLAC does not begin with its stream facts")
        cursor.skip(length, "a FLAC block")
        if header[0] & 0x80:
            return
    raise Damaged(f"FLAC has more than {_MAX_CHUNKS} blocks before its sound")


def _midi(cursor: Cursor) -> None:
    length, _, tracks = struct.unpack(">4xIHH", cursor.take(12, "the MIDI header"))
    cursor.skip(max(0, length - 4), "the MIDI header")
    found = 0
    while found < tracks:
        name, length = struct.unpack(">4sI", cursor.take(8, f"the header of MIDI track {found + 1} of {tracks}"))
        cursor.skip(length, f"MIDI track {found + 1} of {tracks}")
        found += name == b"MTrk"


def _ogg(cursor: Cursor) -> None:
    for page in ("first", "second"):
        header = cursor.take(27, f"the {page} Ogg page")
        if header[:4] != b"OggS":
            raise Damaged(f"Ogg has no {page} page")
        cursor.skip(sum(cursor.take(header[26], f"the {page} Ogg page")), f"the {page} Ogg page")


def _mpeg(cursor: Cursor) -> None:
    head = cursor.peek(10)
    if head[:3] == b"ID3":
        size = sum((byte & 0x7F) << 7 * (3 - at) for at, byte in enumerate(cursor.take(10, "the ID3 tag")[6:10]))
        cursor.skip(size, "the ID3 tag")
        cursor.take(2, "the sound after the ID3 tag")


def _boxes(cursor: Cursor) -> None:
    has_movie = False
    for _ in range(_MAX_CHUNKS):
        if cursor.left < 8:
            break
        length, name = struct.unpack(">I4s", cursor.take(8, "an MP4 box"))
        if length == 1:
            length = int.from_bytes(cursor.take(8, "an MP4 box")) - 8
        if name in (b"moov", b"moof"):
            has_movie = True
        if length == 0:
            break
        if length < 8:
            raise Damaged(f"MP4 box at byte {cursor.offset} has an impossible length")
        cursor.skip(length - 8, f"MP4 box {name.decode('latin-1')}")
    if not has_movie:
        raise Damaged("MP4 has no description of its tracks")


def _matroska(cursor: Cursor) -> None:
    cursor.skip(4, "the EBML header")
    cursor.skip(ebml_length(cursor) or 0, "the EBML header")
    if cursor.take(4, "the Matroska segment") != b"\x18\x53\x80\x67":
        raise Damaged("Matroska has no segment after its header")
    length = ebml_length(cursor)
    if length is not None:
        cursor.skip(length, "the Matroska segment")


def ebml_length(cursor: Cursor) -> int | None:
    """A length of one to eight bytes; None for "unknown", which streams have."""
    first = cursor.take(1, "an EBML length")[0]
    if not first:
        raise Damaged(f"EBML length at byte {cursor.offset} is too long")
    extra = 8 - first.bit_length()
    number = int.from_bytes(bytes([first & (0x7F >> extra)]) + cursor.take(extra, "an EBML length"))
    return None if number == (1 << 7 * (extra + 1)) - 1 else number
