import pytest

from mediawharf.auth.tokens import TokenKind


@pytest.fixture
def change(api, wharf):
    def changing(by=wharf.admin, kind=TokenKind.USERRIGHTS, **params):
        return api.post(by, kind=kind, action="userrights", **{"user_": "Uploader", **params})

    return changing


def test_the_answer_tells_what_was_really_changed(change, wharf):
    told = change(add="bot|sysop", remove="bot")["userrights"]
    assert told == {"user": "Uploader", "userid": wharf.user.id, "added": ["bot", "sysop"], "removed": []}


def test_each_group_can_have_an_end_of_its_own(change, wharf):
    change(add="bot|sysop", expiry="infinite|2100-01-01T00:00:00Z")
    assert {"bot", "sysop"} <= set(wharf.facilities.accounts.find("Uploader").groups)


def test_an_unknown_group_is_only_warned_of(change):
    told = change(add="emperor")
    assert (told["userrights"]["added"], "userrights" in told["warnings"]) == ([], True)


def test_without_the_right_nothing_changes(change, wharf):
    assert change(wharf.user, add="sysop")["userrights"]["added"] == []


@pytest.mark.parametrize(
    ("params", "code"),
    [({"user_": "Nobody"}, "nosuchuser"), ({"add": "bot|sysop|suppress", "expiry": "1 day|2 days"}, "toofewexpiries")],
)
def test_wrong_requests_are_refused(change, params, code):
    assert change(**params)["error"]["code"] == code


def test_a_csrf_token_is_not_enough(change):
    assert change(kind=TokenKind.CSRF, add="sysop")["error"]["code"] == "badtoken"


def test_an_account_can_be_named_by_its_id(change, wharf):
    assert change(user_=f"#{wharf.user.id}", add="bot")["userrights"]["user"] == "Uploader"


def test_an_id_that_no_account_has_is_refused(change):
    assert change(user_="#999")["error"]["code"] == "nosuchuser"
