import base64
import io
import zlib
from pathlib import Path

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits

PDF = (Path(__file__).parent / "fixtures" / "whole" / "plain.pdf").read_bytes()
SCRIPTED = Finding("uploadscripted")
ACTION = b"<< /S /JavaScript /JS (app.alert) >>"


def find(*objects: bytes) -> Finding | None:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, value) for number, value in enumerate(objects, 900))
    at = PDF.index(b"\n1 0 obj") + 1
    data = PDF[:at] + body + PDF[at:]
    return find_hostile(io.BytesIO(data), mime="application/pdf", size=len(data), limits=MediaLimits())


def packed(value: bytes, *, filters: bytes = b"/FlateDecode", encode=zlib.compress) -> bytes:
    content = encode(b"7 0 " + value)
    head = b"<< /Type /Obj#53tm /N 1 /First 4 /Filter %s /Length %d >>" % (filters, len(content))
    return head + b"\nstream\n" + content + b"\nendstream"


@pytest.mark.parametrize(
    "value",
    [
        ACTION,
        b"<< /#53 /#4Aava#53cript /JS 5 0 R >>",
        b"<< /Type/Action/S/Launch/F(cmd) >>",
        b"<< /AcroForm << /X#46A [5 0 R] >> >>",
        b"<< /Names << /EmbeddedFiles 5 0 R >> >>",
        b"<< /Type /Filespec /UF (a) /EF << /UF 6 0 R >> >>",
        b"<< /S /Rendition /JS (x) >>",
        b"<< /A (an \\( unbalanced \\) string) /B (nested (one)) /OpenAction " + ACTION + b" >>",
        b"<< /S /JavaScript /S /GoTo >>",
        b"(" + ACTION,
        b"<< /S /URI /URI (javascript:alert) >>",
        b"<< /S /URI /URI <6A617661736372697074 3a61> >>",
        packed(b"<< /S /URI /URI( JavaScript:alert) >>"),
        packed(ACTION),
        packed(
            ACTION, filters=b"[/ASCII85Decode /Fl]", encode=lambda data: base64.a85encode(zlib.compress(data)) + b"~>"
        ),
        packed(ACTION, filters=b"/AHx", encode=lambda data: data.hex().encode() + b">"),
        packed(b"(" + b" " * 200_000 + b") " + ACTION),
    ],
)
def test_active_object_is_found(value):
    assert find(value) == SCRIPTED


@pytest.mark.parametrize(
    "value",
    [
        b"<< /S /URI /URI (http://example.org/JS/Launch/JavaScript) >>",
        b"<< /Title (How /JavaScript and /XFA work) >>",
        b"<< % /JavaScript\n /Length 0 >>",
        b"<< /Font << /JS 5 0 R /JSX 6 0 R /Launcher 7 0 R >> >>",
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 9 >>\nstream\nencrypted\nendstream",
        packed(b"<< /Title (about /JavaScript) >>"),
        b"<< /Length 30 >>\nstream\nBT (<html> and /Launch) Tj ET\nendstream",
        b"<< /S /GoTo /D [3 0 R /Fit] >>",
    ],
)
def test_harmless_object_passes(value):
    assert find(value) is None


def test_active_object_far_from_the_beginning_is_found():
    filler = b"<< /Length 3000000 >>\nstream\n" + bytes(3_000_000) + b"\nendstream"
    assert find(filler, ACTION) == SCRIPTED


@pytest.mark.parametrize("filters", [b"[/FlateDecode /FlateDecode]", b"[/Fl/Fl]", b"[ /#46l /FlateDecode ]"])
def test_stream_packed_twice_is_unpacked_under_a_cap(filters):
    content = zlib.compress(zlib.compress(bytes(80 << 20)))
    found = find(b"<< /Filter " + filters + b" >>\nstream\n" + content + b"\nendstream")
    assert found is not None
    assert found.key == "media-inflates"


def test_stream_that_unpacks_to_nothing_but_zeros_without_end_is_refused():
    found = find(b"<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(bytes(80 << 20)) + b"\nendstream")
    assert found is not None
    assert found.key == "media-inflates"


def test_blank_page_of_a_scan_passes():
    assert find(b"<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(bytes(25 << 20)) + b"\nendstream") is None


def test_page_tree_that_comes_back_is_refused():
    data = PDF.replace(b"/Kids [", b"/Kids [2 0 R ").replace(b"/Kids[", b"/Kids[2 0 R ")
    found = find_hostile(io.BytesIO(data), mime="application/pdf", size=len(data), limits=MediaLimits())
    assert found == Finding("media-loop")


def test_markup_between_objects_and_in_the_description_is_found():
    assert find(b"<< >>\nendobj\n% <script >\n9 0 obj null") == SCRIPTED
    described = b"<< /Type /Metadata /Length 9 >>\nstream\n<x><script /></x>\nendstream"
    assert find(described) == SCRIPTED
