import io

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.svg_safety import find_hostile
from mediawharf.testing.steps import steps_of

ROOT = '<svg xmlns="http://www.w3.org/2000/svg">'
BROKEN = Finding("uploadinvalidxml")
STEPS = 6  # for each byte; elements of four bytes take most
ONCE = 10_000  # what is made ready at first use
LONG_ENTITY = f'<!DOCTYPE svg [<!ENTITY e "{"A" * 255}">]>'
MARKUP_ENTITY = f'<!DOCTYPE svg [<!ENTITY e "{"<g/>" * 60}">]>'


def look(body, prolog=""):
    data = f"{prolog}{ROOT}{body}</svg>".encode()
    assert steps_of(find_hostile, io.BytesIO(data), size=len(data)) < STEPS * len(data) + ONCE
    return find_hostile(io.BytesIO(data), size=len(data))


def attributes(count):
    return "<g " + " ".join(f'a{number}=""' for number in range(count)) + "/>"


def doubling(levels):
    return "".join(
        f'<g id="u{level + 1}"><use href="#u{level}"/><use href="#u{level}"/></g>' for level in range(levels)
    )


@pytest.mark.parametrize(
    ("body", "prolog"),
    [
        (attributes(1001), ""),
        (attributes(100_000), ""),
        ("<g>" * 257 + "</g>" * 257, ""),
        ("<g>" * 100_000, ""),
        ("&e;" * 100_000, LONG_ENTITY),
        ("&e;" * 10_000, MARKUP_ENTITY),
        ("<g/>" * 2_000_000, ""),
        (f"<image href='data:image/png,{'A' * 18_000_000}'/>", ""),
    ],
    ids=["attributes", "100k attributes", "depth", "100k depth", "entities", "markup", "elements", "token"],
)
def test_more_than_is_read_is_refused(body, prolog):
    assert look(body, prolog) == BROKEN


@pytest.mark.parametrize(
    "body",
    [
        doubling(20),
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<g id="a"><g><use href="#%61"/></g></g>',
        '<g id="a">' + "<g/>" * 5000 + "</g>" + '<use href="#a"/>' * 5000,
        "".join(f'<use id="u{number + 1}" href="#u{number}"/>' for number in range(20_000)),
        "".join(f'<use href="#u{number}"/>' for number in range(100_001)),
    ],
    ids=["doubling", "cycle", "own ancestor", "square", "chain", "references"],
)
def test_uses_that_multiply_are_refused(body):
    assert look(body) == BROKEN


@pytest.mark.parametrize(
    "body",
    [
        attributes(1000),
        "<g>" * 256 + "</g>" * 256,
        "<g/>" * 100_000,
        doubling(10),
        '<g id="a"><g/></g>' + '<use href="#a"/>' * 100_000,
        '<g id="a"><g id="a"><use href="#b"/></g></g>',
        "".join(f'<g xmlns:p{number}="urn:{number}"/>' for number in range(20_000)),
        "".join(f"<g id='p{number}' style=\"fill:url(#g{number});font:1px 'A'\"/>" for number in range(20_000)),
        f"<image href='data:image/png;base64,{'A' * 10_000_000}'/>",
        f"<style>@font-face{{src:url(data:font/woff2;base64,{'A' * 4_000_000})}}</style>",
        "<style>" + ".a{fill:url(#b);stroke:#000}\n" * 100_000 + "</style>",
        f"<animate attributeName='d' values='{'M0 0L9 9;' * 500_000}'/>",
    ],
    ids=lambda body: f"{body[:12]}, {len(body)} characters",
)
def test_large_but_legal_pictures_pass(body):
    assert look(body) is None


@pytest.mark.parametrize(
    "css",
    ["(" * 200_000, "/*" * 200_000, "\\66" * 100_000, '"\n' * 100_000, "url(data:;a=b" * 20_000, "9" * 5000 + "\\x"],
)
def test_style_sheets_that_cost_too_much_are_refused(css):
    assert look(f"<style>{css}</style>") == Finding("uploaded-hostile-svg")


def test_many_short_styles_cost_no_more_than_a_long_one():
    found = look("".join(f'<g style="fill:\\75 {number}"/>' for number in range(50_000)))
    assert found is not None
    assert found.key == "uploaded-remote-url-svg"
