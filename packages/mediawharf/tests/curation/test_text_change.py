import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.curation.edit_errors import BadMd5
from mediawharf.curation.text_change import Around, Section, Whole, changed_text, check_md5, without_change

LINES = st.lists(st.sampled_from(["a", "b", "c", "dd", ""]), min_size=1, max_size=8)


@given(before=LINES, undone=LINES)
def test_undoing_the_last_change_gives_the_text_before_it(before, undone):
    before, undone = "\n".join(before), "\n".join(undone)
    assert without_change(undone, undone=undone, before=before) == before


@given(before=LINES, undone=LINES, tail=LINES)
def test_lines_added_far_behind_the_undone_change_stay(before, undone, tail):
    fence = ["=1=", "=2="]
    old, new = ("\n".join([*lines, *fence]) for lines in (before, undone))
    added = "\n".join(["", *tail])
    assert without_change(new + added, undone=new, before=old) == old + added


def test_a_change_that_was_changed_again_cannot_be_undone():
    assert without_change("a\nZ\nc", undone="a\nB\nc", before="a\nb\nc") is None


def test_a_huge_text_is_not_compared():
    text = "x\n" * 9000
    assert without_change(text + "y", undone=text, before="x") is None


def test_the_md5_is_that_of_what_was_sent():
    md5 = hashlib.md5(b"ab").hexdigest()
    check_md5(Around("a", "b"), md5)
    with pytest.raises(BadMd5):
        check_md5(Whole("a"), md5)


def test_a_new_section_has_only_what_was_sent():
    assert changed_text("Old", Around("a", "b"), Section(None, "H")) == "Old\n\n== H ==\n\nab"
