"""Preferences, bot passwords and new accounts."""

import re

import pytest

from mediawharf.auth.login import Credentials, Success
from mediawharf.pages.logs import LogFilter, TimeRange

NEW_USERS, LATEST = LogFilter(type="newusers"), TimeRange(1)
PASSWORD, NEW = "a long password", "another long one"
PREFERENCES, BOTS, CREATE = (f"/wiki/Special:{name}" for name in ("Preferences", "BotPasswords", "CreateAccount"))


def token_in(text):
    return re.search(r'name="token" value="([^"]+)"', text)[1]


@pytest.fixture
def browser(browse, wharf, cookies_of):
    """The browser of Uploader, logged in."""
    wharf.facilities.accounts.set_password(wharf.user, PASSWORD)
    client = browse(wharf)
    client.headers.update(cookies_of(wharf.user))
    return client


@pytest.fixture
def send(browser):
    def sending(path, **fields):
        return browser.post(path, data={"token": token_in(browser.get(path).text), **fields})

    return sending


@pytest.fixture
def logs_in(wharf):
    """Whether a password opens an account."""

    def trying(name, password):
        credentials = Credentials(name, password, "192.0.2.1")
        return isinstance(wharf.facilities.login.client_log_in(None, credentials), Success)

    return trying


@pytest.mark.parametrize("path", [PREFERENCES, BOTS])
def test_visitors_are_led_to_the_log_in_and_back(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert (
        response.headers["location"]
        == f"/wiki/Special:UserLogin?returnto={path.replace('/', '%2F').replace(':', '%3A')}"
    )


def test_preferences_are_kept(send, wharf):
    response = send(PREFERENCES, language="fr", theme="dark", watchmoves="on")
    options = wharf.facilities.accounts.options(wharf.user)
    assert response.status_code == 303
    assert [options[name] for name in ("language", "theme", "watchmoves", "watchuploads")] == ["fr", "dark", 1, 0]


@pytest.mark.parametrize("language", ["xx", "<b>", ""])
def test_only_translated_languages_are_kept(send, wharf, language):
    send(PREFERENCES, language=language)
    assert wharf.facilities.accounts.options(wharf.user)["language"] == "en"


def test_new_password_ends_other_sessions_and_this_one_goes_on(send, wharf, logs_in, cookies_of, browse):
    elsewhere = cookies_of(wharf.user)
    response = send(PREFERENCES, form="password", current=PASSWORD, new=NEW, again=NEW)
    assert response.status_code == 303
    assert (logs_in("Uploader", NEW), logs_in("Uploader", PASSWORD)) == (True, False)
    assert browse(wharf).get(PREFERENCES, headers=elsewhere).status_code == 302
    assert "mediawharf_session=" in response.headers["set-cookie"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"current": "wrong", "new": NEW, "again": NEW}, "The present password is wrong"),
        ({"current": PASSWORD, "new": NEW, "again": "x"}, "The two new passwords differ"),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "at least"),
        ({"current": PASSWORD, "new": "x" * 5000, "again": "x" * 5000}, "at most"),
    ],
)
def test_password_that_cannot_be_changed_is_told_why(send, logs_in, fields, told):
    response = send(PREFERENCES, form="password", **fields)
    assert response.status_code == 400
    assert told in response.text
    assert logs_in("Uploader", PASSWORD)


def test_bot_password_is_shown_once_and_works(send, wharf, browser):
    response = send(BOTS, app_id="tool", **{"grant-uploadfile": "on"})
    password = re.search(r'id="made-password" value="([0-9a-z]{32})"', response.text)[1]
    assert response.headers["cache-control"] == "no-store"
    assert password not in browser.get(BOTS).text
    made = wharf.facilities.accounts.bot_passwords(wharf.user)
    assert [(entry.app_id, "uploadfile" in entry.grants) for entry in made] == [("tool", True)]


@pytest.mark.parametrize("app_id", ["", "x" * 33, "a\x00b"])
def test_bot_password_of_a_bad_name_is_refused(send, wharf, app_id):
    assert send(BOTS, app_id=app_id).status_code == 400
    assert wharf.facilities.accounts.bot_passwords(wharf.user) == ()


def test_grants_beyond_the_users_rights_are_not_given(send, wharf):
    send(BOTS, app_id="tool", **{"grant-blockusers": "on", "grant-none": "on"})
    assert wharf.facilities.accounts.bot_passwords(wharf.user)[0].grants == ("basic",)


def test_bot_password_is_revoked(send, wharf):
    send(BOTS, app_id="tool")
    assert send(BOTS, revoke="tool").status_code == 303
    assert wharf.facilities.accounts.bot_passwords(wharf.user) == ()


def test_visitors_make_no_accounts_unless_the_settings_allow_it(client):
    response = client.get(CREATE)
    assert response.status_code == 403
    assert "made by the administrators" in response.text


@pytest.fixture
def open_site(open_wharf, browse):
    wharf = open_wharf(allow_account_creation=True)
    return browse(wharf), wharf


def register(client, **fields):
    token = token_in(client.get(CREATE).text)
    return client.post(CREATE, data={"token": token, "username": "new one", "password": NEW, "again": NEW, **fields})


def test_visitor_makes_an_account_and_is_logged_in(open_site):
    client, wharf = open_site
    assert register(client).status_code == 303
    assert "New one" in client.get("/wiki/Nothing").text
    with wharf.facilities.database.read() as connection:
        entry = wharf.facilities.logs.query(connection, LATEST, filter_=NEW_USERS)[0]
    assert (entry.action, entry.user_name) == ("create", "New one")


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "Uploader"},
        {"username": "a@b"},
        {"username": "192.0.2.1"},
        {"password": "x", "again": "x"},
        {"again": "x"},
    ],
)
def test_account_that_cannot_be_is_not_made(open_site, fields):
    client, _ = open_site
    assert register(client, **fields).status_code == 400
    assert 'role="alert"' in register(client, **fields).text


def test_form_of_another_session_makes_no_account(open_site):
    client, wharf = open_site
    assert register(client, token="+\\").status_code == 400
    assert wharf.facilities.accounts.find("New one") is None


def test_too_many_accounts_of_one_address_wait(open_site, browse):
    answers = [register(browse(open_site[1]), username=f"user {number}").status_code for number in range(7)]
    assert answers == [303] * 6 + [429]


def test_administrator_makes_an_account_for_somebody_else(browse, wharf, cookies_of):
    client = browse(wharf)
    client.headers.update(cookies_of(wharf.admin))
    assert register(client).status_code == 303
    assert wharf.facilities.accounts.find("New one") is not None
    assert "Admin" in client.get("/wiki/Nothing").text
