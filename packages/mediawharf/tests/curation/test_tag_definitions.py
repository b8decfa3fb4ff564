import pytest

from mediawharf.curation.tag_errors import (
    BadTagCharacters,
    BadTagTitle,
    CannotActivate,
    CannotDeactivate,
    CannotDeleteTag,
    EmptyTagName,
    NoTagToActivate,
    NoTagToDelete,
    TagExists,
)
from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.pages.errors import BadTags


@pytest.fixture
def definitions(bench):
    return bench.curation.tag_definitions


def test_a_new_tag_can_be_put_on_changes(bench, definitions):
    definitions.create("one", user=bench.admin)
    bench.wharf.facilities.check_tags(["one"])


def test_a_tag_that_was_switched_off_cannot_until_it_is_on_again(bench, definitions):
    definitions.create("one", user=bench.admin)
    definitions.deactivate("one", user=bench.admin)
    with pytest.raises(BadTags):
        bench.wharf.facilities.check_tags(["one"])
    definitions.activate("one", user=bench.admin)
    bench.wharf.facilities.check_tags(["one"])


def test_a_deleted_tag_is_unknown(bench, definitions):
    definitions.create("one", user=bench.admin)
    definitions.delete("one", user=bench.admin)
    with pytest.raises(NoTagToDelete):
        definitions.delete("one", user=bench.admin)


def test_each_operation_is_logged_under_the_id_it_gives(bench, definitions):
    log_id = definitions.create("one", user=bench.admin, reason="why")
    entry = bench.logs(Title(-1, "Tags"))[0]
    assert (entry.id, entry.type, entry.action, entry.params) == (log_id, "managetags", "create", {"tag": "one"})


@pytest.mark.parametrize(
    ("name", "refusal"),
    [(" ", EmptyTagName), ("a,b", BadTagCharacters), ("a/b", BadTagCharacters), ("a<b", BadTagTitle)],
)
def test_a_tag_takes_no_such_name(bench, definitions, name, refusal):
    with pytest.raises(refusal):
        definitions.create(name, user=bench.admin)


def test_a_tag_is_defined_once(bench, definitions):
    definitions.create("one", user=bench.admin)
    with pytest.raises(TagExists):
        definitions.create("one", user=bench.admin)


def test_only_inactive_tags_are_switched_on_and_active_ones_off(bench, definitions):
    definitions.create("one", user=bench.admin)
    with pytest.raises(CannotActivate):
        definitions.activate("one", user=bench.admin)
    with pytest.raises(NoTagToActivate):
        definitions.activate("two", user=bench.admin)
    with pytest.raises(CannotDeactivate):
        definitions.deactivate("two", user=bench.admin)


def test_the_software_s_tags_stay(bench, definitions):
    with pytest.raises(CannotDeleteTag):
        definitions.delete("mw-blank", user=bench.admin)
    with pytest.raises(CannotActivate):
        definitions.activate("mw-blank", user=bench.admin)


def test_managing_tags_needs_the_right(bench, definitions):
    with pytest.raises(PermissionDenied):
        definitions.create("one", user=bench.user)


def test_a_blocked_admin_manages_nothing(definitions, blocked):
    with pytest.raises(Blocked):
        definitions.create("one", user=blocked)
