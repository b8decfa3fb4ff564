"""Files of a shared repository, as pages and the API show them."""

import pytest

from mediawharf.testing.wharf import png


@pytest.fixture
def shared(tmp_path, open_wharf):
    """A wharf with a folder of shared files, and one file of its own."""
    folder = tmp_path / "shared"
    folder.mkdir()
    for name in ("Cat.png", "Own.png"):
        (folder / name).write_bytes(png(b"shared"))
    repos = [{"name": "common", "kind": "folder", "path": str(folder)}]
    wharf = open_wharf(foreign_file_repos=repos)
    wharf.upload("Own.png", png(b"own"), text="[[File:Cat.png|2px]]", ignore_warnings=True)
    return wharf


@pytest.fixture
def shared_client(shared, browse):
    return browse(shared)


def test_a_shared_file_has_a_page(shared_client):
    response = shared_client.get("/wiki/File:Cat.png")
    assert response.status_code == 200
    assert "“common”" in response.text
    assert 'src="http://127.0.0.1:8080/w/images/foreign/common/Cat.png"' in response.text


def test_its_bytes_are_served_as_carefully_as_ours(shared_client):
    response = shared_client.get("/w/images/foreign/common/Cat.png")
    assert response.content == png(b"shared")
    assert response.headers["content-type"] == "image/png"
    assert "sandbox" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["common/None.png", "common/cat.png", "other/Cat.png", "common/..%2fmediawharf.db"])
def test_other_addresses_are_of_no_file(shared_client, path):
    assert shared_client.get(f"/w/images/foreign/{path}").status_code == 404


def test_special_pages_lead_to_it(shared_client):
    response = shared_client.get("/wiki/Special:FilePath/Cat.png")
    assert response.headers["location"] == "http://127.0.0.1:8080/w/images/foreign/common/Cat.png"


def test_a_file_of_our_own_goes_before_it(shared_client):
    assert "/w/images/" in shared_client.get("/wiki/Special:FilePath/Own.png").headers["location"]
    assert "foreign" not in shared_client.get("/wiki/Special:FilePath/Own.png").headers["location"]


def test_descriptions_show_it(shared_client):
    text = shared_client.get("/w/index.php?title=File:Own.png&action=render").text
    assert 'src="http://127.0.0.1:8080/w/images/foreign/common/Cat.png"' in text
    assert 'width="2" height="2"' in text
