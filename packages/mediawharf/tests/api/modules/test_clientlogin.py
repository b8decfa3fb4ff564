import json

import pytest

from mediawharf.api.call import Call, Fields
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.auth.tokens import TokenKind, token

PASSWORD = "a long enough password"
ADDRESS = "203.0.113.7"


@pytest.fixture
def log_in(wharf):
    facilities = wharf.facilities
    facilities.accounts.create("Somebody", PASSWORD)
    session = facilities.sessions.start()
    given = token(session, TokenKind.LOGIN, now=facilities.clock.now())

    def logging_in(**params):
        sent = {"username": "Somebody", "password": PASSWORD, "logintoken": given, "loginreturnurl": "http://x/"}
        body = {"action": "clientlogin", "format": "json", "formatversion": "2", **sent, **params}
        fields = Fields({}, {name: text for name, text in body.items() if text is not None}, is_post=True)
        call = Call(facilities, fields, session, facilities.accounts.anonymous(ADDRESS), ADDRESS)
        return json.loads(ApiMain(ACTIONS).run(call).written.body)

    return logging_in


def test_the_right_password_passes(log_in):
    assert log_in()["clientlogin"] == {"status": "PASS", "username": "Somebody"}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"password": "wrong"}, "wrongpassword"),
        ({"username": "Nobody"}, "wrongpassword"),
        ({"password": None}, "authmanager-authn-no-primary"),
        ({"logincontinue": "1", "loginreturnurl": None}, "authmanager-authn-not-in-progress"),
    ],
)
def test_anything_else_fails(log_in, params, code):
    told = log_in(**params)["clientlogin"]
    assert (told["status"], told["messagecode"]) == ("FAIL", code)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"loginreturnurl": None}, "missingparam"),
        ({"loginreturnurl": "nonsense"}, "badurl_loginreturnurl"),
        ({"logintoken": None}, "missingparam"),
        ({"logintoken": "+\\"}, "badtoken"),
    ],
)
def test_wrong_requests_are_refused(log_in, params, code):
    assert log_in(**params)["error"]["code"] == code
