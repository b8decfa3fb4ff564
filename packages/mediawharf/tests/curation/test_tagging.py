import pytest

from mediawharf.curation.edit_errors import NoSuchRevision
from mediawharf.curation.tag_errors import CannotRemoveTags, NoSuchChange, NoSuchLogEntry
from mediawharf.curation.tagging import Tagged, TagRequest
from mediawharf.db.changes import find_change
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.model.user import User

PAGE = Title.parse("Some page")


@pytest.fixture
def revision_id(bench):
    return bench.write(PAGE, "Text").revision.id


def update(bench, kind, number, *, user=None, **request):
    return bench.curation.tagging.update(kind, number, request=TagRequest(**request), user=user or bench.user)


def tags_of(bench, revision_id):
    facilities = bench.wharf.facilities
    with facilities.database.read() as connection:
        change = find_change(connection, revision_id=revision_id)
        return facilities.tags.of_revisions(connection, [revision_id]).get(revision_id, ()), change.change.tags


def test_a_revision_and_its_change_bear_the_tag(bench, revision_id):
    update(bench, Tagged.REVISION, revision_id, add=("one",))
    assert tags_of(bench, revision_id) == (("one",), ("one",))


def test_a_tag_is_taken_off_both(bench, revision_id):
    update(bench, Tagged.REVISION, revision_id, add=("one", "two"))
    assert update(bench, Tagged.REVISION, revision_id, remove=("one", "none")).removed == ("one",)
    assert tags_of(bench, revision_id) == (("two",), ("two",))


def test_a_log_entry_s_revision_bears_its_tag_too(bench, file):
    entry = bench.logs(file, type="upload")[0]
    update(bench, Tagged.LOG_ENTRY, entry.id, add=("one",))
    newest = bench.page(file).latest_id
    assert (bench.logs(file, type="upload")[0].tags, tags_of(bench, newest)) == (("one",), (("one",), ("one",)))


def test_what_was_changed_is_logged(bench, revision_id):
    done = update(bench, Tagged.REVISION, revision_id, add=("one",), reason="why")
    entry = bench.logs(PAGE, type="tag")[0]
    assert (entry.id, entry.action, entry.comment) == (done.log_id, "update", "why")
    assert (entry.params["revid"], entry.params["tagsAdded"]) == (revision_id, ["one"])


def test_what_changes_nothing_is_not_logged(bench, revision_id):
    update(bench, Tagged.REVISION, revision_id, add=("one",))
    assert update(bench, Tagged.REVISION, revision_id, add=("one",)).log_id is None
    assert len(bench.logs(PAGE, type="tag")) == 1


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [(Tagged.REVISION, NoSuchRevision), (Tagged.CHANGE, NoSuchChange), (Tagged.LOG_ENTRY, NoSuchLogEntry)],
)
def test_what_is_not_there_bears_no_tags(bench, kind, refusal):
    with pytest.raises(refusal):
        update(bench, kind, 99, add=("one",))


def test_the_software_s_tags_stay(bench, revision_id):
    with pytest.raises(CannotRemoveTags):
        update(bench, Tagged.REVISION, revision_id, remove=("mw-blank",))


def test_tagging_needs_the_right(bench, revision_id):
    with pytest.raises(PermissionDenied):
        update(bench, Tagged.REVISION, revision_id, add=("one",), user=User(9, "Someone"))


def test_blocked_users_tag_nothing(bench, revision_id, blocked):
    with pytest.raises(Blocked):
        update(bench, Tagged.REVISION, revision_id, add=("one",), user=blocked)
