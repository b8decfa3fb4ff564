import pytest

from mediawharf.curation.edit_errors import AlreadyRolledBack, OnlyAuthor
from mediawharf.curation.errors import MissingTitle
from mediawharf.curation.rollback import RollbackRequest
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title

PAGE = Title.parse("Some page")


@pytest.fixture
def spoiled(bench):
    bench.write(PAGE, "Good", user=bench.admin)
    bench.write(PAGE, "Bad")
    bench.write(PAGE, "Worse")
    return PAGE


def roll_back(bench, *, author="Uploader", user=None, **options):
    return bench.curation.rollback.roll_back(RollbackRequest(PAGE, author, **options), user or bench.admin)


def test_all_of_the_last_author_s_edits_go(bench, spoiled):
    roll_back(bench)
    assert bench.text(spoiled) == "Good"


def test_the_summary_names_both_authors(bench, spoiled):
    roll_back(bench)
    assert "|Uploader]]" in bench.comments(spoiled)[0]
    assert "[[User:Admin|Admin]]" in bench.comments(spoiled)[0]


def test_a_summary_of_one_s_own_is_taken(bench, spoiled):
    roll_back(bench, summary="No")
    assert bench.comments(spoiled)[0] == "No"


@pytest.mark.usefixtures("spoiled")
def test_edits_by_somebody_else_are_not_rolled_back(bench):
    roll_back(bench)
    with pytest.raises(AlreadyRolledBack):
        roll_back(bench)


def test_there_must_be_another_author_to_go_back_to(bench):
    bench.write(PAGE, "Bad")
    with pytest.raises(OnlyAuthor):
        roll_back(bench)


def test_a_missing_page_is_refused(bench):
    with pytest.raises(MissingTitle):
        roll_back(bench)


def test_rolling_back_needs_the_right(bench, spoiled):
    with pytest.raises(PermissionDenied):
        roll_back(bench, user=bench.user)
    assert bench.text(spoiled) == "Worse"


def test_a_blocked_admin_rolls_nothing_back(bench, spoiled, blocked):
    with pytest.raises(Blocked):
        roll_back(bench, user=blocked)
    assert bench.text(spoiled) == "Worse"
