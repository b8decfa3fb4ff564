import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.media.sniff import EXTENSIONS, UNKNOWN, extension_for, matches, sniff

BEGINNINGS = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF89a", "image/gif"),
    (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
    (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
    (b"II*\0", "image/tiff"),
    (b"AT&TFORM\0\0\0\0DJVU", "image/vnd.djvu"),
    (b"%PDF-1.4", "application/pdf"),
    (b"ID3\4", "audio/mpeg"),
    (b"\xff\xfb\x90\xc4", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"MThd", "audio/midi"),
    (b"OggS", "application/ogg"),
    (b"gimp xcf v003", "image/x-xcf"),
    (b"\0\0\0\x18ftypisom", "video/mp4"),
    (b"\x1a\x45\xdf\xa3\x42\x82\x84webm\x86\x85V_VP9", "video/webm"),
    (b"\x1a\x45\xdf\xa3\x42\x82\x84webm", "audio/webm"),
    (b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", "video/x-matroska"),
    (b"MZ\x90", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/java"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/x-gzip"),
    (b"#!/bin/sh\necho", "application/x-shellscript"),
    (b"#!/usr/bin/env python3\n", "text/x-python"),
    ("\ufeff#!/usr/bin/perl -w".encode("utf-16-le"), "text/x-perl"),
    (b"GIF89a<?php echo 1;", "application/x-php"),
    (b"  <!DOCTYPE html><p>", "text/html"),
    (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "image/svg+xml"),
    (b"<note/>", "application/xml"),
    ("plain wörds\n".encode(), "text/plain"),
    (b"\x93\0\1\2rubbish", UNKNOWN),
    (b"", UNKNOWN),
]


@pytest.mark.parametrize(("head", "mime"), BEGINNINGS)
def test_beginning_tells_the_type(head, mime):
    assert sniff(head) == mime


def _zip_of(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("names", "mime"),
    [
        (["a.txt"], "application/zip"),
        (["[Content_Types].xml", "word/document.xml"], "application/x-opc+zip"),
        (["mimetype", "content.xml"], "application/vnd.oasis.opendocument"),
        (["mimetype", "A.class"], "application/java"),
    ],
)
def test_names_tell_the_kind_of_zip(names, mime):
    assert sniff(_zip_of(*names)) == mime


def test_zip_behind_a_picture_is_a_zip():
    assert sniff(b"\x89PNG\r\n\x1a\n" + bytes(50) + _zip_of("a.txt")) == "application/zip"


def test_binary_stl_is_told_by_its_length():
    assert sniff(bytes(80) + b"\1\0\0\0" + bytes(50)) == "application/sla"
    assert sniff(bytes(80) + b"\2\0\0\0" + bytes(50)) == UNKNOWN


@given(st.binary(max_size=3000))
def test_any_bytes_have_a_type(head):
    assert "/" in sniff(head)


@pytest.mark.parametrize("mime", sorted(EXTENSIONS))
def test_preferred_extension_matches_its_type(mime):
    assert matches(mime, str(extension_for(mime)).upper())


def test_unknown_type_matches_nothing():
    assert not matches(UNKNOWN, "png")
    assert extension_for(UNKNOWN) is None


def test_drawing_whose_declarations_fill_the_head_is_told_by_their_name():
    head = b"<!DOCTYPE svg [" + b"<!-- -->" * 4000
    assert sniff(head, size=100_000) == "image/svg+xml"
    assert sniff(head.replace(b"svg", b"doc"), size=100_000) != "image/svg+xml"
