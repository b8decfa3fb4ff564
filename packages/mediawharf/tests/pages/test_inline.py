from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.pages.inline import inline_html

PATH = "/wiki/$1"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("a < b & 'c'", "a &lt; b &amp; &#039;c&#039;"),
        ("&eacute;", "é"),
        ("'''b''' ''i''", "<b>b</b> <i>i</i>"),
        ("[[User:A b|A]]", '<a href="/wiki/User:A_b" title="User:A b">A</a>'),
        ("[[:Category:X]]", '<a href="/wiki/Category:X" title="Category:X">Category:X</a>'),
        ("x[[Category:Y]]", "x"),
        ("[https://a.example/?b=c d]", '<a rel="nofollow" class="external text" href="https://a.example/?b=c">d</a>'),
        ("{{own}}", "Own work"),
        ("{{en|1=A {{nowrap|B}}}}", "A B"),
        ("a{{unheard of|b}}c", "ac"),
        ("<script>x</script>", "x"),
        ("[javascript:alert(1) x]", "[javascript:alert(1) x]"),
    ],
)
def test_wikitext_becomes_html(text: str, html: str) -> None:
    assert inline_html(text, PATH) == html


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.targets += [value or "" for name, value in attrs if name == "href"]


PIECES = ["[[", "]]", "[", "]", "|", "{{", "}}", "'", "''", "'''", "<", ">", '"', "&lt;", "&#60;", "https://a.b/", " "]
PIECES += ["javascript:", "User:", "onload=", "<script>", "a", "=", "\n", "&quot;"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_brings_in_tags_or_scripts(text: str) -> None:
    seen = Seen()
    seen.feed(inline_html(text, PATH))
    assert seen.tags <= {"a", "b", "i"}
    assert seen.names <= {"href", "title", "rel", "class"}
    assert all(target.startswith(("/wiki/", "http://", "https://")) for target in seen.targets)
