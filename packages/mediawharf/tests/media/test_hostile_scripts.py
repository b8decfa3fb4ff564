import io
import struct
import zlib
from pathlib import Path

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits

WHOLE = Path(__file__).parent / "fixtures" / "whole"
PNG = (WHOLE / "png-1x1.png").read_bytes()
JPEG = (WHOLE / "jpg-baseline.jpg").read_bytes()
GIF = (WHOLE / "gif-anim.gif").read_bytes()
FLAC = (WHOLE / "flac.flac").read_bytes()
OGG = (WHOLE / "ogg-tags.ogg").read_bytes()
SCRIPT = b"<script>alert(1)</script>"
SCRIPTED = Finding("uploadscripted")
END = 12  # bytes of a PNG's last chunk


def find(data: bytes, mime: str = "image/png") -> Finding | None:
    return find_hostile(io.BytesIO(data), mime=mime, size=len(data), limits=MediaLimits())


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(kind: bytes, body: bytes) -> bytes:
    return PNG[:33] + chunk(kind, body) + PNG[33:]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"tEXt", b"Comment\0" + SCRIPT),
        (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000) + SCRIPT)),
        (b"iTXt", b"Comment\0\1\0en\0K\0" + zlib.compress(SCRIPT)),
        (b"iTXt", b"Comment\0\0\0en\0K\0" + SCRIPT),
        (b"iCCP", b"sRGB\0\0" + zlib.compress(b"x" * 70_000 + SCRIPT)),
        (b"eXIf", b"II*\0" + SCRIPT),
        (b"prVt", SCRIPT.decode().encode("utf-16-be")),
        (b"IDAT", b"\0\0" + b"<?php system($_GET[0]); ?>"),
        (b"tEXt", b"XML\0<a href='JavaScript:alert(1)'>"),
        (b"tEXt", b"XML\0<x style='a: url( \"javascript:alert(1)\")'>"),
    ],
)
def test_script_in_a_chunk_is_found(kind, body):
    assert find(png(kind, body)) == SCRIPTED


@pytest.mark.parametrize(
    "word", [b"<HTML>", b"<body onload=x>", b"<head/>", b"<?php\n", b"<!DOCTYPE  html>", b"<iframe "]
)
def test_markup_behind_any_picture_is_found(word):
    assert find(JPEG + bytes(70_000) + word, "image/jpeg") == SCRIPTED


@pytest.mark.parametrize("shift", range(-len(SCRIPT), 3))
def test_script_across_two_pieces_is_found(shift):
    tail = bytearray(3 << 20)
    at = (1 << 20) + (1 << 13) + (1 << 16) - 128 + shift
    tail[at : at + len(SCRIPT)] = SCRIPT
    assert find(PNG + bytes(tail)) == SCRIPTED


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (FLAC[:42] + FLAC[42:] + bytes(200_000) + SCRIPT, "audio/flac"),
        (OGG + SCRIPT, "application/ogg"),
        (b"RIFF\xff\xff\0\0WAVEdata\x04\0\0\0abcd" + SCRIPT, "audio/wav"),
        (b"\0\0\0\x08ftyp\0\0\0\x0cmdat1234" + b"\0\0\0\x28udta" + SCRIPT, "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\x81x\x12\x54\xc3\x67\x99" + SCRIPT, "video/webm"),
        (b"ID3\3\0\0\0\0\0\x0a" + bytes(10) + b"\xff\xfb\x90" + bytes(300_000) + b"TAG" + SCRIPT, "audio/mpeg"),
        (b"BM" + bytes(100) + SCRIPT, "image/x-bmp"),
    ],
)
def test_script_in_sound_film_or_an_unknown_picture_is_found(data, mime):
    assert find(data, mime) == SCRIPTED


def test_script_behind_damage_is_found():
    assert find(PNG[:40] + b"\x7f\xff\xff\xffteXt" + bytes(5000) + SCRIPT) == SCRIPTED


def test_script_between_two_scans_is_found():
    scan = JPEG.index(b"\xff\xda")
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    assert find(JPEG[:-2] + comment + JPEG[scan:], "image/jpeg") == SCRIPTED


def test_script_cut_by_the_pieces_of_a_gif_comment_is_found():
    comment = b"!\xfe" + bytes([250]) + b"x" * 246 + b"<scr" + b"\x09ipt src=x" + b"\0"
    assert find(GIF[:-1] + comment + b";", "image/gif") == SCRIPTED


def test_words_that_only_look_like_markup_pass():
    text = b"Comment\0a < b, <scripted>, <b>bold</b>, <a href='http://example.org/script:x'>, JavaScript: a book"
    assert find(png(b"tEXt", text)) is None


@pytest.mark.parametrize("tail", [b"\r\n", bytes(5000), b"\r\n" * 4000, b"\x1a"])
def test_padding_passes(tail):
    assert find(PNG + tail) is None
    assert find(JPEG + tail, "image/jpeg") is None


def test_comment_opened_by_chance_passes():
    assert find(b"RIFF/*\0\0WEBP" + bytes(64) + b"*/ 12", "image/webp") is None
