import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.user import User
from mediawharf.pages.presave import MAX_COMMENT, saved_comment, saved_text, signature

NOW = 1_795_367_998  # 2026-11-22T17:19:58Z
SIGNED = "[[User:Admin|Admin]] ([[User talk:Admin|talk]])"
DATE = "17:19, 22 November 2026 (UTC)"


def saved(text):
    return saved_text(text, User(2, "Admin"), now=NOW)


@pytest.mark.parametrize(
    ("text", "stored"),
    [  # as MediaWiki 1.39 stores them
        ("A ~~~ b", f"A {SIGNED} b"),
        ("~~~~", f"{SIGNED} {DATE}"),
        ("~~~~~", DATE),
        ("~~~~~~", f"{DATE}~"),
        ("~~ ~", "~~ ~"),
        ("<nowiki>~~~~</nowiki> <!-- ~~~~ --> <pre>~~~</pre>", "<nowiki>~~~~</nowiki> <!-- ~~~~ --> <pre>~~~</pre>"),
        ("<pre>~~~~~", f"<pre>{DATE}"),
        ("[[Foo (bar)|]] [[Help:Foo, bar|]]", "[[Foo (bar)|Foo]] [[Help:Foo, bar|Foo]]"),
        ("[[x]] [[a|b]] {{subst:PAGENAME}}", "[[x]] [[a|b]] {{subst:PAGENAME}}"),
        ("a\r\nb \r\n\n\t ", "a\nb"),
        ("x\x00y", "x\ufffdy"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_texts_are_stored_as_mediawiki_stores_them(text, stored):
    assert saved(text) == stored


def test_names_of_users_are_no_markup():
    assert signature(User(3, "A ''b'' {{c}}")).startswith("[[User:A ''b'' {{c}}|A &#39;&#39;b")
    assert signature(User(0, "127.0.0.1")) == "[[Special:Contributions/127.0.0.1|127.0.0.1]]"


@given(st.text())
def test_a_stored_text_is_normal_and_storing_it_again_changes_nothing(text):
    stored = saved(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert "\r" not in stored
    assert saved(stored) == stored
    stored.encode()


def test_comments_keep_their_lines_and_are_of_limited_length():
    assert saved_comment("a\nb e\u0301") == "a\nb \u00e9"
    assert saved_comment("x" * 500) == "x" * 500
    assert saved_comment("x" * 501) == "x" * (MAX_COMMENT - 3) + "..."
