import struct
import zlib

import pytest

from mediawharf.media.cursor import Damaged
from mediawharf.media.iptc import PHOTOSHOP, read_iptc
from mediawharf.media.pdf_syntax import Parser, Reference
from mediawharf.media.tag_layers import TagLayers
from mediawharf.media.xmp import read_xmp

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(*chunks):
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + _chunk(b"IEND", b"")


def test_png_text_that_does_not_inflate_is_left_out(look):
    facts = look(_png(_chunk(b"zTXt", b"Title\0\0rubbish"), _chunk(b"tEXt", b"Author\0Me")))
    assert facts.common_metadata == {"Artist": {"x-default": "Me", "_type": "lang"}}
    assert facts.damage is None


def test_png_chunk_with_a_wrong_checksum_is_damage(look):
    assert "checksum" in look(_png(_chunk(b"tEXt", b"Author\0Me")[:-1] + b"!")).damage


def test_tiff_chain_that_goes_round_is_damage(look):
    data = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x100, 3, 1, 5, 8)
    assert "comes back" in look(data).damage


def test_xmp_with_a_dtd_tells_nothing():
    packet = '<!DOCTYPE a [<!ENTITY b "c">]>' + XMP.format("<dc:source>&b;</dc:source>")
    assert read_xmp(packet.encode()) == {}


def test_xmp_list_of_the_wrong_kind_spoils_the_packet():
    body = "<dc:source>s</dc:source><dc:subject><rdf:Alt><rdf:li>a</rdf:li></rdf:Alt></dc:subject>"
    assert read_xmp(XMP.format(body).encode()) == {}


def test_plain_value_becomes_the_default_of_its_translations():
    layers = TagLayers()
    layers.add("exif", {"ImageDescription": "plain"})
    layers.add("xmp-general", {"ImageDescription": {"x-default": "other", "de": "anders", "_type": "lang"}})
    assert layers.merged()["ImageDescription"] == {"x-default": "plain", "de": "anders", "_type": "lang"}


@pytest.mark.parametrize(("charset", "raw", "text"), [(b"", b"caf\xe9", "café"), (b"\x1b%G", "café".encode(), "café")])
def test_iptc_text_follows_its_charset(charset, raw, text):
    declared = b"\x1c\x01\x5a" + struct.pack(">H", len(charset)) + charset if charset else b""
    block = PHOTOSHOP + declared + b"\x1c\x02\x69" + struct.pack(">H", len(raw)) + raw
    assert read_iptc(block) == ("iptc-no-hash", {"Headline": [text]})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"/A#42C", "ABC"),
        (b"(a(b)\\)\\101\\n)", b"a(b))A\n"),
        (b"<4 1 4>", b"A@"),
        (b"[1 -2.5 3 0 R true null]", [1, -2.5, Reference(3), True, None]),
        (b"<< /A % note\n /B /C [ ] >>", {"A": "B", "C": []}),
    ],
)
def test_pdf_object_is_read(text, value):
    assert Parser(text).value() == value


@pytest.mark.parametrize("text", [b"", b"(open", b"[1", b"<<", b"[" * 100, b"wrong"])
def test_broken_pdf_object_is_damage(text):
    with pytest.raises(Damaged):
        Parser(text).value()


def test_film_without_its_tracks_is_damaged(look):
    assert "tracks" in look(b"\0\0\0\x18ftypisom" + bytes(16)).damage
