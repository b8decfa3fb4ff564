import re

import pytest

from mediawharf.model.title import Title
from mediawharf.testing.wharf import Wharf, png

UPLOAD = "/wiki/Special:Upload"


@pytest.fixture
def browser(browse, wharf: Wharf, cookies_of):
    browser = browse(wharf)
    browser.headers.update(cookies_of(wharf.user))
    return browser


@pytest.fixture
def send(browser):
    """Fills in the form; ``content`` is the file's, None sends none."""

    def sending(content=None, **fields):
        token = re.search(r'name="token" value="([^"]+)"', browser.get(UPLOAD).text)[1]
        files = {"wpUploadFile": ("own name.png", content)} if content is not None else {"wpUploadFile": ("", b"")}
        return browser.post(UPLOAD, data={"token": token, **fields}, files=files)

    return sending


def key_in(response):
    return re.search(r'name="wpFileKey" value="([^"]+)"', response.text)[1]


def text_of(wharf, title):
    with wharf.facilities.database.read() as connection:
        page = wharf.facilities.pages.find(connection, title)
        return wharf.facilities.pages.text(connection, page)


def revision_of(wharf, name):
    with wharf.facilities.database.read() as connection:
        return wharf.facilities.repo.current_of(connection, [Title.file(name)]).get(Title.file(name))


def test_a_visitor_is_asked_to_log_in(client):
    response = client.get(UPLOAD)
    assert (response.status_code, response.headers["location"]) == (
        302,
        "/wiki/Special:UserLogin?returnto=%2Fwiki%2FSpecial%3AUpload",
    )


def test_a_published_file_leads_to_its_page(send, wharf):
    response = send(png(b"1"), wpDestFile="first.png", wpUploadDescription="A | pier", wpLicense="Cc-zero")
    assert (response.status_code, response.headers["location"]) == (303, "/wiki/File:First.png")
    assert "{{en|1=A {{!}} pier}}" in text_of(wharf, Title.file("First.png"))


def test_warnings_are_a_page_with_choices(send, wharf):
    wharf.upload("There.png", png(b"1"), ignore_warnings=True)
    response = send(png(b"2"), wpDestFile="There.png")
    assert response.status_code == 200
    assert "There is a file of this name: “There.png”." in response.text


def test_a_held_file_is_published_under_another_name(send, wharf):
    wharf.upload("There.png", png(b"1"), ignore_warnings=True)
    key = key_in(send(png(b"2"), wpDestFile="There.png"))
    response = send(wpFileKey=key, wpDestFile="Elsewhere.png", wpDo="rename")
    assert response.headers["location"] == "/wiki/File:Elsewhere.png"


def test_a_held_file_replaces_the_one_that_is_there(send, wharf):
    wharf.upload("There.png", png(b"1"), ignore_warnings=True)
    key = key_in(send(png(b"2"), wpDestFile="There.png"))
    send(wpFileKey=key, wpDestFile="There.png", wpDo="ignore")
    assert revision_of(wharf, "There.png").facts.size == len(png(b"2"))


def test_a_held_file_is_discarded(send, wharf):
    wharf.upload("There.png", png(b"1"), ignore_warnings=True)
    key = key_in(send(png(b"2"), wpDestFile="There.png"))
    assert send(wpFileKey=key, wpDo="discard").headers["location"] == UPLOAD
    assert wharf.facilities.stash.unpublished(wharf.user) == []


def test_the_file_is_kept_when_its_name_is_refused(send):
    response = send(png(b"1"), wpDestFile="%41.png", wpUploadDescription="A pier")
    assert response.status_code == 400
    assert "The file itself is kept" in response.text
    assert send(wpFileKey=key_in(response), wpDestFile="Good.png").headers["location"] == "/wiki/File:Good.png"


def test_what_was_typed_is_kept_when_no_file_was_chosen(send):
    response = send(wpDestFile="A.png", wpUploadDescription="A pier")
    assert response.status_code == 400
    assert "Choose a file first." in response.text
    assert "A pier</textarea>" in response.text


def test_a_refused_file_is_told_why(send):
    response = send(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", wpDestFile="Evil.svg")
    assert response.status_code == 400
    assert re.search(r'role="alert".*script', response.text, re.DOTALL)


def test_a_form_without_its_token_uploads_nothing(browser, wharf):
    response = browser.post(UPLOAD, data={"wpDestFile": "A.png"}, files={"wpUploadFile": ("a.png", png(b"1"))})
    assert response.status_code == 403
    assert revision_of(wharf, "A.png") is None


def test_a_stashed_file_is_offered_for_publication(browser, keep):
    page = browser.get(UPLOAD, params={"filekey": keep(png(b"1"))})
    assert "The file is here already" in page.text
    assert 'id="upload-queue"' not in page.text


def test_an_unfinished_file_is_offered_to_be_gone_on_with(browser, wharf):
    content = png(b"1", padding=4000)
    part = wharf.chunk("Part.png", content[:2000], offset=0, filesize=len(content), ignore_warnings=True)
    page = browser.get(UPLOAD, params={"filekey": part.filekey})
    assert f'"filekey": "{part.filekey}"' in page.text


def test_a_foreign_key_tells_nothing(browser, wharf):
    result = wharf.upload("X.png", png(b"1"), user=wharf.admin, stash=True, ignore_warnings=True)
    assert browser.get(UPLOAD, params={"filekey": result.stashed.filekey}).status_code == 400


def test_a_new_version_keeps_the_page(send, wharf):
    wharf.upload("There.png", png(b"1"), text="As it was", ignore_warnings=True)
    fields = {"wpForReUpload": "1", "wpUploadDescription": "Brighter", "wpIgnoreWarning": "1"}
    send(png(b"2"), wpDestFile="There.png", **fields)
    assert text_of(wharf, Title.file("There.png")) == "As it was"
    assert revision_of(wharf, "There.png").comment == "Brighter"


def test_the_page_speaks_french(browser):
    assert "Téléverser des fichiers" in browser.get(UPLOAD, params={"uselang": "fr"}).text
