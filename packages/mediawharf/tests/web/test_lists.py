"""The lists of the interface: files, searches, categories, and the main page."""

import re

import pytest

from mediawharf.testing.wharf import png

HARBOUR = "{{Information|description={{en|1=The <old> harbour}} {{fr|1=Le vieux port}}}} {{cc-zero}} [[Category:Ports]]"
EVIL = "<script>alert(1)</script>"


def names(text):
    return re.findall(r'<div class="tile-text"><a href="[^"]+">([^<]+)</a>', text)


@pytest.fixture
def files(publish):
    for name in ("A.png", "B.png", "C.png"):
        publish(name, png(name.encode()), text=HARBOUR)
    publish("Plain.png", png(b"plain"), text=EVIL, comment=EVIL)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Plain.png", "C.png", "B.png", "A.png"]),
        ("?category=Ports&order=name", ["A.png", "B.png", "C.png"]),
        ("?licence=cc0&order=name", ["A.png", "B.png", "C.png"]),
        ("?kind=audio", []), ("?user=Nobody", []), ("?user=uploader&kind=picture&order=name&since=2020-01-01", None),
        ("/Uploader?order=name", None),
    ],
)  # fmt: skip
def test_list_of_files_is_narrowed_by_its_address(client, query, found):
    response = client.get(f"/wiki/Special:ListFiles{query}")
    assert response.status_code == 200
    assert sorted(names(response.text)) == sorted(["A.png", "B.png", "C.png", "Plain.png"] if found is None else found)


@pytest.mark.usefixtures("files")
def test_pager_leads_on_and_back(client, publish):
    for number in range(24):
        publish(f"N{number:02}.png", png(b"%d" % number))
    first = client.get("/wiki/Special:ListFiles?limit=24&order=name").text
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(following).text
    assert (len(names(first)), len(names(second))) == (24, 4)
    previous = re.search(r'rel="prev" href="([^"]+)"', second)[1].replace("&amp;", "&")
    assert names(client.get(previous).text) == names(first)


@pytest.mark.usefixtures("files")
def test_table_tells_who_and_how_large(client):
    text = client.get("/wiki/Special:ListFiles?look=table").text
    assert text.count("image/png") == 4
    assert "Uploader</a>" in text


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "path",
    [
        "/wiki/Special:ListFiles", "/wiki/Special:Search?search=alert&scope=all", "/wiki/Main_Page",
        f"/wiki/Special:Search?search={EVIL}", f"/wiki/Special:ListFiles?category={EVIL}&user={EVIL}&licence={EVIL}",
        f"/wiki/Special:Categories?from={EVIL}", "/wiki/User:Uploader", "/wiki/Category:Ports",
    ],
)  # fmt: skip
def test_what_users_wrote_is_escaped(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "<script>" not in response.text


@pytest.mark.usefixtures("files")
def test_search_shows_what_pages_say_in_the_readers_language(client):
    text = client.get("/wiki/Special:Search?search=port&uselang=fr").text
    assert text.count('<li class="result">') == 3
    assert "Le vieux port" in text
    assert "File:" not in re.search(r'<ol class="results">(.*)</ol>', text, re.DOTALL)[1].replace("/wiki/File:", "")


@pytest.mark.usefixtures("files")
def test_search_leads_straight_to_a_page_of_that_title(client):
    response = client.get("/wiki/Special:Search?search=a.png&go=1")
    assert (response.status_code, response.headers["location"]) == (302, "/wiki/File:A.png")
    assert "There is a page of that name" in client.get("/wiki/Special:Search?search=a.png").text


@pytest.mark.parametrize("query", ["", "?search=", "?search=%00&before=x", "?search=nothing", "/a_b"])
def test_search_for_nothing_says_how_to_search(client, query):
    response = client.get(f"/wiki/Special:Search{query}")
    assert response.status_code == 200
    assert "All words must be there" in response.text


@pytest.mark.usefixtures("files")
def test_categories_are_counted(client):
    assert re.search(r"Ports</a> <span[^>]*>3 pages", client.get("/wiki/Special:Categories").text)
    assert "Ports</a>" not in client.get("/wiki/Special:Categories?from=Q").text


@pytest.mark.usefixtures("files")
def test_page_of_a_category_shows_its_files(client):
    response = client.get("/wiki/Category:Ports")
    assert response.status_code == 200
    assert sorted(names(response.text)) == ["A.png", "B.png", "C.png"]


@pytest.mark.usefixtures("files")
def test_category_that_nobody_made_is_not_there(client):
    assert client.get("/wiki/Category:None").status_code == 404


@pytest.mark.usefixtures("files")
def test_page_of_a_user_shows_their_files(client):
    response = client.get("/wiki/User:Uploader")
    assert len(names(response.text)) == 4
    assert client.get("/wiki/User:Nobody").status_code == 404


def test_main_page_of_a_new_wiki_says_that_it_is_empty(client):
    response = client.get("/wiki/Main_Page")
    assert response.status_code == 200
    assert "There are no files yet." in response.text


def test_readers_of_a_closed_wiki_only(open_wharf, browse):
    closed = browse(open_wharf(group_permissions={"*": {"read": False}}))
    paths = ("ListFiles", "Search?search=a", "Categories", "SpecialPages")
    assert {closed.get(f"/wiki/Special:{path}").status_code for path in paths} == {403}
