"""Shared repositories: a folder, and another wiki."""

import json

import pytest

from mediawharf.model.clock import Clock
from mediawharf.model.title import Title
from mediawharf.repo.foreign import ForeignRepos, ForeignRepoSilent
from mediawharf.repo.foreign_api import QUIET_SECONDS, ForeignApi, Keeping
from mediawharf.repo.foreign_folder import ForeignFolder
from mediawharf.testing.wharf import png

CAT = Title.parse("File:Cat.png")
DOG = Title.parse("File:Dog.png")
INFO = {
    "timestamp": "2026-11-22T17:19:58Z", "user": "Ann", "comment": "c", "size": 9, "width": 400, "height": 200,
    "url": "https://media.example/w/images/0/05/Cat.png", "descriptionurl": "https://media.example/wiki/File:Cat.png",
    "sha1": "ab" * 20, "mime": "image/png", "mediatype": "BITMAP", "bitdepth": 8,
    "metadata": [{"name": "bitDepth", "value": 8}], "extmetadata": {"Artist": {"value": "Ann"}},
}  # fmt: skip
PAGES = [{"ns": 6, "title": "File:Cat.png", "imageinfo": [INFO]}, {"ns": 6, "title": "File:Dog.png", "missing": True}]


class Time:
    def __init__(self):
        self.now = 1_000_000

    def read(self):
        return self.now


class Wiki:
    """Another wiki: what it answers, and how often it was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def fetch(self, url):
        self.asked.append(url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer if isinstance(self.answer, bytes) else json.dumps(self.answer).encode()


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def wiki():
    return Wiki({"query": {"pages": PAGES}})


@pytest.fixture
def api(wiki, time):
    keeping = Keeping(found=100, missing=50, description=100)
    return ForeignApi("w", "https://media.example/w/api.php", fetch=wiki.fetch, clock=Clock(time.read), keeping=keeping)


def test_a_file_of_another_wiki_is_known_by_what_it_tells(api):
    file = api.find([CAT, DOG])[CAT]
    assert (file.repo, file.user_name, file.facts.width, file.timestamp) == ("w", "Ann", 400, 1_795_367_998)
    assert file.facts.metadata == {"bitDepth": 8}
    assert file.thumbnail_url("40px-Cat.png") == "https://media.example/w/images/thumb/0/05/Cat.png/40px-Cat.png"
    assert file.extmetadata == {"Artist": {"value": "Ann"}}


def test_what_was_told_is_believed_for_a_while(api, wiki, time):
    api.find([CAT, DOG])
    api.find([CAT, DOG])
    assert len(wiki.asked) == 1
    time.now += 50
    api.find([CAT, DOG])
    assert "Dog.png" in wiki.asked[1]
    assert "Cat.png" not in wiki.asked[1]


def test_many_titles_are_asked_for_in_few_requests(api, wiki):
    api.find([Title.parse(f"File:{number}.png") for number in range(120)])
    assert len(wiki.asked) == 3


def test_a_file_found_through_a_redirect_is_the_one_asked_for(api, wiki):
    wiki.answer = {
        "query": {
            "redirects": [{"from": "File:Dog.png", "to": "File:Cat.png"}],
            "pages": PAGES[:1],
        }
    }
    assert api.find([DOG])[DOG].facts.size == 9


def test_a_silent_wiki_is_left_alone_for_a_time(api, wiki, time):
    wiki.answer = ForeignRepoSilent("down")
    for _ in range(3):
        with pytest.raises(ForeignRepoSilent):
            api.find([CAT])
    assert len(wiki.asked) == 1
    wiki.answer, time.now = {"query": {"pages": PAGES}}, time.now + QUIET_SECONDS
    assert CAT in api.find([CAT])


@pytest.mark.parametrize(
    "answer",
    [b"<html>", b"[]", b"{}", b'{"query": {"pages": 3}}', b"[" * 100_000,
     {"query": {"pages": [{"title": "File:Cat.png", "imageinfo": [{**INFO, "url": "javascript:x"}]}]}},
     {"query": {"pages": [{"title": "File:Cat.png", "imageinfo": [{**INFO, "size": "x"}]}]}}],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_counts_as_none(api, wiki, answer):
    wiki.answer = answer
    assert ForeignRepos((api,)).find([CAT]) == {}


def test_a_description_is_asked_for_once(api, wiki):
    wiki.answer = b"<p>a</p>"
    assert [api.description(CAT), api.description(CAT)] == ["<p>a</p>"] * 2
    assert wiki.asked == ["https://media.example/w/index.php?title=File%3ACat.png&action=render"]
    wiki.answer = ForeignRepoSilent("down")
    assert api.description(DOG) is None


def test_a_folder_s_files_are_measured(tmp_path):
    (tmp_path / "Cat.png").write_bytes(png(b"cat"))
    folder = ForeignFolder("shared", tmp_path, "http://here/shared")
    file = folder.find([CAT, DOG])[CAT]
    assert (file.facts.mime, file.facts.width, file.url) == ("image/png", 4, "http://here/shared/Cat.png")
    assert file.facts.size == len(png(b"cat"))
    assert folder.find([DOG]) == {}


def test_a_changed_file_is_measured_anew(tmp_path):
    (tmp_path / "Cat.png").write_bytes(png(b"cat"))
    folder = ForeignFolder("shared", tmp_path, "")
    before = folder.find([CAT])[CAT].facts.sha1
    (tmp_path / "Cat.png").write_bytes(png(b"other cat"))
    assert folder.find([CAT])[CAT].facts.sha1 != before


def test_the_first_repository_wins(api, tmp_path):
    (tmp_path / "Cat.png").write_bytes(png(b"cat"))
    repos = ForeignRepos((ForeignFolder("shared", tmp_path, ""), api))
    assert repos.find([CAT])[CAT].repo == "shared"
    assert repos.has(CAT)
    assert not repos.has(Title.parse("Cat.png"))
    assert not repos.has(Title.parse("File:x/Cat.png"))
