import pytest


@pytest.fixture
def tag(api, wharf):
    api.post(wharf.admin, action="managetags", operation="create", tag="one")

    def tagging(user=wharf.user, **params):
        return api.post(user, action="tag", **params)

    return tagging


@pytest.fixture
def revision_id(api, wharf):
    return api.post(wharf.user, action="edit", title="Page", text="Text")["edit"]["newrevid"]


def test_each_id_is_told_by_itself(tag, revision_id):
    tagged, missing = tag(revid=f"{revision_id}|999", add="one")["tag"]
    assert (tagged["status"], tagged["added"], tagged["removed"]) == ("success", ["one"], [])
    assert (missing["status"], missing["code"]) == ("error", "nosuchrevid")


def test_a_tag_that_is_there_is_no_change(tag, revision_id):
    tag(revid=revision_id, add="one")
    assert tag(revid=revision_id, add="one")["tag"] == [{"revid": revision_id, "status": "success", "noop": True}]


def test_a_tag_that_cannot_be_taken_off_is_a_failure(tag, revision_id):
    [told] = tag(revid=revision_id, remove="mw-blank")["tag"]
    assert (told["status"], told["errors"][0]["params"]) == ("failure", ["mw-blank", 1])


def test_errors_are_told_in_the_form_that_is_asked_for(tag):
    [told] = tag(logid=999, errorformat="plaintext")["tag"]
    assert list(told) == ["logid", "status", "code", "text"]


def test_something_must_be_named(tag):
    assert tag(add="one")["error"]["code"] == "missingparam"


def test_only_active_tags_are_put_on(tag, revision_id):
    assert tag(revid=revision_id, add="two")["error"]["disallowedtags"] == ["two"]


def test_tagging_needs_the_right(tag, revision_id):
    assert tag(None, revid=revision_id, remove="one")["error"]["code"] == "permissiondenied"


def test_a_tag_that_is_put_on_and_taken_off_is_no_change(tag, revision_id):
    assert tag(revid=revision_id, add="one", remove="one")["tag"][0]["noop"] is True
