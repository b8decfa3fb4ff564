import pytest

from mediawharf.db.restrictions import Restriction, put_restriction
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png


@pytest.fixture
def page(wharf):
    wharf.upload("A.png", png(b"a"), text="Body")
    return Title(6, "A.png")


def told(api, user=None, titles="File:A.png", **params):
    return api.query(user, prop="info", titles=titles, **params)["pages"]


@pytest.mark.usefixtures("page")
def test_the_basics(api):
    found = told(api)[0]
    assert (found["length"], found["lastrevid"], found["new"]) == (4, 1, True)
    assert found["pagelanguagedir"] == "ltr"


def test_a_missing_page_has_a_model_and_no_revision(api):
    found = told(api, inprop="protection|preload|varianttitles")[0]
    assert found["contentmodel"] == "wikitext"
    assert found["restrictiontypes"] == ["create", "upload"]
    assert found["preload"] is None
    assert found.keys().isdisjoint(["lastrevid", "varianttitles"])


def test_a_special_page_has_no_facts(api):
    assert told(api, titles="Special:Version") == [{"ns": -1, "title": "Special:Version", "special": True}]


def test_protection(api, wharf, page):
    with wharf.facilities.database.write() as connection:
        put_restriction(connection, page, Restriction("upload", "sysop", None))
        put_restriction(connection, page, Restriction("edit", "autoconfirmed", 4102444800))
    found = told(api, inprop="protection")[0]
    assert found["protection"] == [
        {"type": "edit", "level": "autoconfirmed", "expiry": "2100-01-01T00:00:00Z"},
        {"type": "upload", "level": "sysop", "expiry": "infinity"},
    ]
    assert found["restrictiontypes"] == ["edit", "move", "upload"]


def test_watched_is_told_with_its_end(api, wharf, page):
    facilities = wharf.facilities
    with facilities.database.write() as connection:
        facilities.watchlist.watch(connection, page, user=wharf.user, expiry=4102444800)
    found = told(api, wharf.user, inprop="watched")[0]
    assert (found["watched"], found["watchlistexpiry"]) == (True, "2100-01-01T00:00:00Z")
    assert told(api, wharf.admin, inprop="watched")[0]["watched"] is False


@pytest.mark.usefixtures("page")
def test_watchers_are_told_to_those_who_may_see_them(api, wharf):
    assert "watchers" not in told(api, wharf.user, inprop="watchers")[0]
    assert told(api, wharf.admin, inprop="watchers")[0]["watchers"] == 1


@pytest.mark.usefixtures("page")
def test_addresses(api):
    found = told(api, inprop="url|associatedpage|displaytitle|talkid")[0]
    assert found["fullurl"] == found["canonicalurl"] == "http://127.0.0.1:8080/wiki/File:A.png"
    assert found["editurl"] == "http://127.0.0.1:8080/w/index.php?title=File:A.png&action=edit"
    assert found["associatedpage"] == "File talk:A.png"
    assert "talkid" not in found


@pytest.mark.usefixtures("page")
def test_actions_are_tested(api, wharf):
    anybody = told(api, intestactions="edit|upload|nonesuch")[0]["actions"]
    assert anybody == {"edit": True, "upload": False, "nonesuch": False}
    detailed = told(api, wharf.user, intestactions="edit|delete", intestactionsdetail="full")[0]["actions"]
    assert detailed["edit"] == []
    assert detailed["delete"][0]["code"] == "permissiondenied"


def test_readable_is_deprecated(api):
    reply = api(action="query", prop="info", titles="A", inprop="readable")
    assert reply["query"]["pages"][0]["readable"] is True
    assert "readable" in str(reply["warnings"])
