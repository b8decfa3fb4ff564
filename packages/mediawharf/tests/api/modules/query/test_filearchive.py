import pytest

from mediawharf.db import files


@pytest.fixture
def deleted(wharf, put):
    put("A.png", "B.png", "C.png", comment="like [[Talk:X]]")
    with wharf.facilities.database.write() as connection:
        found = files.current(connection, ["A.png", "B.png", "C.png"]).values()
        files.archive(connection, [one.id for one in found], timestamp=1, by="Admin", reason="r")


@pytest.mark.usefixtures("deleted")
def test_deleted_files_are_listed_by_name(api):
    rows = api.query(list="filearchive")["filearchive"]
    assert [row["name"] for row in rows] == ["A.png", "B.png", "C.png"]
    assert list(rows[0]) == ["id", "name", "ns", "title", "timestamp"]


@pytest.mark.parametrize("direction", ["ascending", "descending"])
@pytest.mark.usefixtures("deleted")
def test_steps_of_one_give_each_once(api, direction):
    found, continued = [], {}
    while continued is not None and len(found) < 10:
        reply = api(action="query", list="filearchive", falimit=1, fadir=direction, **continued)
        found += [row["name"] for row in reply["query"]["filearchive"]]
        continued = reply.get("continue")
    names = ["A.png", "B.png", "C.png"]
    assert found == (names if direction == "ascending" else names[::-1])


@pytest.mark.usefixtures("deleted")
def test_numbers_are_texts(api):
    row = api.query(list="filearchive", faprop="size|bitdepth", falimit=1)["filearchive"][0]
    assert (row["height"], row["width"], row["bitdepth"]) == ("4", "4", "8")


@pytest.mark.usefixtures("deleted")
def test_administrators_see_all_properties(api, wharf):
    row = api.query(wharf.admin, list="filearchive", faprop="*", falimit=1)["filearchive"][0]
    assert row["description"] == "like [[Talk:X]]"
    assert "redlink" in row["parseddescription"]
    assert row["metadata"][0]["name"] == "frameCount"


@pytest.mark.parametrize("prop", ["description", "parseddescription", "metadata"])
@pytest.mark.usefixtures("deleted")
def test_others_see_no_descriptions_or_metadata(api, wharf, prop):
    reply = api(wharf.user, action="query", list="filearchive", faprop=prop)
    assert reply["error"]["code"] == "permissiondenied"


@pytest.mark.usefixtures("deleted")
def test_a_prefix_narrows_the_list(api):
    assert [row["name"] for row in api.query(list="filearchive", faprefix="b")["filearchive"]] == ["B.png"]


@pytest.mark.parametrize("place", ["x", "A.png|1|2", "A.png|20200101000000", "A.png|20200101000000|x"])
def test_a_strange_place_to_go_on_from_is_refused(api, place):
    assert api(action="query", list="filearchive", facontinue=place)["error"]["code"] == "badcontinue"
