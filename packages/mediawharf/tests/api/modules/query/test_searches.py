"""``list=search`` and ``list=prefixsearch``."""

import pytest

from mediawharf.testing.wharf import png

FILES = ("Map of A.png", "Map of B.png", "Other.png")


@pytest.fixture(autouse=True)
def files(wharf):
    for name in FILES:
        wharf.upload(name, png(name.encode()), text="two words")


def titles(api, **params):
    return [page["title"] for page in api.query(list="prefixsearch", **params)["prefixsearch"]]


@pytest.mark.parametrize(
    "params",
    [
        {"pssearch": "file:map"},
        {"pssearch": "map_of", "psnamespace": "6"},
        {"pssearch": "Image:Map of ", "psnamespace": "0"},
    ],
)
def test_titles_are_found_by_their_start(api, params):
    assert titles(api, **params) == ["File:Map of A.png", "File:Map of B.png"]


@pytest.mark.parametrize("text", ["Map", "file:zz", "a|b", "Special:Map"])
def test_nothing_is_found(api, text):
    assert titles(api, pssearch=text) == []


def test_offsets_reach_over_namespaces(api):
    found = [titles(api, pssearch=":", psnamespace="0|6", psoffset=offset, pslimit=1) for offset in range(4)]
    assert found == [["File:Map of A.png"], ["File:Map of B.png"], ["File:Other.png"], []]


@pytest.mark.parametrize(("name", "prefix"), [("prefixsearch", "ps"), ("search", "sr")])
def test_the_next_offset_is_told(api, name, prefix):
    params = {f"{prefix}search": "File:Map", f"{prefix}limit": 1}
    reply = api(action="query", list=name, **params)
    assert reply["continue"] == {f"{prefix}offset": 1, "continue": "-||"}
    assert api(action="query", list=name, **{f"{prefix}search": ""})["error"]["code"] == "missingparam"


@pytest.mark.parametrize(("name", "prefix"), [("prefixsearch", "gps"), ("search", "gsr")])
def test_generated_pages_tell_their_place(api, name, prefix):
    pages = api.query(generator=name, **{f"{prefix}search": "File:Map", f"{prefix}offset": 1})["pages"]
    assert [(page["title"], page["index"]) for page in pages] == [("File:Map of B.png", 2)]


def test_a_search_tells_sizes_and_hits(api):
    found = api.query(list="search", srsearch="Map", srnamespace=6, srprop="size|wordcount|snippet")
    assert found["searchinfo"] == {"totalhits": 2}
    assert found["search"][0] == {
        "ns": 6, "title": "File:Map of A.png", "pageid": 1, "size": 9, "wordcount": 2, "snippet": "",
    }  # fmt: skip


def test_a_near_match_is_one_title(api):
    assert api.query(list="search", srsearch="File:Map", srwhat="nearmatch") == {"search": []}
    found = api.query(list="search", srsearch="file:Other.png", srwhat="nearmatch", srprop="")
    assert found == {"search": [{"ns": 6, "title": "File:Other.png", "pageid": 3}]}
