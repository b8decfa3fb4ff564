import pytest

from mediawharf.curation import editing
from mediawharf.curation.deletion import DeleteRequest
from mediawharf.curation.edit_errors import (
    BadMd5,
    ContentTooBig,
    NoSuchRevision,
    NoSuchSection,
    OnlyAppendToRedirect,
    PageWasDeleted,
    RevisionOfOtherPage,
)
from mediawharf.curation.editing import Conditions, EditRequest
from mediawharf.curation.errors import MissingTitle
from mediawharf.curation.text_change import Around, Section, Undo, Whole
from mediawharf.curation.watching import WatchWish, Wish
from mediawharf.model.errors import Blocked
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import EditConflict, PageExists
from mediawharf.pages.pages import Base
from mediawharf.pages.permissions import CannotCreate, CannotCreateAnonymously, ProtectedInterface

PAGE = Title.parse("Some page")


def edit(bench, change, *, user=None, **options):
    return bench.curation.editing.edit(EditRequest(PAGE, change, **options), user or bench.user)


def test_the_first_edit_makes_the_page(bench):
    assert (bench.write(PAGE, "Text").is_new, bench.text(PAGE)) == (True, "Text")


def test_the_next_edit_names_the_revision_before_it(bench):
    first = bench.write(PAGE, "One")
    assert bench.write(PAGE, "Two").old_revision_id == first.revision.id


def test_the_same_text_makes_no_revision(bench):
    bench.write(PAGE, "Text")
    again = bench.write(PAGE, "Text")
    assert (again.revision, bench.edit_count(bench.user)) == (None, 1)


def test_texts_are_added_before_and_after(bench):
    bench.write(PAGE, "b")
    edit(bench, Around("a", "c"))
    assert bench.text(PAGE) == "abc"


def test_a_new_section_s_heading_is_the_summary(bench):
    edit(bench, Whole("Body"), section=Section(None, "Head"))
    assert (bench.text(PAGE), bench.comments(PAGE)) == ("== Head ==\n\nBody", ["/* Head */ new section"])


def test_one_section_is_edited_and_the_rest_stays(bench):
    bench.write(PAGE, "Top\n\n== A ==\n\na\n\n== B ==\n\nb")
    edit(bench, Around("", "!"), section=Section(1))
    assert bench.text(PAGE) == "Top\n\n== A ==\n\na!\n\n== B ==\n\nb"


def test_a_section_that_is_not_there_cannot_be_edited(bench):
    bench.write(PAGE, "Text")
    with pytest.raises(NoSuchSection):
        edit(bench, Whole("x"), section=Section(3))


def test_without_a_summary_the_edit_tells_its_kind(bench):
    bench.write(PAGE, "Text")
    bench.write(PAGE, "")
    assert bench.comments(PAGE) == ["Emptied the page", 'New page: "Text"']


def test_undoing_an_edit_in_between_keeps_the_later_one(bench):
    bench.write(PAGE, "a\nb\nc\nd\ne")
    middle = bench.write(PAGE, "a\nB\nc\nd\ne")
    bench.write(PAGE, "a\nB\nc\nd\nE")
    edit(bench, Undo(middle.revision.id, None))
    assert bench.text(PAGE) == "a\nb\nc\nd\nE"


def test_an_undo_says_whose_revision_it_undid(bench):
    bench.write(PAGE, "One")
    second = bench.write(PAGE, "Two").revision.id
    edit(bench, Undo(second, None))
    assert bench.comments(PAGE)[0].startswith(f"Undid revision {second} by [[Special:Contributions/Uploader|")


def test_an_unknown_revision_cannot_be_undone(bench):
    bench.write(PAGE, "One")
    with pytest.raises(NoSuchRevision):
        edit(bench, Undo(999, None))


def test_another_page_s_revision_cannot_be_undone(bench, title):
    bench.write(PAGE, "One")
    bench.write(title, "One")
    other = bench.write(title, "Two").revision.id
    with pytest.raises(RevisionOfOtherPage):
        edit(bench, Undo(other, None))


def test_an_edit_from_an_older_revision_conflicts_with_another_user_s(bench):
    first = bench.write(PAGE, "One").revision
    bench.write(PAGE, "Two", user=bench.admin)
    with pytest.raises(EditConflict):
        bench.write(PAGE, "Three", conditions=Conditions(base=Base(revision_id=first.id)))
    assert bench.text(PAGE) == "Two"


def test_nobody_conflicts_with_their_own_edits(bench):
    first = bench.write(PAGE, "One").revision
    bench.write(PAGE, "Two")
    bench.write(PAGE, "Three", conditions=Conditions(base=Base(revision_id=first.id)))
    assert bench.text(PAGE) == "Three"


def test_a_page_that_is_there_is_not_made(bench):
    bench.write(PAGE, "One")
    with pytest.raises(PageExists):
        bench.write(PAGE, "Two", conditions=Conditions(create_only=True))


def test_a_page_that_is_not_there_is_not_edited(bench):
    with pytest.raises(MissingTitle):
        bench.write(PAGE, "One", conditions=Conditions(no_create=True))


def test_a_page_deleted_since_the_author_began_is_made_again_only_when_told(bench):
    bench.write(PAGE, "One")
    bench.curation.deletion.delete(DeleteRequest(PAGE), bench.admin)
    with pytest.raises(PageWasDeleted):
        bench.write(PAGE, "Two", conditions=Conditions(started=0))
    assert bench.write(PAGE, "Two", conditions=Conditions(started=0, recreate=True)).is_new


def test_a_text_damaged_on_its_way_is_not_saved(bench):
    with pytest.raises(BadMd5):
        bench.write(PAGE, "One", conditions=Conditions(md5="0" * 32))
    assert bench.page(PAGE) is None


def test_a_text_too_long_is_refused(bench):
    with pytest.raises(ContentTooBig):
        bench.write(PAGE, "x" * (editing.LARGEST_TEXT + 1))


def test_blocked_users_edit_nothing(bench, blocked):
    with pytest.raises(Blocked):
        bench.write(PAGE, "One", user=blocked)


@pytest.mark.parametrize(("user_id", "refusal"), [(0, CannotCreateAnonymously), (9, CannotCreate)])
def test_making_pages_is_a_right_of_its_own(bench, user_id, refusal):
    with pytest.raises(refusal):
        bench.write(PAGE, "One", user=User(user_id, "Someone", rights=frozenset({"edit"})))


def test_the_software_s_words_are_not_for_everybody(bench):
    with pytest.raises(ProtectedInterface):
        bench.write(Title.parse("MediaWiki:Sidebar"), "x")


def test_only_those_with_the_right_mark_their_edits_as_minor(bench):
    bench.write(PAGE, "One")
    somebody = User(0, "203.0.113.7", rights=frozenset({"edit"}))
    marked = [bench.write(PAGE, str(who), user=who, minor=True).revision.minor for who in (bench.user, somebody)]
    assert marked == [True, False]


def test_a_redirect_is_followed_by_edits_that_add(bench, title):
    bench.write(PAGE, f"#REDIRECT [[{title.prefixed}]]")
    edited = edit(bench, Around("", "more"), follow_redirect=True)
    assert (edited.redirected_from, bench.text(title)) == (PAGE, "more")


def test_a_redirect_is_not_followed_by_edits_that_replace(bench):
    with pytest.raises(OnlyAppendToRedirect):
        edit(bench, Whole("x"), follow_redirect=True)


def test_a_new_page_is_watched_as_preferred_and_unwatched_on_demand(bench):
    assert bench.write(PAGE, "One").watch is not None
    assert bench.write(PAGE, "Two", watch=WatchWish(Wish.UNWATCH)).watch is None
    assert bench.watch_of(PAGE, bench.user) is None
