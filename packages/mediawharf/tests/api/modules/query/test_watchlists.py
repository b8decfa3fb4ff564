"""``list=watchlist`` and ``list=watchlistraw``."""

import pytest

from mediawharf.model.title import Title
from mediawharf.testing.wharf import png


@pytest.fixture
def watched(wharf):
    """Uploader watches A.png and B.png, both uploaded and A.png overwritten, and a page that there is not."""
    wharf.upload("A.png", png(b"a"))
    wharf.upload("B.png", png(b"b"))
    wharf.upload("A.png", png(b"c"), ignore_warnings=True)
    with wharf.facilities.database.write() as connection:
        wharf.facilities.watchlist.watch(connection, Title(0, "Page"), user=wharf.user, expiry=4102444800)


def raw(api, user, **params):
    return api(user, action="query", list="watchlistraw", **params)


def names(answer):
    return [page["title"] for page in answer["watchlistraw"]]


@pytest.mark.usefixtures("watched")
def test_pages_are_listed_with_their_talk_pages_beside_the_query(api, wharf):
    answer = raw(api, wharf.user)
    assert names(answer) == [
        "Page", "Talk:Page", "File:A.png", "File:B.png", "File talk:A.png", "File talk:B.png",
    ]  # fmt: skip
    assert "query" not in answer
    assert names(raw(api, wharf.admin)) == []


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_continuing_gives_each_page_once(api, wharf, direction):
    found, following = [], {}
    for _ in range(4):
        answer = raw(api, wharf.user, wrlimit=2, wrdir=direction, **following)
        found += names(answer)
        following = answer.get("continue")
        if following is None:
            break
    expected = names(raw(api, wharf.user, wrdir=direction))
    assert found == expected
    assert len(found) == 6


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"wrnamespace": "6"}, ["File:A.png", "File:B.png"]),
        ({"wrfromtitle": "File:B", "wrtotitle": "File talk:A.png"}, ["File:B.png", "File talk:A.png"]),
        ({"wrfromtitle": "File:B", "wrdir": "descending"}, ["File:A.png", "Talk:Page", "Page"]),
        ({"wrshow": "changed"}, []),
    ],
)
def test_stretches(api, wharf, params, expected):
    assert names(raw(api, wharf.user, **params)) == expected


@pytest.mark.usefixtures("watched")
def test_watched_pages_can_be_generated(api, wharf):
    pages = api.query(wharf.user, generator="watchlistraw", gwrnamespace=6)["pages"]
    assert [page["title"] for page in pages] == ["File:A.png", "File:B.png"]


@pytest.mark.usefixtures("watched")
def test_changes_of_watched_pages(api, wharf):
    found = api.query(wharf.user, list="watchlist", wlprop="ids|title|flags|expiry|loginfo")["watchlist"]
    assert [(change["title"], change["logaction"]) for change in found] == [
        ("File:A.png", "overwrite"), ("File:B.png", "upload"), ("File:A.png", "upload"),
    ]  # fmt: skip
    assert found[0]["expiry"] is False
    assert "rcid" not in found[0]
    assert api.query(wharf.admin, list="watchlist")["watchlist"] == []


@pytest.mark.usefixtures("watched")
def test_changes_are_filtered_and_continued(api, wharf):
    first = api(wharf.user, action="query", list="watchlist", wllimit=2, wltype="log")
    following = first["continue"]["wlcontinue"]
    second = api(wharf.user, action="query", list="watchlist", wllimit=2, wlcontinue=following)
    assert [len(answer["query"]["watchlist"]) for answer in (first, second)] == [2, 1]
    assert api.query(wharf.user, list="watchlist", wltype="edit")["watchlist"] == []
    assert api.query(wharf.user, list="watchlist", wlshow="unread")["watchlist"] == []


@pytest.mark.usefixtures("watched")
def test_accounts_are_told_to_be_none_of_the_anonymous(api, wharf):
    change = api.query(wharf.user, list="watchlist", wlprop="user", wllimit=1)["watchlist"][0]
    assert change == {"type": "log", "user": "Uploader", "anon": False}


@pytest.mark.parametrize("name", ["watchlist", "watchlistraw"])
def test_only_accounts_have_watchlists(api, name):
    assert api(action="query", list=name)["error"]["code"] == "notloggedin"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"list": "watchlistraw", "wrowner": "Admin", "wrtoken": "x"}, "bad_wltoken"),
        ({"list": "watchlistraw", "wrshow": "changed|!changed"}, "show"),
        ({"list": "watchlistraw", "wrcontinue": "6"}, "badcontinue"),
        ({"list": "watchlistraw", "wrfromtitle": "::"}, "invalidtitle"),
        ({"list": "watchlist", "wlowner": "Admin", "wltoken": "x"}, "bad_wltoken"),
        ({"list": "watchlist", "wlshow": "bot|!bot"}, "show"),
        ({"list": "watchlist", "wlshow": "patrolled"}, "permissiondenied"),
        ({"list": "watchlist", "wluser": "A", "wlexcludeuser": "B"}, "invalidparammix"),
        ({"list": "watchlist", "wlcontinue": "zz"}, "badcontinue"),
    ],
)
def test_refusals(api, wharf, params, code):
    assert api(wharf.user, action="query", **params)["error"]["code"] == code


def test_an_owner_without_a_token_is_not_looked_at(api, wharf):
    assert raw(api, wharf.user, wrowner="Admin") == raw(api, wharf.user)
    assert raw(api, wharf.user, wrowner="Admin", wrtoken="x")["error"]["code"] == "bad_wltoken"


def test_who_does_not_patrol_is_not_told_of_patrols(api, wharf):
    told = api(wharf.user, action="query", list="watchlist", wlprop="patrol")
    assert told["error"]["code"] == "patrol"
