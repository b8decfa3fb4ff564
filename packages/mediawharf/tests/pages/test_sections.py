import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.pages.sections import section_text, with_new_section, with_section

TEXT = "Top\n\n== A ==\na\n=== A1 ===\na1\n== B ==\nb"

TEXTS = st.lists(st.sampled_from(["== A ==", "=== B ===", "= C =", "line", "", "<!--", "-->", "= no"])).map("\n".join)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "Top"), (1, "== A ==\na\n=== A1 ===\na1"), (2, "=== A1 ===\na1"), (3, "== B ==\nb"), (4, None)],
)
def test_a_section_reaches_to_the_next_of_its_level(number, text):
    assert section_text(TEXT, number) == text


def test_a_replaced_section_is_parted_from_the_next():
    assert with_section(TEXT, 2, "=== New ===") == "Top\n\n== A ==\na\n=== New ===\n\n== B ==\nb"


def test_an_emptied_section_is_gone():
    assert with_section(TEXT, 1, "") == "Top\n\n== B ==\nb"


def test_a_section_that_is_not_there_cannot_be_replaced():
    assert with_section(TEXT, 9, "x") is None


@pytest.mark.parametrize("text", ["<!--\n== A ==\n-->", "<nowiki>\n== A ==\n</nowiki>", "x == A ==", "== A"])
def test_what_only_looks_like_a_heading_is_none(text):
    assert section_text(text, 1) is None


def test_a_new_section_comes_last():
    assert with_new_section("Old", "H", "body") == "Old\n\n== H ==\n\nbody"


def test_a_new_section_of_an_empty_page_is_all_of_it():
    assert with_new_section("", "", "body") == "body"


@given(text=TEXTS, number=st.integers(0, 4))
def test_putting_back_what_was_read_changes_only_blank_lines(text, number):
    section = section_text(text, number)
    replaced = text if section is None else with_section(text, number, section)
    assert replaced.split() == text.split()
