import pytest

from mediawharf.pages.errors import BadTags
from mediawharf.pages.tags import TagRecord, Tags


def test_an_active_tag_may_be_used(connection):
    Tags().define(connection, "peer-tag")
    Tags().check(connection, ["peer-tag", "peer-tag"])
    assert Tags().defined(connection, limit=5) == [TagRecord("peer-tag", active=True, description="")]


def test_unknown_and_inactive_tags_are_refused_by_name(connection):
    Tags().define(connection, "good")
    Tags().define(connection, "off")
    Tags().define(connection, "off", active=False, description="no more")
    with pytest.raises(BadTags) as refusal:
        Tags().check(connection, ["no-such-tag", "good", "off"])
    assert refusal.value.data() == {"disallowedtags": ["no-such-tag", "off"]}
    assert refusal.value.message().key == "tags-apply-not-allowed-multi"


def test_tags_are_listed_from_a_name_on(connection):
    for name in "cab":
        Tags().define(connection, name)
    assert [tag.name for tag in Tags().defined(connection, limit=1, from_name="b")] == ["b"]


def test_a_revision_bears_each_tag_once(connection):
    Tags().tag_revision(connection, 5, ["b", "a", "b"])
    Tags().tag_revision(connection, 5, ["a", "c"])
    Tags().untag_revision(connection, 5, ["b"])
    assert Tags().of_revisions(connection, [5, 6]) == {5: ("a", "c")}
