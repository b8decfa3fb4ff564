import re

import pytest

PAGE = "/wiki/Special:UserLogin"


@pytest.fixture
def base(client):
    return re.search(r'data-assets="([^"]+)"', client.get(PAGE).text)[1]


def test_assets_are_kept_for_good_under_their_types(client, base):
    response = client.get(base + "css/base.css")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_old_version_gets_the_bytes_of_today_which_nobody_keeps(client, base):
    response = client.get("/w/static/000000000000/css/base.css")
    assert response.content == client.get(base + "css/base.css").content
    assert response.headers["cache-control"] == "no-cache"


def test_browsers_that_can_unpack_get_less(client, base):
    plain = client.get(base + "css/parts.css", headers={"Accept-Encoding": "identity"})
    packed = client.get(base + "css/parts.css", headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert packed.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["css/none.css", "", "..%2fpages.py", "css/%2e%2e/%2e%2e/pages.py", "/etc/passwd", "css", "css/"]
)
def test_nothing_else_is_served(client, base, path):
    assert client.get(base + path).status_code == 404


@pytest.mark.parametrize("path", ["/wiki/Special:UserLogin", "/wiki/Nothing"])
def test_pages_ask_for_assets_that_are_there(client, path):
    asked = re.findall(r'(?:href|src)="(/w/static/[^"]+)"', client.get(path).text)
    assert asked
    assert [address for address in asked if client.get(address).status_code != 200] == []


def test_pages_have_no_script_or_style_of_their_own(client):
    text = client.get(PAGE).text
    assert (
        re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))|https?://(?!www\.w3)", text)
        is None
    )
