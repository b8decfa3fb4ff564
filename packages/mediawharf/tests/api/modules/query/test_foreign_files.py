"""Files of shared repositories in queries."""

import pytest

from mediawharf.testing.wharf import png


@pytest.fixture
def wharf(tmp_path, open_wharf):
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "Cat.png").write_bytes(png(b"shared"))
    return open_wharf(foreign_file_repos=[{"name": "common", "kind": "folder", "path": str(folder)}])


def test_a_shared_file_is_told_as_known(api):
    [page] = api.query(prop="imageinfo", titles="File:Cat.png", iiprop="url|size|mime|user|badfile", iiurlwidth=2)[
        "pages"
    ]
    assert (page["missing"], page["known"], page["imagerepository"]) == (True, True, "common")
    [info] = page["imageinfo"]
    assert info["url"] == info["thumburl"] == "http://127.0.0.1:8080/w/images/foreign/common/Cat.png"
    assert (info["width"], info["mime"], info["user"]) == (4, "image/png", "")


def test_only_our_own_files_are_looked_at_when_asked(api):
    [page] = api.query(prop="imageinfo", titles="File:Cat.png", iilocalonly=True)["pages"]
    assert page == {"ns": 6, "title": "File:Cat.png", "missing": True, "imagerepository": ""}


def test_lists_are_of_our_own_files(api):
    assert api.query(list="allimages")["allimages"] == []


def test_the_repositories_are_listed_ours_last(api):
    repos = api.query(meta="filerepoinfo", friprop="name|local|canUpload")["repos"]
    assert repos == [
        {"name": "common", "local": False, "canUpload": False}, {"name": "local", "local": True, "canUpload": True},
    ]  # fmt: skip
