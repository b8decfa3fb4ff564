import io

import pytest
from PIL import Image

from mediawharf.repo.urls import ICON_FOLDER, ICONS, Urls

URLS = Urls("", "/w", "/wiki/$1", "/w/images")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_there(name, client):
    response = client.get(f"/w{ICON_FOLDER}/{name}")
    assert Image.open(io.BytesIO(response.content)).size == (120, 120)
    assert response.headers["content-type"] == "image/png"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["fileicon-none.png", "..%2Fpages.py", "..", "fileicon-pdf.png%00"])
def test_nothing_else_is(name, client):
    assert client.get(f"/w{ICON_FOLDER}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("extension", "icon"),
    [
        ("ogg", "-ogg"),
        ("OGV", "-ogg"),
        ("oga", ""),
        ("mid", "-mid"),
        ("mp3", ""),
        ("webm", ""),
        ("pdf", "-pdf"),
        ("", ""),
    ],
)
def test_icons_are_those_of_mediawiki(extension, icon):
    assert URLS.icon(extension) == f"/w{ICON_FOLDER}/fileicon{icon}.png"
