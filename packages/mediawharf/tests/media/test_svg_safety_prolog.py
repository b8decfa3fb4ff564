import io

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.svg_doctype import declares_unsafe_encoding
from mediawharf.media.svg_safety import find_hostile

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
SVG11 = "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"


def key(prolog, body="", encoding="utf-8"):
    data = (prolog + SVG.format(body)).encode(encoding)
    found = find_hostile(io.BytesIO(data), size=len(data))
    return None if found is None else found.key


@pytest.mark.parametrize(
    "subset",
    [
        "",
        "<!-- palette -->",
        '<!ENTITY e "#f00">',
        '<!ENTITY e "#f00"><!ENTITY f "&e;">',
        f'<!ENTITY e "{"A" * 255}">',
        '<!ENTITY e "a&amp;b&quot;">',
        '<!ATTLIST svg xmlns:xlink CDATA #FIXED "http://www.w3.org/1999/xlink">',
    ],
)
def test_plain_declarations_pass(subset):
    assert key(f"<!DOCTYPE svg [{subset}]>") is None


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY e SYSTEM "x">',
        '<!ENTITY e PUBLIC "x" "y">',
        '<!ENTITY % e "x">',
        '<!ENTITY e "x"><!ENTITY f "&e;&e;">',
        '<!ENTITY e "&e;">',
        f'<!ENTITY e "{"A" * 256}">',
        '<!ATTLIST g onclick CDATA "x">',
        '<!ATTLIST svg xmlns:xlink CDATA #FIXED "urn:other">',
        "<!ELEMENT g ANY>",
        '<!NOTATION n SYSTEM "n">',
        '<!NOTATION n SYSTEM "n"><!ENTITY e SYSTEM "x" NDATA n>',
        '<?xml-stylesheet href="x"?>',
    ],
)
def test_declarations_that_are_more_than_plain_are_refused(subset):
    assert key(f"<!DOCTYPE svg [{subset}]>", "&e;") == "uploadinvalidxml"


@pytest.mark.parametrize(
    "external",
    [
        'SYSTEM "x.dtd"',
        f'SYSTEM "{SVG11}"',
        f'PUBLIC "-//OTHER//DTD SVG 1.1//EN" "{SVG11}"',
        'PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://e.example/svg11.dtd"',
    ],
)
def test_other_document_types_than_those_of_svg_are_refused(external):
    assert key(f"<!DOCTYPE svg {external}>") == "upload-scripted-dtd"


def test_the_document_type_of_svg_passes_with_entities_that_only_it_would_tell():
    assert key(f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{SVG11}">', "<text>&nbsp;</text>") is None


def test_markup_in_an_entity_is_looked_at():
    assert key("<!DOCTYPE svg [<!ENTITY e \"<g onload='x'/>\">]>", "&e;") == "uploaded-event-handler-on-svg"


@pytest.mark.parametrize("prolog", ['<?xml-stylesheet href="x"?>', '<?XML-Stylesheet href="#x"?>'])
def test_style_sheets_by_instruction_are_refused(prolog):
    assert key(prolog) == "upload-scripted-pi-callback"


@pytest.mark.parametrize("name", ["utf-8", "US-ASCII", "ISO-8859-1", "iso-8859-2", "Windows-1251", "windows-1258"])
def test_encodings_that_hide_nothing_pass(name):
    assert key(f'<?xml version="1.0" encoding="{name}"?>') is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read(encoding):
    prolog = '\ufeff<?xml version="1.0" encoding="UTF-16"?>'
    assert (key(prolog, "", encoding), key(prolog, "<script/>", encoding)) == (None, "uploaded-script-svg")


@pytest.mark.parametrize(
    "name", ["UTF-7", "ISO-2022-JP", "GB18030", "HZ-GB-2312", "Shift_JIS", "EUC-JP", "Big5", "KOI8-R", "x-user-defined"]
)
def test_encodings_that_may_hide_markup_are_refused(name):
    declaration = f'<?xml version="1.0" encoding="{name}"?>'
    assert key(declaration) == "uploadscripted"
    assert declares_unsafe_encoding(declaration.encode())


def test_a_hidden_encoding_is_seen_through_utf_16():
    assert declares_unsafe_encoding('\ufeff<?xml version="1.0" encoding="GB18030"?>'.encode("utf-16-le"))


@pytest.mark.parametrize("head", [b"", b"\x89PNG\r\n", b"<svg/>", b'<?xml version="1.0"?>', b"just text"])
def test_what_declares_no_encoding_hides_none(head):
    assert not declares_unsafe_encoding(head)


def test_ebcdic_is_unsafe():
    assert declares_unsafe_encoding("<?xml version='1.0'?>".encode("cp037"))


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08\0", b"text", b"\0" * 9, b"\xef\xbb\xbf", b"<svg>\xc0\xbc</svg>"])
def test_what_is_no_xml_is_refused(data):
    assert find_hostile(io.BytesIO(data), size=len(data)) == Finding("uploadinvalidxml")
