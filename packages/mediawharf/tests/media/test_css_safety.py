import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.media.css_safety import CssCheck, _is_plain, is_local

WORDS = [
    "url",
    "url(#a)",
    "#a",
    "@import",
    "@media",
    "a",
    "image-set",
    "src(",
    "and",
    "data:,x",
    "expression",
    "-o-link",
]
SIGNS = ["(", ")", '"', "'", "\\", "\n", "/*", "*/", "{", "}", ";", ":", "-", ",", "*", "/", "<!--", "-->", "@", " "]
PIECES = st.sampled_from([*WORDS, *SIGNS, "attr(", "u", "u+", "rl", "é", "9", "75"])


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x'",
        "@IMPORT url(#a)",
        "@\\69 mport 'x'",
        "@media print{@import 'x';}",
        '@charset "ISO-2022-JP";',
        "a{fill:url(http://e.example/)}",
        "a{fill:url( 'x.svg#a' )}",
        "a{fill:\\75\\72\\6c(x)}",
        "a{fill:u\\\nrl(x)}",
        "a{fill:url(x",
        "a{fill:url (x)}",
        "a{fill:url/**/(x)}",
        "a{fill:url(#a);stroke:url(x)}",
        "a{fill:url(a b)}",
        "a{--x:url(x);fill:var(--x)}",
        "a{background:image-set('x' 1x)}",
        "a{background:-webkit-image-set('x' 1x)}",
        "a{background:image-set(var(--x) 1x)}",
        "a{background:IMAGE('x')}",
        "a{background:src('x')}",
        "a{background:cross-fade('x','#a')}",
        "a{background:-webkit-cross-fade(url(#a),url(x),50%)}",
        "a{background:linear-gradient(red,url(x))}",
        "a{background:attr(x url)}",
        "a{width:expression(1)}",
        "a{width:\\65xpression(1)}",
        "a{-o-link:'x'}",
        "a{-moz-binding:url(#a)}",
        "a{behavior:url(#a)}",
        "a{fill:u\x7frl(x)}",
        "@font-face{src:url('data:;base64,AA')}a{fill:url(x)}",
        "@font-face{src:local('A'),url(x.woff)}",
        "a{fill:url(data:image/svg+xml,x)}",
        "a{fill:url(data:text/html;base64,AA)}",
        "\\/*;fill:url(x)",
        "@namespace url(http://e.example/)",
        "@namespace svg url(http://www.w3.org/2000/svg);a{fill:url(http://www.w3.org/2000/svg)}",
        "'\n;fill:url(x);a:'",
        "a{}<!--url(x)",
        "a{unicode-range:u+aurl(x)}",
    ],
)
def test_what_fetches_or_runs_is_hostile(css):
    assert CssCheck().is_hostile(css)


@pytest.mark.parametrize(
    "css",
    [
        "",
        "fill:#000000;;font-family='arial'",
        "fill:url(#a);mask:url( '#b' );filter:URL(\"#c\")",
        "fill:\\75 rl(#a)",
        "/* @import 'x'; url(x) */a{fill:red}",
        "a{content:'@import url(x)'}",
        'a{content:"\\e001 \\"url(x)"}',
        "a{--x:4px;width:calc((100% - var(--x)) * (2 + 1))}",
        "@media screen and (min-width:1px),(orientation:portrait){a{fill:red}}",
        "@supports (display:grid) and (not (display:inline)){a{fill:red}}",
        "@keyframes k{from{transform:rotate(0)}to{transform:matrix(1,0,0,1,0,0)}}",
        "@-webkit-keyframes k{from{opacity:0}}",
        "@font-face{font-family:'A';src:local('B'),url(data:font/woff2;base64,AA+/=) format('woff2')}",
        "@font-face{src:url('data:application/x-font-ttf;charset=utf-8;base64,AA')}",
        "a{background:url(data:image/png;base64,AA)}",
        "a{background:image-set(url(#a) 1x, '#b' type('image/avif') 2x)}",
        "a{background:linear-gradient(red,blue)}",
        '@charset "UTF-8";',
        "@namespace svg url(http://www.w3.org/2000/svg);",
        ".expression,.binding,.behavior{fill:red}",
        "a:not(.b):nth-child(2n+1)>c[d='e']{fill:red}",
        "@font-face{unicode-range:U+0000-00FF,U+26??;src:url(data:font/woff2,AA)}",
        "fill:url()",
        "fill:url(#a",
        "font:12px/1.5 'A \\'B\\''",
    ],
)
def test_what_stays_in_the_file_is_not(css):
    assert not CssCheck().is_hostile(css)


@pytest.mark.parametrize(
    "address", ["", "#a", " #a", "\t\n", "data:image/png,x", "DATA: image/GIF;base64,AA", "data:,x"]
)
def test_fragments_and_embedded_pictures_are_local(address):
    assert is_local(address)


@pytest.mark.parametrize(
    "address", ["a", "//a", "http:", "data:image/svg+xml,x", "data:image/png;x,y", "data:text/html,"]
)
def test_other_addresses_are_not(address):
    assert not is_local(address)


@given(st.lists(PIECES, max_size=40))
def test_what_is_passed_at_a_glance_is_harmless_when_read(pieces):
    css = "".join(pieces)
    assert not (_is_plain(css) and CssCheck()._is_hostile_read(css))


@given(st.lists(PIECES, max_size=40))
def test_no_comment_hides_what_comes_after(pieces):
    comment = "".join(pieces).replace("*/", "").removesuffix("*")
    assert CssCheck().is_hostile(f"a{{}}/*{comment}*/b{{fill:url(x)}}")


@given(st.text(max_size=60))
def test_an_import_after_any_closed_block_is_found(text):
    name = "".join(letter for letter in text if letter.isalnum())
    assert CssCheck().is_hostile(f"a{name}{{}}@import '{name}'")
