import pytest


@pytest.fixture
def deleted(api, wharf, file):
    api.post(wharf.admin, action="delete", title=file)
    return file


def test_the_answer_counts_what_is_back(api, wharf, deleted):
    told = api.post(wharf.admin, action="undelete", title=deleted, reason="back")["undelete"]
    assert told == {"title": deleted, "revisions": 2, "fileversions": 2, "reason": "back"}


def test_single_versions_come_back_by_their_ids(api, wharf, deleted):
    archived = api.query(wharf.admin, list="filearchive")["filearchive"]
    told = api.post(wharf.admin, action="undelete", title=deleted, fileids=archived[0]["id"])["undelete"]
    assert (told["revisions"], told["fileversions"]) == (0, 1)


def test_what_is_there_cannot_be_undeleted(api, wharf, file):
    assert api.post(wharf.admin, action="undelete", title=file)["error"]["code"] == "cantundelete"


@pytest.mark.parametrize(("params", "code"), [({}, "missingparam"), ({"title": "<x>"}, "invalidtitle")])
def test_wrong_requests_are_refused(api, wharf, params, code):
    assert api.post(wharf.admin, action="undelete", **params)["error"]["code"] == code


def test_undeleting_needs_the_right(api, wharf, deleted):
    assert api.post(wharf.user, action="undelete", title=deleted)["error"]["code"] == "permissiondenied"


def test_an_id_that_no_deleted_version_has_is_refused(api, wharf, deleted):
    told = api.post(wharf.admin, action="undelete", title=deleted, fileids=99)
    assert told["error"]["code"] == "undelete-missing-filearchive"
