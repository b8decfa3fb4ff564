import pytest

from mediawharf.pages.kind_of_edit import EditedText
from mediawharf.pages.presave import MAX_COMMENT


@pytest.mark.parametrize(
    ("old", "new", "tags", "summary"),
    [
        (None, "newer", (), "autosumm-new"),
        (None, "", (), "autosumm-newblank"),
        (None, "#REDIRECT [[A]]", ("mw-new-redirect",), "autoredircomment"),
        ("x", "#REDIRECT [[A]]", ("mw-new-redirect",), "autoredircomment"),
        ("#REDIRECT [[A]]", "#REDIRECT [[B]]", ("mw-changed-redirect-target",), "autosumm-changed-redirect-target"),
        ("#REDIRECT [[A]]", "x", ("mw-removed-redirect",), "autosumm-removed-redirect"),
        ("#REDIRECT [[A]]", "", ("mw-blank",), "autosumm-blank"),
        ("x" * 199, "other", ("mw-replace",), "autosumm-replace"),
    ],
)
def test_edits_are_told_apart(old, new, tags, summary):
    edit = EditedText(old, new)
    assert (edit.tags, edit.summary.key) == (tags, summary)


@pytest.mark.parametrize(("old", "new"), [("a", "b"), ("", "b"), ("x" * 50, "other")])
def test_a_plain_edit_has_no_tag_and_no_summary(old, new):
    edit = EditedText(old, new)
    assert (edit.tags, edit.summary) == ((), None)


def test_a_summary_quotes_the_start_of_the_text_on_one_line():
    assert EditedText(None, "a\nb").summary.params == ("a b",)
    (start,) = EditedText(None, "x" * 9999).summary.params
    assert start.endswith("…")
    assert len(start) < MAX_COMMENT
