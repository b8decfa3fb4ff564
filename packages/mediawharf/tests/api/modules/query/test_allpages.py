import pytest

from mediawharf.db.restrictions import Restriction, put_restriction
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png


@pytest.fixture
def files(wharf):
    for name in ("A.png", "B.png", "Ba.png"):
        wharf.upload(name, png(name.encode()), text=name * 2)


def titles(reply):
    return [page["title"] for page in reply["query"]["allpages"]]


def listed(api, **params):
    return api(action="query", list="allpages", apnamespace=6, **params)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_continuing_gives_each_page_once(api, direction):
    found, following = [], {}
    for _ in range(3):
        reply = listed(api, aplimit=1, apdir=direction, **following)
        found += titles(reply)
        following = reply.get("continue", {})
    assert sorted(found) == ["File:A.png", "File:B.png", "File:Ba.png"]
    assert not following


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"apprefix": "b"}, ["File:B.png", "File:Ba.png"]),
        ({"apfrom": "B", "apto": "B.png"}, ["File:B.png"]),
        ({"apminsize": 12}, ["File:Ba.png"]),
        ({"apfilterredir": "redirects"}, []),
        ({"apfilterlanglinks": "withlanglinks"}, []),
    ],
)
def test_filters(api, params, expected):
    assert titles(listed(api, **params)) == expected


@pytest.mark.usefixtures("files")
def test_protected_pages_are_found_by_type_and_level(api, wharf):
    with wharf.facilities.database.write() as connection:
        put_restriction(connection, Title(6, "B.png"), Restriction("edit", "sysop", None))
    assert titles(listed(api, apprtype="edit|move")) == ["File:B.png"]
    assert titles(listed(api, apprtype="edit", apprlevel="autoconfirmed")) == []
    assert titles(listed(api, apprtype="edit", apprexpiry="definite")) == []


def test_a_level_needs_a_type(api):
    assert listed(api, apprlevel="sysop")["error"]["code"] == "invalidparammix"


def test_a_start_that_no_title_has_is_refused(api):
    assert listed(api, apfrom="a|b")["error"]["code"] == "invalidtitle"


def test_an_unknown_namespace_is_refused(api):
    assert api(action="query", list="allpages", apnamespace=99)["error"]["code"] == "badvalue"


def test_limit_max_tells_the_limit(api, wharf):
    assert listed(api, aplimit="max")["limits"] == {"allpages": 500}
    assert api(wharf.admin, action="query", list="allpages", aplimit="max")["limits"] == {"allpages": 5000}


@pytest.mark.usefixtures("files")
def test_as_a_generator_it_goes_on_with_all_props(api):
    reply = api(action="query", generator="allpages", gapnamespace=6, gaplimit=2, prop="info")
    assert [page["title"] for page in reply["query"]["pages"]] == ["File:A.png", "File:B.png"]
    assert all(page["contentmodel"] == "wikitext" for page in reply["query"]["pages"])
    assert reply["continue"] == {"gapcontinue": "Ba.png", "continue": "gapcontinue||"}
    assert reply["batchcomplete"] is True


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"list": "allpages", "apcontinue": "a|b"}, "badcontinue"),
        ({"generator": "allpages", "redirects": True}, "params"),
    ],
)
def test_what_would_lose_pages_is_refused(api, params, code):
    assert api(action="query", **params)["error"]["code"] == code
