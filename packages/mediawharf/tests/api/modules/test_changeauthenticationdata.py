import json
from dataclasses import replace

import pytest

from mediawharf.api.authentication import PASSWORD_REQUEST
from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.auth.login import Credentials, Success
from mediawharf.auth.tokens import TokenKind, token

ADDRESS = "203.0.113.7"
NEW = "a-new-password-1"


@pytest.fixture
def change(wharf):
    """Asks for a new password in a session of the uploader's; gives the decoded reply and the call."""

    def changing(bot_password_id=None, *, age=0, **params):
        facilities = wharf.facilities
        session = facilities.sessions.log_in(None, wharf.user.id, bot_password_id=bot_password_id)
        session = replace(session, created=session.created - age)
        user = facilities.sessions.user_of(session, address=ADDRESS)
        given = token(session, TokenKind.CSRF, now=facilities.clock.now())
        body = {"changeauthrequest": PASSWORD_REQUEST, "changeauthtoken": given, "password": NEW, "retype": NEW}
        body |= {"action": "changeauthenticationdata", "format": "json", "formatversion": "2", **params}
        call = Call(facilities, Fields({}, body, is_post=True), session, user, ADDRESS)
        return json.loads(ApiMain(ACTIONS).run(call).written.body), call

    return changing


def test_the_new_password_opens_the_account_and_the_client_gets_a_new_session(change, wharf):
    told, call = change()
    assert told == {"changeauthenticationdata": {"status": "success"}}
    assert wharf.facilities.sessions.open(call.session.cookie) is not None
    result = wharf.facilities.login.client_log_in(None, Credentials("Uploader", NEW, ADDRESS))
    assert isinstance(result, Success)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"changeauthrequest": "x"}, "badrequest"),
        ({"changeauthtoken": "x"}, "badtoken"),
        ({"retype": "another"}, "badretype"),
        ({"password": "short", "retype": "short"}, "passwordtooshort"),
    ],
)
def test_wrong_requests_are_refused(change, params, code):
    assert change(**params)[0]["error"]["code"] == code


def test_a_bot_password_changes_nobodys_password(change, wharf):
    accounts = wharf.facilities.accounts
    accounts.add_bot_password(wharf.user, "app", grants=["editmyoptions"])
    [bot] = accounts.bot_passwords(wharf.user)
    assert change(bot_password_id=bot.id)[0]["error"]["code"] == "permissiondenied"


def test_a_log_in_of_long_ago_is_not_enough(change):
    assert change(age=301)[0]["error"]["code"] == "reauthenticate"


def test_nobody_has_no_password(api):
    told = api.post(action="changeauthenticationdata", changeauthrequest="x", changeauthtoken="x")
    assert told["error"]["code"] == "notloggedin"


def test_what_a_change_asks_for_is_told(api, wharf):
    told = api.query(wharf.user, meta="authmanagerinfo", amirequestsfor="change")["authmanagerinfo"]
    assert [list(request["fields"]) for request in told["requests"]] == [["password", "retype"]]
