"""A host of its own for files: nothing else is there, and files are nowhere else."""

import pytest
from starlette.testclient import TestClient

from mediawharf.app import Application
from mediawharf.settings import Settings

PAGES, FILES = "http://127.0.0.1:8080", "http://files.example"


@pytest.fixture
def app(tmp_path):
    return Application(Settings(data=tmp_path, server=PAGES, upload_server=FILES, run_jobs=False))


@pytest.fixture
def pages(app):
    with TestClient(app, base_url=PAGES, follow_redirects=False) as client:
        yield client


@pytest.fixture
def files(pages):
    return TestClient(pages.app, base_url=FILES, follow_redirects=False)


def test_addresses_of_files_name_their_host(app):
    urls = app._facilities.urls
    assert urls.upload_server == FILES
    assert urls.icon().startswith(PAGES)


def test_the_host_of_files_has_files_only(files):
    assert files.get("/w/api.php", params={"action": "query"}).status_code == 404
    assert files.get("/wiki/Main_Page").status_code == 404
    assert files.get("/w/images/a/ab/Nothing.png").status_code == 404


def test_the_host_of_pages_leads_to_that_of_files(pages):
    answer = pages.get("/w/images/thumb/a/ab/A.png/20px-A.png?x=1")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"{FILES}/w/images/thumb/a/ab/A.png/20px-A.png?x=1"


def test_pages_may_show_what_the_host_of_files_has(pages):
    policy = pages.get("/wiki/Special:Version").headers["content-security-policy"]
    assert f"img-src 'self' {FILES} blob: data:;" in policy
    assert f"media-src 'self' {FILES} blob:;" in policy


def test_the_hosts_name_is_the_same_in_capitals(files):
    assert files.get("/w/api.php", headers={"Host": "Files.Example"}).status_code == 404
