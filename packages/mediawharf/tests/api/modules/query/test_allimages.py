import hashlib

import pytest

from mediawharf.model.file import base36_sha1
from mediawharf.testing.wharf import png


def names(api, **params):
    return [row["name"] for row in api.query(list="allimages", **params)["allimages"]]


def walked(api, **params):
    """All names, read in the steps that the replies tell."""
    found, continued = [], {}
    for _ in range(20):
        reply = api(action="query", list="allimages", **params, **continued)
        found += [row["name"] for row in reply["query"]["allimages"]]
        continued = reply.get("continue")
        if continued is None:
            return found
    raise AssertionError("the list does not end")


@pytest.fixture
def four(put):
    put("D.png", "B.png", "A b.png", "C.png")


@pytest.mark.usefixtures("four")
def test_files_are_listed_by_name(api):
    row = api.query(list="allimages")["allimages"][0]
    assert list(row) == [
        "name", "timestamp", "url", "descriptionurl", "descriptionshorturl", "ns", "title",
    ]  # fmt: skip
    assert (row["name"], row["title"]) == ("A_b.png", "File:A b.png")


@pytest.mark.parametrize("direction", ["ascending", "descending"])
@pytest.mark.parametrize("order", ["name", "timestamp"])
@pytest.mark.usefixtures("four")
def test_steps_of_one_give_each_file_once(api, order, direction):
    whole = names(api, aisort=order, aidir=direction)
    assert sorted(whole) == ["A_b.png", "B.png", "C.png", "D.png"]
    assert walked(api, aisort=order, aidir=direction, ailimit=1) == whole


@pytest.mark.usefixtures("four")
def test_a_stretch_of_names_can_be_listed(api):
    assert names(api, aifrom="b", aito="C.png") == ["B.png", "C.png"]
    assert names(api, aifrom="C.png", aito="B", aidir="descending") == ["C.png", "B.png"]
    assert names(api, aiprefix="a ") == ["A_b.png"]


@pytest.mark.usefixtures("four")
def test_files_of_one_user_are_listed_by_time(api, wharf):
    wharf.upload("E.png", png(b"E"), user=wharf.admin)
    assert names(api, aisort="timestamp", aiuser="Admin") == ["E.png"]


@pytest.mark.usefixtures("four")
def test_files_of_bots_can_be_told_apart(api, wharf):
    robot = wharf.facilities.accounts.create("Robot", None, groups=["bot"])
    wharf.upload("R.png", png(b"R"), user=robot)
    assert names(api, aisort="timestamp", aifilterbots="bots") == ["R.png"]
    assert "R.png" not in names(api, aisort="timestamp", aifilterbots="nobots")


@pytest.mark.usefixtures("four")
def test_a_hash_finds_its_file(api):
    sha1 = hashlib.sha1(png(b"B.png"), usedforsecurity=False).hexdigest()
    assert names(api, aisha1=sha1.upper()) == ["B.png"]
    assert names(api, aisha1base36=base36_sha1(sha1)) == ["B.png"]


@pytest.mark.usefixtures("four")
def test_sizes_and_types_narrow_the_list(api, wharf):
    wharf.upload("Big.png", png(b"big", padding=5000))
    assert names(api, aiminsize=4000) == ["Big.png"]
    assert "Big.png" not in names(api, aimaxsize=4000)
    assert names(api, aimime="image/gif") == []


@pytest.mark.parametrize(
    "params",
    [
        {"aiuser": "Admin"},
        {"aistart": "now"},
        {"aifilterbots": "bots"},
        {"aisort": "timestamp", "aifrom": "A"},
        {"aisort": "timestamp", "aiprefix": "A"},
        {"aisort": "timestamp", "aiuser": "Admin", "aifilterbots": "bots"},
    ],
)
def test_parameters_of_the_other_order_are_refused(api, params):
    assert api(action="query", list="allimages", **params)["error"]["code"] == "invalidparammix"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"aisha1": "zz"}, "invalidsha1hash"),
        ({"aisha1base36": "zz"}, "invalidsha1base36hash"),
        ({"aisha1base36": "z" * 31}, "invalidsha1base36hash"),
        ({"aicontinue": "a|b"}, "badcontinue"),
        ({"aisort": "timestamp", "aicontinue": "yesterday|A.png"}, "badcontinue"),
        ({"aisort": "timestamp", "aicontinue": "A.png"}, "badcontinue"),
        ({"aifrom": "a|b"}, "invalidtitle"),
    ],
)
def test_bad_values_are_refused(api, params, code):
    assert api(action="query", list="allimages", **params)["error"]["code"] == code


@pytest.mark.usefixtures("four")
def test_it_generates_pages(api):
    reply = api(action="query", generator="allimages", gailimit=2, prop="imageinfo")
    assert [page["title"] for page in reply["query"]["pages"]] == ["File:B.png", "File:A b.png"]
    assert reply["continue"]["gaicontinue"] == "C.png"


def test_a_list_of_files_has_no_redirects_to_follow(api):
    reply = api(action="query", generator="allimages", redirects=True)
    assert reply["error"]["code"] == "invalidparammix"
