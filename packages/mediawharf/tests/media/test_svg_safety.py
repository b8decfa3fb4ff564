import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.media.finding import Finding
from mediawharf.media.svg_safety import find_hostile

SAMPLES = Path(__file__).parent / "fixtures" / "svg"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
XLINK = "http://www.w3.org/1999/xlink"
INKSCAPE = 'xmlns:i="http://www.inkscape.org/namespaces/inkscape"'
PNG = "data:image/png"


def look(document):
    data = document if isinstance(document, bytes) else document.encode()
    return find_hostile(io.BytesIO(data), size=len(data))


def svg(body, prolog=""):
    # The comment keeps the body out of the beginning, which is searched in another way.
    return f"{prolog}{ROOT}<!--{'-x' * 600}-->{body}</svg>"


def key(document):
    found = look(document)
    return None if found is None else found.key


@pytest.mark.parametrize("name", EXPECTED)
def test_samples_are_told_apart(name):
    assert key((SAMPLES / f"{name}.svg").read_bytes()) == EXPECTED[name]


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ('<g ONclick="F(1)"/>', Finding("uploaded-event-handler-on-svg", ("ONclick", "f(1)"))),
        ("<SCRIPT/>", Finding("uploaded-script-svg", ("script",))),
        ('<feImage href="X.png"/>', Finding("uploaded-href-attribute-svg", ("feimage", "href", "x.png"))),
        (
            '<use xlink:href="http://E.example/a#b"/>',
            Finding("uploaded-href-attribute-svg", ("use", f"{XLINK}:href", "http://e.example/a#b")),
        ),
        (
            '<a href="data:text/html,x"/>',
            Finding("uploaded-href-unsafe-target-svg", ("a", "href", "data:text/html,x")),
        ),
        ('<animate attributeName="href"/>', Finding("uploaded-animate-svg", ("animate", "attributeName", "href"))),
        (
            '<set attributeName="onload"/>',
            Finding("uploaded-setting-event-handler-svg", ("set", "attributename", "onload")),
        ),
        ('<set attributeName="xlink:href"/>', Finding("uploaded-setting-href-svg")),
        ('<set to="java\nscript:x"/>', Finding("uploaded-wrong-setting-svg", ("java script:x",))),
        ('<g handler="http://e"/>', Finding("uploaded-setting-handler-svg", ("handler", "http://e"))),
        ('<g fill="url(A.svg#b)"/>', Finding("uploaded-remote-url-svg", ("fill", "url(a.svg#b)"))),
        ('<p xmlns="urn:Other"/>', Finding("uploadscriptednamespace", ("urn:other",))),
        ("<ink:g/>", Finding("uploadscriptednamespace", ("ink",))),
        ("<style>@import 'x'</style>", Finding("uploaded-hostile-svg")),
    ],
)
def test_findings_have_the_facts_of_the_wire(body, finding):
    assert look(svg(body)) == finding


@pytest.mark.parametrize(
    "body",
    [
        '<a href="//e.example/"/>',
        '<a href="JaVaScRiPt:x"/>',
        '<a href="ftp://e.example/"/>',
        '<a href=" https://e.example/"/>',
        '<a href="x.html"/>',
        '<x:use xmlns:x="http://www.w3.org/2000/svg" HREF="a.svg#b"/>',
        '<g xmlns:xlink="urn:other" xlink:href="http://e.example/"/>',
        '<tref xlink:href="a.svg#t"/>',
        '<image href="#a" src="http://e.example/"/>',
        '<g xml:base="http://e.example/"/>',
    ],
)
def test_what_leads_out_of_the_file_is_refused(body):
    assert key(svg(body)) == "uploaded-href-attribute-svg"


@pytest.mark.parametrize(
    "body",
    [
        f'<image href="{PNG};base64,AA"/>',
        f'<image href="{PNG};BASE64,AA"/>',
        f'<image href="{PNG.upper()};charset=utf-8;base64,AA"/>',
        f"<image href='{PNG};a=\"b,c\";base64,AA'/>",
        '<image href="data:image/webp,AA"/>',
        '<a href="https://example.org/?x=javascript:"/>',
        '<use xlink:href="#a"/>',
        '<g ink:label="prefix that nobody declared"/>',
        f'<i:x {INKSCAPE} only_selected="x" once="y"/>',
        '<x:a xmlns:x="&amp;ns_ai;"/>',
        '<x:a xmlns:x="&amp;#38;ns_ai;"/>',
        "<text><![CDATA[<script>]]></text>",
        '<foreignObject requiredExtensions="x"><g/></foreignObject>',
        '<g filter="blur(2px) url(#a)" fill="url(#a) red"/>',
        '<animate attributeName="fill" values="url(#a);#fff" dur="1s"/>',
        '<animateMotion path="M0 0" dur="1s"/>',
        '<style type="text/css">.a{content:"http://e.example/"}</style>',
        '<?xpacket begin=""?>',
    ],
)
def test_what_exporters_write_passes(body):
    assert look(svg(body)) is None


@pytest.mark.parametrize(
    "target",
    ["image/svg+xml;base64,AA", "image/png;a=b;text/html,AA", "text/xml,AA", "image/png", ",AA", "image/pngx,AA"],
)
def test_embedded_data_other_than_raster_pictures_are_refused(target):
    assert key(svg(f'<image href="data:{target}"/>')) == "uploaded-href-unsafe-target-svg"


@pytest.mark.parametrize("element", ["animate", "animateColor", "animateTransform", "animateMotion"])
@pytest.mark.parametrize("name", ["href", "xlink:href", " href\n", "HREF", "q:href"])
def test_no_animation_changes_an_address(element, name):
    assert key(svg(f'<a><{element} attributeName="{name}" to="#x"/></a>')) == "uploaded-animate-svg"


@pytest.mark.parametrize("attribute", ["to", "from", "by", "values"])
def test_no_animation_brings_in_a_script(attribute):
    body = f'<animate attributeName="x" {attribute}="0;java&#9;script:x"/>'
    assert key(svg(body)) == "uploaded-wrong-setting-svg"


@pytest.mark.parametrize("element", ["object", "embed", "iframe", "applet"])
def test_elements_that_act_in_a_page_are_refused(element):
    assert key(svg(f"<foreignObject><{element}/></foreignObject>")) == "uploaded-script-svg"


@pytest.mark.parametrize(
    "body",
    ["<i:style {}>@import 'x'</i:style>", "<STYLE>@import 'x'</STYLE>", "<style>@im<!-- -->port 'x'</style>"],
)
def test_style_sheets_are_seen_wherever_they_are(body):
    assert key(svg(body.format(INKSCAPE))) == "uploaded-hostile-svg"


def test_a_foreign_namespace_is_told_before_all_else():
    document = ROOT.replace("<svg", '<svg onload="x"') + '<p xmlns="http://www.w3.org/1999/xhtml"/></svg>'
    assert key(document) == "uploadscriptednamespace"


def test_broken_markup_is_told_before_what_it_holds():
    assert key(svg('<g onload="x"/>') + "<b/>") == "uploadinvalidxml"


@pytest.mark.parametrize(
    "early", ['<a href="&#106;avascript:x"/>', '<g style="fill:url( javascript:x)"/>', '<g type="text/ecmascript"/>']
)
def test_script_addresses_in_the_beginning_have_a_reason_of_their_own(early):
    assert look(f"{ROOT}{early}</svg>") == Finding("uploadscripted")


def test_only_the_first_bytes_asked_for_are_read():
    data = svg("").encode()
    assert find_hostile(io.BytesIO(data + b"<x/>"), size=len(data)) is None


@given(st.sampled_from(sorted(EXPECTED)), st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=3)), max_size=8))
def test_no_damage_makes_it_fail(name, changes):
    data = bytearray((SAMPLES / f"{name}.svg").read_bytes())
    for place, replacement in changes:
        data[place : place + 2] = replacement
    found = look(bytes(data))
    assert found is None or (found.key.startswith("upload") and all(isinstance(fact, str) for fact in found.facts))


MARKUP = ["<g>", "</g>", "<style>", "</style>", "<use href='#a' id='a'/>", "<set to='", "'>", "<![CDATA[", "]]>"]
TEXT = ["&e;", "&#1;", "&amp;", "<!--", "-->", "onload='", "<a href='", "url(", "image-set(", "\\75 rl(", "@import"]
SIGNS = ["/*", "*/", ";", ":", "'", '"', "{", "}", "(", ")", "[", "]", "\\", "9", "-o-link"]


@given(st.lists(st.sampled_from([*MARKUP, *TEXT, *SIGNS]), max_size=40))
def test_no_arrangement_makes_it_fail(pieces):
    found = look(svg(f"<style>{' '.join(pieces)}</style>"))
    assert found is None or found.key.startswith("upload")
