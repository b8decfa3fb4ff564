"""Active objects of a PDF are found however they are written; readers put up with much."""

import base64
import io
import re
import zlib

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits
from mediawharf.testing.carriers import pdf, pdf_stream

ACTION = b"<< /S /JavaScript /JS (app.alert) >>"
SCRIPTED = "uploadscripted"


def key(content: bytes) -> str | None:
    found = find_hostile(io.BytesIO(content), mime="application/pdf", size=len(content), limits=MediaLimits())
    return None if found is None else found.key


def packed(described: bytes, content: bytes) -> bytes:
    return pdf_stream(content, b"/N 1 /First 4 " + described)


def lzw(text: bytes) -> bytes:
    """Without a table: a sign that clears it before every byte."""
    codes = "".join(f"{256:09b}{byte:09b}" for byte in text) + f"{257:09b}"
    return int(codes.ljust(-(-len(codes) // 8) * 8, "0"), 2).to_bytes(-(-len(codes) // 8))


def differences(text: bytes, length: int = 8) -> bytes:
    rows = [text.ljust(-(-len(text) // length) * length)[at : at + length] for at in range(0, len(text), length)]
    above = [bytes(length), *rows]
    return b"".join(
        b"\2" + bytes((ours - theirs) & 255 for ours, theirs in zip(row, over, strict=True))
        for row, over in zip(rows, above, strict=False)
    )


PLAIN = b"7 0 " + ACTION
FLATE = b"/Filter /FlateDecode "
TYPE = b"/Type /ObjStm "
ROWS = b"/DecodeParms << /Predictor 15 /Columns 8 >>"
STREAMS = {
    "without its type": packed(FLATE, zlib.compress(PLAIN)),
    "with its type elsewhere": packed(FLATE + b"/Type 5 0 R", zlib.compress(PLAIN)),
    "with its filter elsewhere": packed(TYPE + b"/Filter 6 0 R", zlib.compress(PLAIN)),
    "not packed": packed(TYPE, PLAIN),
    "in LZW": packed(TYPE + b"/Filter /LZWDecode", lzw(PLAIN)),
    "in runs": packed(TYPE + b"/Filter [/RL]", b"".join(bytes((0, byte)) for byte in PLAIN) + b"\x80"),
    "as differences": packed(TYPE + FLATE + ROWS, zlib.compress(differences(PLAIN))),
    "in base 85 with its sign": packed(
        TYPE + b"/Filter [/A85 /Fl]", b"<~" + base64.a85encode(zlib.compress(PLAIN)) + b"~>"
    ),
}
OBJECTS = {
    "after a heading with a comment": b"null\nendobj\n900 %c\n0 obj\n" + ACTION,
    "after a heading of many blanks": b"null\nendobj\n900" + b" " * 40 + b"0 obj\n" + ACTION,
    "inside a stream": pdf_stream(b"900 %c\n0 obj\n" + ACTION + b"\nendobj"),
    "behind the word stream": b"<< /A stream\n/B " + ACTION + b" >>",
    "behind the word endobj": b"<< /A endobj /B " + ACTION + b" >>",
    "behind 100,001 names": b"<< " + b"/A " * 100_001 + b"/B " + ACTION + b" >>",
    "behind a string of percent signs that is longer than a piece": b"<< /A ("
    + b"%" * (2 << 20)
    + b") /B "
    + ACTION
    + b" >>",
    "behind brackets that nothing closes": b"<< /A " + b"( " * 200_000 + ACTION,
    "by a rendition whose kind stands elsewhere": b"/Rendition\nendobj\n900 0 obj\n<< /S 5 0 R /OP 0 /JS (x) >>",
    "in a file of Unix": b"<< /Type /Filespec /Unix (a) /EF 6 0 R >>",
}
LINKS = [
    b"(java\\163cript:x)", b"(java\\\nscript:x)", b"(java\tscript:x)", b"(\\000 JavaScript:x)", b"(vbscript:x)",
    b"<FEFF" + "javascript:x".encode("utf-16-be").hex().encode() + b">", b"%c\n (javascript:x)", b"5 0 R",
]  # fmt: skip


@pytest.mark.parametrize("place", STREAMS)
def test_action_in_a_stream_of_objects_is_found(place: str) -> None:
    assert key(pdf(b"/ObjStm", b"[/FlateDecode]", STREAMS[place])) == SCRIPTED


@pytest.mark.parametrize("place", OBJECTS)
def test_action_is_found(place: str) -> None:
    assert key(pdf(OBJECTS[place])) == SCRIPTED


@pytest.mark.parametrize("name", [b"/URI", b"/U#52I", b"/#55RI"])
@pytest.mark.parametrize("target", LINKS)
def test_link_to_a_script_is_found(target: bytes, name: bytes) -> None:
    link = b"<< /S /URI " + name + b" " + target + b" >>"
    assert key(pdf(b"(javascript:x)", link)) == SCRIPTED
    assert key(pdf(b"(javascript:x)", packed(TYPE, b"7 0 " + link))) == SCRIPTED


@pytest.mark.parametrize(
    "value",
    [
        b"<< /S /URI /URI (https://example.org/javascript:x) >>",
        b"<< /S /URI /URI 99 0 R >>",
        b"<< /S /SubmitForm /F (https://example.org/form) >>",
        b"<< /Type /Outlines /First 6 0 R /Last 6 0 R /N 3 >>",
        packed(TYPE + FLATE, zlib.compress(b"7 0 << /Type /Page /First 3 >>")),
        packed(TYPE + FLATE + ROWS, zlib.compress(differences(b"7 0 << /Type /Page >>"))),
        packed(TYPE + b"/Filter /Unknown", b"\xff" * 50),
        packed(TYPE + FLATE + b"/DecodeParms << /Predictor 15 /Columns 0 >>", zlib.compress(b"7 0 null")),
        b"<< /Font << /JS 5 0 R /Rend 6 0 R >> /S /Transparency >>",
    ],
)
def test_harmless_object_passes(value: bytes) -> None:
    assert key(pdf(value)) is None


def test_what_lies_behind_streams_that_use_up_the_cap_is_not_let_in_unseen() -> None:
    filler = packed(TYPE + FLATE, zlib.compress(b"7 0 " + b" " * (60 << 20)))
    assert key(pdf(filler, filler)) is None
    assert key(pdf(filler, filler, filler, packed(TYPE, PLAIN))) == "media-inflates"


def test_more_streams_of_objects_than_anybody_writes_are_refused() -> None:
    stream = packed(TYPE, b"7 0 null")
    content = pdf(*[stream] * 200)
    limits = MediaLimits(chunks=199)
    found = find_hostile(io.BytesIO(content), mime="application/pdf", size=len(content), limits=limits)
    assert found == Finding("media-too-many-chunks", ("200", "199"))


def test_text_between_two_streams_is_no_markup_because_of_what_lies_before() -> None:
    content = pdf(pdf_stream(b"<"), pdf_stream(b"script >"))
    assert re.search(rb"<\nendstream", content)
    assert key(content) is None
