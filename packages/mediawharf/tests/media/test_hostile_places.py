"""What must not come in is found at every place of every type, and what is legal passes there."""

import io
import tarfile
import zipfile
from gzip import compress

import pytest

from mediawharf.media.hostile import find_hostile
from mediawharf.media.inspect import inspect
from mediawharf.media.limits import MediaLimits
from mediawharf.media.sniff import sniff
from mediawharf.testing.carriers import CARRIERS, jpeg, jpeg_segment

WORDS = b"harmless words, "


def zipped(name: str, *, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"hello")
        archive.comment = comment
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return file.getvalue()


# Found everywhere, compressed data included.
ANYWHERE = {
    "page": b"<html><body onload=alert(1)>hi there</body></html>",
    "script": WORDS + b"<ScRiPt >alert(1)</sCrIpT> and more",
    "script from elsewhere": b"<script/src=//evil.example></script>",
    "PHP": b"<?php system($_GET[0]); ?>",
    "PHP in capitals": b"<?PHP\nsystem('id'); echo 1;",
    "PHP far behind": WORDS * 3000 + b"<?php system($_GET[0]); ?>",
    "frame": b"<iframe src=//evil.example></iframe>",
    "document type": b"<!DOCTYPE html><p>hi there",
    "script in UTF-16": "<script>alert(1)</script>".encode("utf-16-le"),
    "script in UTF-32": "<script>alert(1)</script>".encode("utf-32-le"),
    "script in UTF-16, the other way round": "<script>alert(1)</script>".encode("utf-16-be"),
    "ZIP": zipped("a.txt"),
    "ZIP with a comment": zipped("a.txt", comment=b"c" * 2000),
    "ZIP with more behind": zipped("a.txt") + b"tail" * 500,
    "JAR": zipped("META-INF/MANIFEST.MF"),
    "APK": zipped("AndroidManifest.xml"),
    "7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(40),
    "RAR": b"Rar!\x1a\x07\x01\x00" + bytes(40),
}
# Found where texts are, and behind the end.
IN_TEXTS = {
    "PHP in short": b"<?= system($_GET[0]) ?>",
    "PHP in short, ended soon": b"<?=`id`?>",
    "PHP by a short tag": b"<? system('id'); ?>",
    "ASP": b'<%eval request("x")%>',
    "page of ASP": b'<%@ Page Language="C#" %><p>',
    "JSP": b'<% Runtime.getRuntime().exec("id"); %>',
    "script in UTF-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "link": b'<a href="javascript:alert(1)">x</a>',
    "link with a tab in it": b'<a href="java\tscript:alert(1)">x</a>',
    "link by references": b'<a href="&#106;av&#x41;script:alert(1)">x</a>',
    "link in mixed case": b'<a href="jaVAscRIPt:alert(1)">x</a>',
    "script under a prefix": b'<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "link in capitals": b"<a HREF = ' JavaScript:alert(1)'>x</a>",
    "handler": b"<svg/onload=alert(1)>",
    "handler far inside": b"<img src=x alt='a b c' onerror = alert(1)>",
    "PHAR": b"X __HALT_COMPILER(); ?>\r\n" + bytes(50),
    "include": b'<!--#exec cmd="id" -->',
    "tar": tarred(),
    "tar in gzip": compress(tarred(), mtime=0),
    "bzip2": b"BZh91AY&SY" + bytes(40),
    "LZH": b"\x1e\0-lh5-" + bytes(13) + b"\x20\0" + bytes(30),
    "ACE": bytes(7) + b"**ACE**" + bytes(30),
    "cpio": b"070701" + b"0" * 104,
    "OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "ELF": b"\x7fELF\2\1\1" + bytes(60),
    "Windows program": b"MZ\x90\0" + bytes(56) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0\x4c\1" + bytes(100),
    "program of macOS": b"\xcf\xfa\xed\xfe\x07\0\0\1\3\0\0\0\2\0\0\0" + bytes(60),
    "Java class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(60),
    "WebAssembly": b"\0asm\1\0\0\0" + bytes(30),
}
LEGAL = {
    "words": b"A few words.",
    "links": b'Of <b>Jane</b> <i>Doe</i>, see <a href="https://example.org/?a=1">there</a>',
    "less and more": b"if a <b and c> d: head < body < html; PHP? <3",
    "other elements": b"A <header> <heading> <bodypaint> <scripted> <htmlx> <b only=1 one='2'>",
    "letters": "Ä öü 漢字 <3 ☃".encode(),
    "an address": b"Jane <head@example.org>, <body@example.org>",
    "code": b"for (i = 0; i < n; i++) { /* c */ x = y; }",
    "script": b'made with JavaScript: The Good Parts; type="javascript"',
    "address of a script": b"https://example.org/javascript:x <a-script> <a:scripts>",
    "marks": b"PK\3\4 is how a ZIP begins; 7z and Rar! and MZ and BZh are others",
    "signs": b"50 <% 60; <%= and %>; <?= or <? are signs; =lh5= *ACE*",
    "a declaration": b"<?xml version='1.0'?><?xpacket end='w'?>",
    "much": WORDS * 400,
    "zeros": bytes(3000),
    "lines": b"\r\n" * 500,
}
TOO_LONG = 60_000  # for one segment of JPEG or one page of Ogg
# Pixels, sound and film, which are searched for what chance does not write only.
DATA = {
    "png:pixels", "png:second frame", "png:behind the pixels' end", "jpg:scan", "opus:sound", "webm:block", "wav:sound",
}  # fmt: skip
PACKED = {"pdf:title"}  # a text in hexadecimal letters is text whatever it says
SHORT = {"stl:header"}
UNMEASURED = {"gif:application", "png:exif"}  # whose harmless bytes break a rule of the type itself


def find(place: str, hidden: bytes) -> str | None:
    content = CARRIERS[place](hidden)
    mime = sniff(CARRIERS[place](b"A few words."))
    found = find_hostile(io.BytesIO(content), mime=mime, size=len(content), limits=MediaLimits())
    return None if found is None else found.key


def fits(place: str, hidden: bytes) -> bool:
    return len(hidden) < TOO_LONG or not place.startswith(("jpg", "opus"))


PLACES = [place for place in CARRIERS if place not in PACKED | SHORT]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hidden", ANYWHERE)
def test_hostile_bytes_are_found_anywhere(place: str, hidden: str) -> None:
    if not fits(place, ANYWHERE[hidden]):
        pytest.skip("longer than the place")
    expected = {"uploadscripted", "filetype-bad-ie-mime", "filetype-badmime"}
    assert find(place, ANYWHERE[hidden]) in expected


@pytest.mark.parametrize("place", [place for place in PLACES if place not in DATA])
@pytest.mark.parametrize("hidden", IN_TEXTS)
def test_hostile_texts_are_found_outside_of_pixels_and_sound(place: str, hidden: str) -> None:
    assert find(place, IN_TEXTS[hidden]) in {"uploadscripted", "filetype-bad-ie-mime", "filetype-badmime"}


@pytest.mark.parametrize("place", CARRIERS)
@pytest.mark.parametrize("hidden", LEGAL)
def test_legal_bytes_pass(place: str, hidden: str) -> None:
    assert find(place, LEGAL[hidden]) is None


@pytest.mark.parametrize("place", [place for place in CARRIERS if place not in UNMEASURED])
def test_carrier_is_whole(place: str) -> None:
    content = CARRIERS[place](b"A few words.")
    assert inspect(io.BytesIO(content), size=len(content)).damage is None


def test_pdf_that_begins_in_another_file_is_found_where_readers_look() -> None:
    def seen(before: int) -> str | None:
        content = jpeg(segments=jpeg_segment(0xFE, b"x" * before + b"%PDF-1.4\n"))
        found = find_hostile(io.BytesIO(content), mime="image/jpeg", size=len(content), limits=MediaLimits())
        return None if found is None else found.key

    assert [seen(10), seen(1010), seen(1100)] == ["filetype-bad-ie-mime", "filetype-bad-ie-mime", None]
