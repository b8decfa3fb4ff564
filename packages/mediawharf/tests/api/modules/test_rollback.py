import pytest

from mediawharf.auth.tokens import TokenKind


@pytest.fixture
def roll_back(api, wharf):
    for user, text in ((wharf.admin, "Good"), (wharf.user, "Bad")):
        api.post(user, action="edit", title="Page", text=text)

    def rolling(by=wharf.admin, kind=TokenKind.ROLLBACK, **params):
        return api.post(by, kind=kind, action="rollback", **{"title": "Page", "user_": "Uploader", **params})

    return rolling


def test_the_answer_names_the_revisions(roll_back):
    told = roll_back()["rollback"]
    assert list(told) == ["title", "pageid", "summary", "revid", "old_revid", "last_revid"]
    assert told["revid"] > told["old_revid"] > told["last_revid"]


@pytest.mark.parametrize(
    ("params", "code"),
    [({"user_": "Other"}, "alreadyrolled"), ({"title": "None"}, "missingtitle"), ({"user_": None}, "missingparam")],
)
def test_wrong_requests_are_refused(roll_back, params, code):
    assert roll_back(**params)["error"]["code"] == code


def test_a_csrf_token_is_not_enough(roll_back):
    assert roll_back(kind=TokenKind.CSRF)["error"]["code"] == "badtoken"
