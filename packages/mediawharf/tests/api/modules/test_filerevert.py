import pytest


@pytest.fixture
def revert(api, wharf):
    def reverting(name="A b.png", user=wharf.user, **params):
        return api.post(user, action="filerevert", filename=name, **params)

    return reverting


def test_the_old_version_is_on_top_again(revert, api, file, archive_name):
    assert revert(archivename=archive_name, comment="back") == {"filerevert": {"result": "Success"}}
    [page] = api.query(titles=file, prop="imageinfo", iiprop="sha1|comment", iilimit=5)["pages"]
    newest, _, oldest = page["imageinfo"]
    assert (newest["sha1"], newest["comment"]) == (oldest["sha1"], "back")


def test_going_back_to_the_current_bytes_fails(revert, archive_name):
    revert(archivename=archive_name)
    told = revert(archivename=archive_name)["filerevert"]
    [error] = told["errors"]
    assert (told["result"], error["message"], error["params"]) == (
        "Failure",
        "fileexists-no-change",
        ["File:A b.png"],
    )


def test_the_failure_is_told_in_the_form_that_is_asked_for(revert, archive_name):
    revert(archivename=archive_name)
    [error] = revert(archivename=archive_name, errorformat="plaintext")["filerevert"]["errors"]
    assert set(error) == {"code", "text"}


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("name", "params", "code"),
    [
        ("A b.png", {}, "missingparam"),
        ("A b.png", {"archivename": "20200101000000!A_b.png"}, "filerevert-badversion"),
        ("None.png", {"archivename": "x"}, "missingtitle"),
        ("<x>", {"archivename": "x"}, "invalidtitle"),
    ],
)
def test_wrong_requests_are_refused(revert, name, params, code):
    assert revert(name, **params)["error"]["code"] == code
