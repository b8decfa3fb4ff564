import pytest

from mediawharf.testing.wharf import png


@pytest.fixture
def uploads(wharf):
    """Two uploads and an overwrite: five entries, since the pages are logged too."""
    wharf.upload("A.png", png(b"a"), comment="see")
    wharf.upload("B.png", png(b"b"), user=wharf.admin)
    wharf.upload("A.png", png(b"c"), ignore_warnings=True)


def reply(api, user=None, **params):
    return api(user, action="query", list="logevents", **params)


def seen(answer):
    return [(entry["action"], entry["title"]) for entry in answer["query"]["logevents"]]


@pytest.mark.usefixtures("uploads")
def test_an_upload_is_told_with_its_file(api):
    entry = reply(api, letype="upload", letitle="File:B.png")["query"]["logevents"][0]
    assert list(entry) == [
        "logid", "ns", "title", "pageid", "logpage", "params", "type", "action", "user", "timestamp", "comment",
    ]  # fmt: skip
    assert entry["params"].keys() == {"img_sha1", "img_timestamp"}
    assert (entry["pageid"], entry["logpage"], entry["user"]) == (2, 2, "Admin")


@pytest.mark.usefixtures("uploads")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"leaction": "upload/overwrite"}, [("overwrite", "File:A.png")]),
        ({"letype": "upload", "leuser": "Admin"}, [("upload", "File:B.png")]),
        ({"letype": "create", "ledir": "newer"}, [("create", "File:A.png"), ("create", "File:B.png")]),
        ({"letype": "upload", "lenamespace": 0}, []),
        ({"letype": ""}, []),
        ({"letag": "nonesuch"}, []),
        ({"leend": "2100-01-01T00:00:00Z"}, []),
    ],
)
def test_filters(api, params, expected):
    assert seen(reply(api, **params)) == expected


@pytest.mark.usefixtures("uploads")
@pytest.mark.parametrize("direction", ["older", "newer"])
def test_continuing_gives_each_entry_once(api, direction):
    found, following = [], {}
    for _ in range(3):
        answer = reply(api, lelimit=2, ledir=direction, leprop="ids", **following)
        found += [entry["logid"] for entry in answer["query"]["logevents"]]
        following = answer.get("continue", {})
    assert found == sorted(found, reverse=direction == "older")
    assert len(found) == 5


@pytest.mark.usefixtures("uploads")
def test_only_what_is_asked_for_is_told(api):
    assert reply(api, leprop="", lelimit=1)["query"]["logevents"] == [{}]
    entry = reply(api, leprop="userid|tags|parsedcomment", leaction="upload/upload", leuser="Uploader")
    assert entry["query"]["logevents"][0] == {
        "userid": 1,
        "parsedcomment": "see",
        "tags": [],
    }


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"leaction": "upload/nonesuch"}, "unknown_leaction"),
        ({"leaction": "upload"}, "unknown_leaction"),
        ({"letype": "nonesuch"}, "badvalue"),
        ({"letitle": "::"}, "invalidtitle"),
        ({"letitle": "A", "lenamespace": 0}, "invalidparammix"),
        ({"letitle": "A", "leprefix": "A"}, "invalidparammix"),
        ({"leprefix": "A"}, "prefixsearchdisabled"),
        ({"lecontinue": "20269999999999|1"}, "badcontinue"),
        ({"lecontinue": "zz"}, "badcontinue"),
        ({"leuser": "a#b"}, "baduser"),
        ({"lestart": "some day"}, "badtimestamp"),
    ],
)
def test_refusals(api, params, code):
    assert reply(api, **params)["error"]["code"] == code
