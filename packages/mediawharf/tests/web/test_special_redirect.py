"""Where the addresses lead is what MediaWiki 1.39 answered for files of the same sizes."""

import io

import pytest
from PIL import Image

from mediawharf.repo.urls import ICON_FOLDER


def picture(size=(400, 300)):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    return file.getvalue()


def leads_to(client, path):
    response = client.get(path)
    assert response.status_code in (301, 302)
    return response.headers["location"].removeprefix("http://127.0.0.1:8080")


@pytest.fixture
def path(publish):
    return publish("A b.png", picture())


@pytest.mark.parametrize(
    "page", ["/wiki/Special:FilePath/A_b.png?", "/w/index.php?title=Special:Redirect/file/A_b.png&"]
)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("width=200", "200px-A_b.png"), ("width=200&height=30", "40px-A_b.png"), ("", None), ("width=400", None),
        ("width=2000", None), ("height=30", None), ("width=0", None), ("width=-5", None), ("width=x", None),
    ],
)  # fmt: skip
def test_file_or_its_thumbnail(page, query, name, client, path):
    there = path if name is None else f"{path.replace('/images/', '/images/thumb/')}/{name}"
    assert leads_to(client, page + query) == there
    assert client.get(there).status_code == 200


def test_steps_are_heeded(browse, open_wharf, publish):
    wharf = open_wharf(thumbnail_steps=[250])
    publish("A b.png", picture(), wharf=wharf)
    assert leads_to(browse(wharf), "/wiki/Special:FilePath/A_b.png?width=20").endswith("/250px-A_b.png")


def test_file_without_thumbnails_has_an_icon(client, publish):
    publish("S.stl", b"solid s\nfacet normal 0 0 0\nouter loop\nvertex 0 0 0\nendloop\nendfacet\nendsolid s\n")
    assert leads_to(client, "/wiki/Special:Redirect/file/S.stl?width=50") == f"/w{ICON_FOLDER}/fileicon.png"
    assert leads_to(client, "/wiki/Special:Redirect/file/S.stl").endswith("/S.stl")


def test_user_by_id(client, wharf):
    assert leads_to(client, f"/wiki/Special:Redirect/user/{wharf.user.id}") == "/wiki/User:Uploader"


@pytest.mark.parametrize(
    ("rest", "there"),
    [
        ("page/7", "/w/index.php?curid=7"), ("revision/7", "/w/index.php?oldid=7"),
        ("logid/7", "/w/index.php?title=Special%3ALog&logid=7"), ("?wptype=page&wpvalue=7", "/w/index.php?curid=7"),
    ],
)  # fmt: skip
def test_pages_revisions_and_log_entries_by_id(rest, there, client):
    assert leads_to(client, f"/wiki/Special:Redirect/{rest}") == there


@pytest.mark.parametrize(
    "rest",
    ["user/0", "user/9999", "user/x", "page/x", "revision/0", "logid/-1", "file/None.png", "file", "other/1", ""],
)
def test_nothing_leads_nowhere(rest, client):
    assert client.get(f"/wiki/Special:Redirect/{rest}").status_code == 404
