import pytest

from mediawharf.model.title import Title
from mediawharf.pages.pages import Edit
from mediawharf.testing.wharf import png

PAGE = Title(0, "Page")


@pytest.fixture
def edits(wharf):
    """Uploader's file, page and minor edit of it (revisions 1 to 3), and Admin's edit (4)."""
    pages = wharf.facilities.pages
    wharf.upload("A.png", png(b"a"), text="text")
    with wharf.facilities.database.write() as connection:
        pages.create(connection, PAGE, edit=Edit("1", "made"), user=wharf.user)
        for text, user, minor in (("22", wharf.user, True), ("333", wharf.admin, False)):
            edit = Edit(text, "changed", minor=minor)
            pages.revise(connection, pages.find(connection, PAGE), edit=edit, user=user)


def reply(api, user=None, **params):
    return api(user, action="query", list="usercontribs", **params)


def ids(answer):
    return [row["revid"] for row in answer["query"]["usercontribs"]]


@pytest.mark.usefixtures("edits")
def test_a_revision_is_told_with_its_page_and_place(api):
    row = reply(api, ucuser="uploader", uclimit=1, ucprop="ids|title|flags|size|sizediff|comment|tags")
    assert row["query"]["usercontribs"] == [{
        "userid": 1, "user": "Uploader", "pageid": 2, "revid": 3, "parentid": 2, "ns": 0, "title": "Page",
        "new": False, "minor": True, "top": False, "comment": "changed", "size": 2, "sizediff": 1, "tags": [],
    }]  # fmt: skip


@pytest.mark.usefixtures("edits")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"ucuser": "Uploader"}, [3, 2, 1]),
        ({"ucuser": "Uploader|Admin"}, [4, 3, 2, 1]),
        ({"ucuserids": "2"}, [4]),
        ({"ucuserprefix": "Up"}, [3, 2, 1]),
        ({"ucuserprefix": ""}, [4, 3, 2, 1]),
        ({"ucuser": "Uploader", "ucdir": "newer"}, [1, 2, 3]),
        ({"ucuser": "Uploader", "ucnamespace": "6"}, [1]),
        ({"ucuser": "Uploader", "ucshow": "new|top"}, [1]),
        ({"ucuser": "Uploader", "ucshow": "!minor"}, [2, 1]),
        ({"ucuser": "Uploader", "uctoponly": True}, [1]),
        ({"ucuser": "Uploader", "uctag": "nonesuch"}, []),
        ({"ucuser": "Nobody"}, []),
        ({"ucuserids": "99"}, []),
    ],
)
def test_whose_revisions_and_which(api, params, expected):
    assert ids(reply(api, **params)) == expected


@pytest.mark.usefixtures("edits")
@pytest.mark.parametrize("users", ["Uploader", "Uploader|Admin"])
def test_continuing_gives_each_revision_once(api, users):
    found, following = [], {}
    for _ in range(4):
        answer = reply(api, ucuser=users, uclimit=1, **following)
        found += ids(answer)
        following = answer.get("continue", {})
        if not following:
            break
    assert found == ids(reply(api, ucuser=users))


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "missingparam"),
        ({"ucuser": ""}, "paramempty_ucuser"),
        ({"ucuser": "a#b"}, "baduser"),
        ({"ucuser": "A", "ucuserids": 1}, "invalidparammix"),
        ({"ucuser": "A", "ucshow": "minor|!minor"}, "show"),
        ({"ucuser": "A", "ucprop": "patrolled"}, "permissiondenied"),
        ({"ucuser": "A", "uccontinue": "zz"}, "badcontinue"),
        ({"ucuser": "A|B", "uccontinue": "20260101000000|1"}, "badcontinue"),
    ],
)
def test_refusals(api, params, code):
    assert reply(api, **params)["error"]["code"] == code


def test_an_id_that_no_account_can_have_is_refused(api):
    assert api(action="query", list="usercontribs", ucuserids=0)["error"]["code"] == "invaliduserid"
