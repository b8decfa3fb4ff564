import re

import pytest

from mediawharf.testing.wharf import Wharf

LOGIN = "/wiki/Special:UserLogin"
PASSWORD = "long enough"


@pytest.fixture
def browser(browse, wharf: Wharf):
    wharf.facilities.accounts.set_password(wharf.user, PASSWORD)
    return browse(wharf)


def token_in(text):
    return re.search(r'name="token" value="([^"]+)"', text)[1]


def send(browser, **fields):
    token = token_in(browser.get(LOGIN).text)
    return browser.post(LOGIN, data={"username": "uploader", "password": PASSWORD, "token": token, **fields})


def test_right_password_leads_back_logged_in(browser):
    response = send(browser, returnto="/wiki/File:A.png")
    assert (response.status_code, response.headers["location"]) == (303, "/wiki/File:A.png")
    assert "Uploader" in browser.get("/wiki/Nothing").text


def test_word_of_welcome_is_shown_once(browser):
    send(browser)
    assert "Welcome, Uploader." in browser.get("/wiki/Nothing").text
    assert "Welcome, Uploader." not in browser.get("/wiki/Nothing").text


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"username": "Nobody"}, {"username": ""}])
def test_wrong_name_or_password_is_told_without_saying_which(browser, fields):
    response = send(browser, **fields)
    assert response.status_code == 401
    assert "The name or the password is wrong." in response.text


@pytest.mark.parametrize("fields", [{"token": ""}, {"token": "0" * 40 + "+\\"}])
def test_form_without_its_token_does_nothing(browser, fields):
    assert send(browser, **fields).status_code == 403
    assert "Uploader" not in browser.get("/wiki/Nothing").text


def test_token_of_other_forms_does_not_log_in(browser):
    assert send(browser, token="+\\").status_code == 401
    assert "Uploader" not in browser.get("/wiki/Nothing").text


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1", ""])
def test_log_in_leads_to_no_other_site(browser, address):
    assert send(browser, returnto=address).headers["location"] == "/wiki/Main_Page"


def test_too_many_attempts_are_told_how_long_to_wait(browser):
    answers = [send(browser, password="wrong") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "Too many attempts" in answers[-1].text


def test_log_out_takes_a_form_of_its_own(browser):
    send(browser)
    page = browser.get("/wiki/Special:UserLogout")
    assert page.status_code == 200
    response = browser.post("/wiki/Special:UserLogout", data={"token": token_in(page.text)})
    assert response.status_code == 303
    assert "Uploader" not in browser.get("/wiki/Nothing").text


def test_log_out_by_another_sites_form_fails(browser):
    send(browser)
    token = token_in(browser.get("/wiki/Special:UserLogout").text)
    headers = {"Origin": "http://evil.example"}
    assert browser.post("/wiki/Special:UserLogout", data={"token": token}, headers=headers).status_code == 403
    assert "Uploader" in browser.get("/wiki/Nothing").text
