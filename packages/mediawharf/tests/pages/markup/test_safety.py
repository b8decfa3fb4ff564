"""Whatever a text says: no error, every tag closed, nothing that runs, and work in proportion to its length."""

import html as html_module
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.pages.markup.document import Site
from mediawharf.pages.markup.parser import Parser
from mediawharf.testing.steps import steps_of

from .conftest import PAGE, html_of, open_tags, parsed

_PIECES = st.sampled_from(
    [
        "{{", "}}", "{{{", "}}}", "[[", "]]", "|", "=", "'''", "''", "'''''", "\n", "\n* ", "\n# ", "\n: ", "\n; ",
        "\n== ", " ==\n", "\n{|", "\n|-", "\n|}", "\n| ", "\n! ", "||", "!!", "<nowiki>", "</nowiki>", "<pre>",
        "</pre>", "<gallery>", "</gallery>", "<ref>", "</ref>", "<references/>", "<!--", "-->", "<div>", "</div>",
        "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>", "<script>", "</script>",
        '<span style="background:url(javascript:x)" onclick="x">', "<br>", "<p>", "</p>", "http://e.org/",
        "[http://e.org ", "]", "[javascript:x y]",
        "File:A.png", "thumb", "Category:C", "#if:", "Information", "description=", "en|1=",
        "&lt;", "&#60;script&#62;", "\x7f0\x7f", "\x00", '"', "'", "<", ">", " ", "text", "__TOC__", "{{PAGENAME}}",
        "{{Self|cc-zero}}", "{{Twice|", "<onlyinclude>", "<includeonly>", "\n ", "----", "mailto:", "//x.org",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=6), max_size=60).map("".join)
_PAGES = {"Template:Twice": "{{{1}}}<div>{{{1}}}"}
_ACTIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|svg|link|meta|base)\b|<[^<>]*\son\w+\s*=|javascript:[^<>]*\"",
    re.IGNORECASE,
)


@given(_TEXTS)
def test_every_tag_is_closed_in_its_turn(text):
    assert open_tags(html_of(parsed(text, _PAGES))) == []


@given(_TEXTS)
def test_nothing_that_runs_comes_through(text):
    tags = re.findall(r"<[^<>]*>", html_of(parsed(text, _PAGES)))
    assert not [tag for tag in tags if _ACTIVE.search(html_module.unescape(tag))]


@given(_TEXTS)
def test_mentions_are_the_same_without_the_layout(text):
    parser = Parser(PAGE, Site(), source=lambda title: _PAGES.get(title.prefixed))
    assert parser.mentions(text) == parsed(text, _PAGES).mentions


@pytest.mark.parametrize(
    "unit",
    [
        "{{", "}}", "{{{", "{{{{", "[[", "]]", "[[a|", "[[File:a|", "'''", "''a", "|", "=", "<", "<div>", "</div>",
        "<b>", "<nowiki>", "<pre>", "<gallery>", "<ref>", "<ref>a</ref>", "<!--", "<onlyinclude>", "<noinclude>",
        "\n*", "*", "\n{|\n|", "\n{|", "\n|", "||", "\n== a ==", "[http://a ", "http://a", "&lt;", "&", "\n ",
        "\n:", ";a:", "{{a|", "{{#if:", "{{{1|", "\n", "<table><tr><td>", "[[a]]", "[[Category:a]]", "{{en|1=a}}",
        '<span style="a:b;', "''\n", "\n;a", "__TOC__", "a ", "<br>", "<li>", "\n!a!!", "{{a}}", "[[[[",
    ],
)  # fmt: skip
def test_work_is_in_proportion_to_the_length(unit):
    small, large = (steps_of(parsed, unit * (length // len(unit))) for length in (5_000, 40_000))
    assert large < 8.5 * small + 500
