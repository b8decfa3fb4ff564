import pytest


def duplicates(api, title="File:A.png", **params):
    page = api.query(prop="duplicatefiles", titles=title, **params)["pages"][0]
    return [row["name"] for row in page.get("duplicatefiles", [])]


@pytest.fixture
def three(put):
    put("A.png", "B.png", "C.png", mark="same")
    put("D.png")


@pytest.mark.usefixtures("three")
def test_duplicates_are_told_without_the_file_itself(api):
    assert duplicates(api) == ["B.png", "C.png"]
    assert duplicates(api, dfdir="descending") == ["C.png", "B.png"]


@pytest.mark.usefixtures("three")
def test_a_file_that_is_alone_has_none(api):
    assert duplicates(api, "File:D.png") == []


@pytest.mark.usefixtures("three")
def test_a_row_tells_time_and_user(api):
    page = api.query(prop="duplicatefiles", titles="File:A.png", dflimit=1)["pages"][0]
    (row,) = page["duplicatefiles"]
    assert (row["name"], row["shared"], row["user"]) == ("B.png", False, "Uploader")


@pytest.mark.parametrize("direction", ["ascending", "descending"])
@pytest.mark.usefixtures("three")
def test_steps_of_one_give_each_duplicate_once(api, direction):
    found, continued = [], {}
    while continued is not None and len(found) < 20:
        params = {"titles": "File:A.png|File:B.png|File:D.png", "dflimit": 1, "dfdir": direction, **continued}
        reply = api(action="query", prop="duplicatefiles", **params)
        for page in reply["query"]["pages"]:
            found += [(page["title"], row["name"]) for row in page.get("duplicatefiles", [])]
        continued = reply.get("continue")
    pairs = [("File:A.png", "B.png"), ("File:A.png", "C.png"), ("File:B.png", "A.png"), ("File:B.png", "C.png")]
    assert found == (pairs if direction == "ascending" else pairs[::-1])


@pytest.mark.usefixtures("three")
def test_a_strange_place_to_go_on_from_is_refused(api):
    reply = api(action="query", prop="duplicatefiles", titles="File:A.png", dfcontinue="x")
    assert reply["error"]["code"] == "badcontinue"


@pytest.mark.usefixtures("three")
def test_it_generates_pages(api):
    query = api.query(generator="duplicatefiles", titles="File:A.png", prop="imageinfo")
    assert [page["title"] for page in query["pages"]] == ["File:B.png", "File:C.png"]
