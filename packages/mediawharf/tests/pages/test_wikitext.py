import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.title import Title
from mediawharf.pages.wikitext import categories, comment_html, comment_titles, redirect_target

HERE = Title.parse("Here")
KNOWN = {Title.parse("Main Page"), Title.parse("File:X.png")}


def shown(comment, page=HERE):
    return comment_html(comment, "/wiki/$1", KNOWN.__contains__, page=page)


def without_attributes(comment):
    return re.sub(r"<(\w+) [^>]*>", r"<\1>", shown(comment))


@pytest.mark.parametrize(
    ("comment", "html"),
    [  # as MediaWiki 1.39 answers, without the attributes
        ("a <b> & \"q\" 'x'", "a &lt;b&gt; &amp; &quot;q&quot; &#039;x&#039;"),
        ("[[main_page|text <i>]]", "<a>text &lt;i&gt;</a>"),
        ("[[Nope here#frag|]]", "<a>Nope here#frag</a>"),
        ("/* Sec */ tail", "<span><span><a>→\u200eSec</a>: </span> tail</span>"),
        ("before /* Sec [[x]] */ t", "before <span><span><a>→\u200eSec &#91;&#91;x&#93;&#93;</a>: </span> t</span>"),
        ("/* A */", "<span><span><a>→\u200eA</a></span></span>"),
        (
            "/* a */ b /* c */",
            "<span><span><a>→\u200ea</a>: </span> b <span><span><a>→\u200ec</a></span></span></span>",
        ),
        ("[[:File:X.png]] [[:Category:Y|z]]", "<a>File:X.png</a> <a>z</a>"),
        ("http://example.com [http://e.com x]", "http://example.com [http://e.com x]"),
        ("[[a|b|c]]", "<a>b|c</a>"),
        ("[[../sub]] [[#frag]]", "[[../sub]] <a>#frag</a>"),
        ("[[User:Foo]]s", "<a>User:Foos</a>"),
        ("'''b''' &amp; &lt; \n x", "&#039;&#039;&#039;b&#039;&#039;&#039; &amp; &lt;   x"),
        ("[[nope<]] [[Foo", "[[nope&lt;]] [[Foo"),
        ("[[%41]] [[a%20b]]", "<a>A</a> <a>a b</a>"),
        ("/*  */ x", "<span><span>: </span> x</span>"),
        ("[[Main Page|[b]]]", "<a>[b</a>]"),
        ("&amp;nbsp; [[A&amp;B]] [[A&B]]", "&amp;nbsp; <a>A&amp;B</a> <a>A&amp;B</a>"),
        ("First [[link]]", "First <a>link</a>"),
    ],
)
def test_comments_are_shown_as_mediawiki_shows_them(comment, html):
    assert without_attributes(comment) == html


def test_links_say_whether_their_page_exists():
    assert shown("[[Main Page#x y|t]]") == '<a href="/wiki/Main_Page#x_y" title="Main Page">t</a>'
    missing = '<a href="/wiki/No_&quot;page?action=edit&amp;redlink=1" class="new" title="No &quot;page">t</a>'
    assert shown('[[no_"page|t]]') == missing.replace("No_&quot;page?", "No_%22page?")


def test_sections_without_a_page_are_told_but_not_linked():
    assert "<a" not in shown("/* Sec */ x", page=None)


def test_the_titles_of_a_comment_can_be_looked_up_at_once():
    assert comment_titles("[[a]] [[:File:X.png|x]] [[<]] /* [[b]] */") == [
        Title.parse("A"), Title.parse("File:X.png"), Title.parse("B"),
    ]  # fmt: skip


@given(st.text(alphabet="[]|:#/*<>&;\"'% aFile\n") | st.text())
def test_no_comment_opens_a_tag_of_its_own(comment):
    html = shown(comment)
    tags = re.sub(r'</?(?:a|span)(?: (?:href|class|title|dir)="[^"<>]*")*>', "", html)
    assert "<" not in tags
    assert ">" not in tags


@given(st.lists(st.sampled_from(["/*", "*/", "[[A]]", "[[", "]]", "|", " x "])))
def test_tags_are_closed(parts):
    html = shown("".join(parts))
    assert html.count("<span") == html.count("</span>")
    assert html.count("<a") == html.count("</a>")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("#REDIRECT [[File:B.png]]", "File:B.png"),
        ("  #redirect: [[:Category:Blah|x]] [[z]]", "Category:Blah"),
        ("#REDIRECT [[Nope.png#frag]]\nmore", "Nope.png"),
        ("#REDIRECT[[a%20b]]", "A b"),
    ],
)
def test_redirects_lead_to_their_target(text, target):
    assert redirect_target(text) == Title.parse(target)


@pytest.mark.parametrize("text", ["", "x #REDIRECT [[A]]", "#REDIRECT A", "#REDIRECT [[<]]", "#REDIRECT [[#x]]", "#RE"])
def test_other_texts_lead_nowhere(text):
    assert redirect_target(text) is None


def test_categories_are_named_once_and_in_order():
    text = "[[Category:B c]] [[ category : a |key]] [[:Category:Link]] [[category:B_c]] [[File:X]]"
    assert categories(text) == ["B c", "A"]


def test_categories_in_comments_and_verbatim_text_do_not_count():
    text = "<!-- [[Category:A]] --><nowiki>[[Category:B]]</nowiki><nowiki/>[[Category:C]]<pre>[[Category:D]]"
    assert categories(text) == ["C", "D"]
    assert categories("<!-- [[Category:A]]") == []


@pytest.mark.parametrize("opening", ["/* a", "[[a|", "/* [[a|"])
def test_a_comment_of_openings_without_an_end_stands_as_it_is(opening):
    assert shown(opening * 50_000) == opening * 50_000
