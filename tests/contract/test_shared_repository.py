"""A wiki with this server as its shared repository: the requests that MediaWiki 1.39's ForeignAPIRepo was seen to send.

They were recorded between a MediaWiki and this server, and are sent again to a server with the same file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from mediawharf.app import Application
from mediawharf.model.file import base36_sha1
from mediawharf.settings import read_settings
from mediawharf.testing.wharf import close, make_wharf, png

RECORDED = json.loads((Path(__file__).parent / "shared_repository" / "requests.json").read_text("utf-8"))
AGENT = {"User-Agent": "MediaWiki/1.39.17 (http://127.0.0.1:8391) ForeignAPIRepo/2.1"}
SERVER = "http://127.0.0.1:8080"
TEXT = "{{Information|description={{en|1=A '''wharf'''}}|author=[[User:Admin]]}}\n{{cc-by-sa-4.0}}"


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The other wiki, as a client of a server with one file."""
    folder = tmp_path_factory.mktemp("shared")
    wharf = make_wharf(folder)
    wharf.upload("Wharf picture.png", png(b"wharf"), text=TEXT, ignore_warnings=True)
    close(wharf)
    app = Application(read_settings(data=folder, server=SERVER, run_jobs=False))
    with TestClient(cast("ASGIApp", app), base_url=SERVER, follow_redirects=False, headers=AGENT) as client:
        yield client


def imageinfo(reply: Any) -> Any:
    """The one revision of the one page of a reply, in either version of the format."""
    pages = reply["query"]["pages"]
    [page] = pages.values() if isinstance(pages, dict) else pages
    return page["imageinfo"][0]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded["told"])
def test_a_recorded_request_is_answered_with_all_that_it_needs(wiki: TestClient, recorded: Any) -> None:
    told = imageinfo(wiki.get(recorded["path"], params=recorded["query"]).json())
    assert set(recorded["needs"]) <= told.keys()


def test_the_addresses_that_are_told_lead_to_pictures(wiki: TestClient) -> None:
    told = imageinfo(wiki.get(RECORDED[1]["path"], params=RECORDED[1]["query"]).json())
    for key in ("url", "thumburl"):
        answer = wiki.get(urlsplit(told[key]).path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert told["thumbwidth"] == 2


def test_the_description_is_a_piece_of_html_with_whole_addresses(wiki: TestClient) -> None:
    query = {"title": "Image:Wharf_picture.png", "action": "render", "uselang": "en"}
    answer = wiki.get("/w/index.php", params=query)
    assert answer.status_code == 200
    assert answer.text.startswith('<div class="mw-parser-output">')
    assert "A <b>wharf</b>" in answer.text
    assert "CC BY-SA 4.0" in answer.text
    assert 'href="/' not in answer.text


def test_a_file_that_is_not_there_is_told_missing(wiki: TestClient) -> None:
    query = {**RECORDED[0]["query"], "titles": "File:None.png"}
    assert wiki.get("/w/api.php", params=query).json()["query"]["pages"]["-1"]["missing"] == ""
    render = wiki.get("/w/index.php", params={"title": "Image:None.png", "action": "render"})
    assert render.status_code == 404


def test_files_are_found_by_their_bytes(wiki: TestClient) -> None:
    told = imageinfo(wiki.get(RECORDED[0]["path"], params=RECORDED[0]["query"]).json())
    query = {"aisha1base36": base36_sha1(told["sha1"]), "list": "allimages", "format": "json", "action": "query"}
    [found] = wiki.get("/w/api.php", params=query).json()["query"]["allimages"]
    assert found["name"] == "Wharf_picture.png"


def test_the_wiki_itself_is_told_of(wiki: TestClient) -> None:
    query = {"format": "json", "action": "query", "meta": "siteinfo", "siprop": "general"}
    general = wiki.get("/w/api.php", params=query).json()["query"]["general"]
    assert (general["server"], general["articlepath"]) == (SERVER, "/wiki/$1")
    assert "favicon" in general
