"""HTML from elsewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.rendering.cleaning import clean_html

BASE = "https://media.example/wiki/File:A.png"
PIECES = st.sampled_from(
    ["<", ">", "<b>", "</b>", "<a href=", "'javascript:x'", '"/w"', "<script>", "</script>", "<img src=x onerror=y>",
     "<table>", "<tr>", "<td style='background:url(x)'>", "<!--", "-->", "<![CDATA[", "&lt;", "text", "<svg>", "</svg>",
     "<div onclick=x>", "<p>", "<style>", "</style>", "<br/>"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<b>a", "<b>a</b>"),
        ("a</div>b", "ab"),
        ('<a href="/wiki/B" onclick="x">b</a>', '<a href="https://media.example/wiki/B" rel="nofollow">b</a>'),
        ('<a href="javascript:x">b</a>', "<a>b</a>"),
        ('<a href="http://[">b</a>', "<a>b</a>"),
        ("a<script>b</script>c", "ac"),
        ("<img src=x onerror=y>a", "a"),
        ('<td id="x" class="y" style="color: red; position: fixed">a</td>', '<td class="y" style="color: red">a</td>'),
        ("&lt;script&gt; &amp;", "&lt;script&gt; &amp;"),
    ],
)
def test_only_harmless_tags_are_left(text, expected):
    assert clean_html(text, BASE) == expected


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_nothing_that_runs_is_left(text):
    tags = re.findall(r"<[^<>]*>", clean_html(text, BASE))
    assert not [tag for tag in tags if re.search(r"<(script|img|svg|style|iframe)|\son\w+=|javascript:|url\(", tag)]
