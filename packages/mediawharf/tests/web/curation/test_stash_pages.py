import pytest

from mediawharf.db import statuses
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png

STASH = "/wiki/Special:UploadStash"


@pytest.fixture
def key(keep):
    return keep(png(b"kept"))


@pytest.fixture
def half(wharf):
    """The key of a file of which a part is there."""
    content = png(b"half", padding=5000)
    return wharf.chunk("Half.png", content[:2000], offset=0, filesize=len(content)).filekey


def test_list_tells_what_is_whole_and_what_is_not(user, key, half):
    html = user.get(STASH).text
    assert "Ready to publish" in html
    assert f"/publish/{key}" in html
    assert "Unfinished" in html
    assert "2.0\xa0kB of" in html
    assert f"/publish/{half}" not in html
    assert "no further part has come since" in html


@pytest.mark.usefixtures("key")
def test_others_see_nothing_of_it(admin):
    assert "Nothing of yours is unfinished." in admin.get(STASH).text


def test_visitors_are_led_to_the_log_in(client):
    assert "Special:UserLogin" in client.get(STASH).headers["location"]


def test_file_is_published_with_its_text(user, key, text):
    path = f"{STASH}/publish/{key}"
    assert 'value="Kept.png"' in user.get(path).text
    told = user.told(user.post(path, name="Shown.png", text="What it is", comment="why"))
    assert "File:Shown.png is published." in told
    assert "why" in told
    assert text(Title.file("Shown.png")) == "What it is"
    assert "Nothing of yours is unfinished." in user.get(STASH).text


def test_warning_holds_a_file_until_somebody_decides(user, key, publish):
    publish("There.png", png(b"other"))
    path = f"{STASH}/publish/{key}"
    response = user.post(path, name="There.png", text="My words")
    assert response.status_code == 409
    assert "There is a file of this name: “There.png”." in response.text
    assert "My words" in response.text
    assert "is published" in user.told(user.post(path, name="There.png", ignorewarnings="on"))


@pytest.mark.parametrize(
    ("name", "reason"), [("x" * 250 + ".png", "The name is too long"), (".png", "before its ending")]
)
def test_bad_name_is_refused_and_the_file_stays(user, key, name, reason):
    response = user.post(f"{STASH}/publish/{key}", name=name)
    assert response.status_code == 400
    assert reason in response.text
    assert key in user.get(STASH).text


def test_name_that_has_to_be_changed_is_told_first(user, key):
    response = user.post(f"{STASH}/publish/{key}", name="a<b>.png")
    assert response.status_code == 409
    assert "The name would be changed to “A-b-.png”." in response.text


def test_file_is_discarded_after_a_question(user, key):
    assert "is removed for good" in user.get(f"{STASH}/discard/{key}").text
    assert "Kept.png is discarded." in user.told(user.post(STASH, filekey=key, do="discard"))
    assert key not in user.get(STASH).text


def test_nothing_is_done_without_a_word_what(user, key):
    assert "Nothing was done." in user.told(user.post(STASH, filekey=key))
    assert key in user.get(STASH).text


@pytest.mark.parametrize("path", ["/publish/", "/discard/"])
def test_key_of_another_is_refused(admin, key, path):
    assert admin.get(STASH + path + key).status_code == 400


def test_key_of_another_cannot_be_discarded_or_kept(admin, user, key):
    for do in ("discard", "extend"):
        assert admin.post(STASH, filekey=key, do=do).status_code == 400
    assert key in user.get(STASH).text


def test_form_of_another_site_discards_nothing(user, key):
    assert user.client.post(STASH, data={"filekey": key, "do": "discard", "token": "+\\"}).status_code == 403
    assert key in user.get(STASH).text


def test_what_a_job_met_with_is_told(user, wharf, key):
    with wharf.facilities.database.write() as connection:
        refused = {"code": "fileexists-no-change", "message": ["fileexists-no-change", ["A.png"]], "data": {}}
        detail = {"refusal": {**refused, "companions": []}, "job": 1}
        statuses.put(connection, statuses.StatusRow(wharf.user.id, key, "Failure", "publish", detail, 1))
    html = user.get(STASH).text
    assert "Failed" in html
    assert "It was not published: That file holds these very bytes already." in html


def test_part_of_a_file_cannot_be_published(user, half):
    response = user.post(f"{STASH}/publish/{half}", name="Half.png")
    assert response.status_code == 400
    assert "The upload is not whole yet: 2,000 of " in response.text
