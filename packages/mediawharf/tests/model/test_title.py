import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.model.namespaces import FILE, MAIN, NAMESPACES, TALK
from mediawharf.model.title import InvalidTitle, Title, capitalise, clean_text

# Pieces that mean something to the grammar, so that random texts meet its rules.
PIECES = st.sampled_from([
    "File", "image", "talk", "Talk", ":", "_", " ", "\u00a0", "#", "/", ".", "..", "~~~", "%41", "%", "&amp;", "&",
    ";", "#65;", "\u200e", "\u202e", "\u0301", "\u0307", "e", "ß", "\u0131", "ΐ", "ა", "ǆ", "\ufffd", "\x00",
    "\ud800", "[",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)


def test_title_tells_its_name_in_four_ways():
    title = Title.parse("File:foo bar.png")
    spellings = (title.dbkey, title.text, title.prefixed_dbkey, title.prefixed)
    assert spellings == ("Foo_bar.png", "Foo bar.png", "File:Foo_bar.png", "File:Foo bar.png")


def test_spaces_in_a_namespace_become_underscores_in_the_dbkey():
    assert Title.parse("image talk: x").prefixed_dbkey == "File_talk:X"


def test_main_namespace_has_no_prefix():
    assert Title(MAIN, "Foo").prefixed == "Foo"


@pytest.mark.parametrize(
    ("text", "prefixed"),
    [
        ("foo", "Foo"),
        ("  _foo __ bar_ ", "Foo bar"),
        ("a\u00a0\u2003b\u3000c", "A b c"),
        ("A\u200eb\u202e", "Ab"),
        ("a\u2067b", "A\u2067b"),
        ("a\u200e\u0301", "Á"),
        ("e\u0301", "É"),
        ("FILE_:_foo", "File:Foo"),
        ("Image:x", "File:X"),
        (":File:x", "File:X"),
        ("User:File:x", "User:File:x"),
        ("Foo:bar", "Foo:bar"),
        ("a#b", "A"),
        ("foo _#b", "Foo"),
        ("A&amp;B", "A&B"),
        ("A&#65;&#x42;", "AAB"),
        ("A&lt b", "A&lt b"),
        ("100% x", "100% x"),
        ("a~~b", "A~~b"),
        ("a...b/.c", "A...b/.c"),
    ],
)
def test_text_is_brought_into_one_spelling(text, prefixed):
    assert Title.parse(text).prefixed == prefixed


@pytest.mark.parametrize(
    ("text", "dbkey"),
    [
        ("ßa", "SSa"),
        ("\u0131a", "Ia"),
        ("აa", "Აa"),
        ("ǆa", "Ǆa"),
        ("ǅa", "Ǆa"),
        ("ﬁa", "FIa"),
        ("ɐ", "Ɐ"),
        ("𐐨", "𐐀"),
    ],
)
def test_first_letter_takes_all_of_its_upper_case(text, dbkey):
    assert Title.parse(text).dbkey == dbkey


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "title-invalid-empty"),
        (" _ ", "title-invalid-empty"),
        (":", "title-invalid-empty"),
        ("File:", "title-invalid-empty"),
        ("#x", "title-invalid-empty"),
        ("::x", "title-invalid-leading-colon"),
        ("File::x", "title-invalid-leading-colon"),
        ("Talk:File:x", "title-invalid-talk-namespace"),
        ("a\ufffdb", "title-invalid-utf8"),
        ("a\x01b", "title-invalid-utf8"),
        ("a&#x110000;", "title-invalid-utf8"),
        ("a&#99999999999999999999;", "title-invalid-utf8"),
        ("a\tb", "title-invalid-characters"),
        ("a\x7fb", "title-invalid-characters"),
        ("a[b", "title-invalid-characters"),
        ("%41", "title-invalid-characters"),
        ("a&nope;b", "title-invalid-characters"),
        ("A&bé;c", "title-invalid-characters"),
        (".", "title-invalid-relative"),
        ("..", "title-invalid-relative"),
        ("./a", "title-invalid-relative"),
        ("a/../b", "title-invalid-relative"),
        ("a/.", "title-invalid-relative"),
        ("a~~~b", "title-invalid-magic-tilde"),
        ("x" * 256, "title-invalid-too-long"),
        ("é" * 128, "title-invalid-too-long"),
        ("ɐ" + "x" * 253, "title-invalid-too-long"),
    ],
)
def test_invalid_title_tells_the_reason(text, reason):
    with pytest.raises(InvalidTitle) as caught:
        Title.parse(text)
    assert (caught.value.reason, caught.value.text) == (reason, text)


def test_lone_surrogate_is_not_text():
    with pytest.raises(InvalidTitle, match="title-invalid-utf8"):
        Title.parse("a" + chr(0xD800))


def test_illegal_character_is_named():
    with pytest.raises(InvalidTitle) as caught:
        Title.parse("a<b")
    assert caught.value.params == ("<",)


def test_255_bytes_are_not_too_long():
    assert Title.parse("é" * 127 + "x").dbkey == "É" + "é" * 126 + "x"


def test_special_pages_may_be_512_bytes_long():
    assert len(Title.parse("Special:" + "X" * 512).dbkey) == 512


def test_default_namespace_yields_to_one_in_the_text():
    parsed = [Title.parse(text, default_namespace=FILE).prefixed for text in ("x", "Talk:x", ":x")]
    assert parsed == ["File:X", "Talk:X", "X"]


def test_title_in_a_namespace_keeps_what_looks_like_a_prefix():
    assert Title.in_namespace(FILE, "Talk:x") == Title(FILE, "Talk:x")


def test_title_in_a_namespace_resolves_no_references():
    with pytest.raises(InvalidTitle, match="title-invalid-characters"):
        Title.in_namespace(FILE, "a&amp;b")


def test_file_title_takes_spaces_for_underscores():
    assert Title.file("Foo bar.png") == Title(FILE, "Foo_bar.png")


def test_clean_text_replaces_what_is_not_text_but_keeps_line_ends():
    assert clean_text("a\x00\x0b\ud800\udfff\ufffe\uffff\t\r\n\x7f") == "a" + "\ufffd" * 6 + "\t\r\n\x7f"


@given(TEXTS, st.sampled_from([each.id for each in NAMESPACES]))
def test_parse_gives_a_stable_title_or_invalid_title(text, namespace):
    try:
        title = Title.parse(text, default_namespace=namespace)
    except InvalidTitle:
        return
    assert Title.parse(title.prefixed) == title == Title.parse(title.prefixed_dbkey)


@given(TEXTS)
def test_accepted_dbkey_is_short_normal_and_without_spaces(text):
    try:
        title = Title.in_namespace(TALK, text)
    except InvalidTitle:
        return
    assert len(title.dbkey.encode()) <= 255
    assert unicodedata.is_normalized("NFC", title.dbkey)
    assert " " not in title.dbkey


@given(st.characters(exclude_categories=["Cs"]))
def test_capitalised_letter_stays_as_it_is(letter):
    once = capitalise(unicodedata.normalize("NFC", letter))
    assert capitalise(once) == once
