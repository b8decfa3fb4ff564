import pytest


def test_the_answer_has_title_reason_and_log_id(api, wharf, file):
    told = api.post(wharf.admin, action="delete", title=file, reason="why")["delete"]
    assert (list(told), told["title"], told["reason"]) == (["title", "reason", "logid"], file, "why")


def test_deleting_twice_finds_nothing(api, wharf, file):
    api.post(wharf.admin, action="delete", title=file)
    assert api.post(wharf.admin, action="delete", title=file)["error"]["code"] == "missingtitle"


def test_one_old_version_is_deleted_by_its_archive_name(api, wharf, file, archive_name):
    told = api.post(wharf.admin, action="delete", title=file, oldimage=archive_name)
    [page] = api.query(titles=file, prop="imageinfo", iilimit=5)["pages"]
    assert ("logid" in told["delete"], len(page["imageinfo"])) == (True, 1)


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "missingparam"),
        ({"title": "File:None.png"}, "missingtitle"),
        ({"title": "File:A b.png", "oldimage": "20200101000000!A_b.png"}, "nodeleteablefile"),
        ({"title": "File:A b.png", "deletetalk": True}, "delete-error-associated-doesnotexist"),
    ],
)
def test_wrong_requests_are_refused(api, wharf, params, code):
    assert api.post(wharf.admin, action="delete", **params)["error"]["code"] == code


def test_deleting_needs_the_right(api, wharf, file):
    assert api.post(wharf.user, action="delete", title=file)["error"]["code"] == "permissiondenied"


def test_a_talk_page_has_no_talk_page_to_go_with_it(api, wharf):
    api.post(wharf.user, action="edit", title="Talk:A", text="Text")
    told = api.post(wharf.admin, action="delete", title="Talk:A", deletetalk=True)
    assert told["error"]["code"] == "delete-error-associated-alreadytalk"
