"""Which pages a query is about, and in which order they come."""

import pytest

from mediawharf.testing.wharf import png

TITLES = "File:B.png|File:None.png|Special:Version|::|file:A.png"


@pytest.fixture(autouse=True)
def files(wharf):
    wharf.upload("B.png", png(b"b"))
    wharf.upload("A.png", png(b"a"))


def test_version_1_has_missing_pages_first_and_existing_ones_by_name(api):
    reply = api.query(titles=TITLES, formatversion=1, indexpageids=True)
    assert reply["pageids"] == list(reply["pages"]) == ["-3", "-2", "-1", "2", "1"]
    assert reply["pages"]["-3"]["title"] == "File:None.png"
    assert reply["pages"]["-2"]["invalid"] == ""
    assert reply["pages"]["-1"]["special"] == ""


def test_version_2_has_pages_by_their_numbers(api):
    reply = api.query(titles=TITLES, indexpageids=True)
    assert reply["pageids"] == ["-3", "-2", "-1", "1", "2"]
    assert [page.get("pageid") for page in reply["pages"]] == [None, None, None, 1, 2]
    assert reply["normalized"] == [{"fromencoded": False, "from": "file:A.png", "to": "File:A.png"}]


def test_pages_by_id(api):
    pages = api.query(pageids="2|99|1")["pages"]
    assert pages == [
        {"pageid": 1, "ns": 6, "title": "File:B.png"},
        {"pageid": 2, "ns": 6, "title": "File:A.png"},
        {"pageid": 99, "missing": True},
    ]


def test_finished_submodules_and_pages_are_left_out(api):
    assert api(action="query", prop="info", titles="File:A.png", continue_="-||info") == {"batchcomplete": True}
    reply = api(action="query", prop="info", titles="File:A.png", list="tags", continue_="||tags")
    assert list(reply["query"]) == ["pages"]


def test_a_continue_of_another_form_is_refused(api):
    assert api(action="query", continue_="a")["error"]["code"] == "badcontinue"


def test_the_old_form_of_continuing(api):
    reply = api(action="query", list="allpages", apnamespace=6, aplimit=1, rawcontinue=True)
    assert reply["query-continue"] == {"allpages": {"apcontinue": "B.png"}}
    assert "batchcomplete" not in reply


def test_a_generator_and_a_prop_go_on_together(api):
    params = {
        "generator": "allpages",
        "gapnamespace": 6,
        "gaplimit": 2,
        "prop": "revisions|info",
        "rvprop": "content",
        "rvslots": "main",
    }
    reply = api(action="query", **params)
    assert "continue" not in reply
    assert all("revisions" in page and "length" in page for page in reply["query"]["pages"])


def test_redirects_are_followed_to_their_end(api, wharf):
    for source, target in (("One", "Two"), ("Two", "Three"), ("Three", "Two")):
        api.post(wharf.user, action="edit", title=source, text=f"#REDIRECT [[{target}]]")
    reply = api.query(titles="One", redirects=True)
    pairs = [(each["from"], each["to"]) for each in reply["redirects"]]
    assert pairs == [("One", "Two"), ("Two", "Three"), ("Three", "Two")]
    assert [page["title"] for page in reply["pages"]] == ["Two"]
