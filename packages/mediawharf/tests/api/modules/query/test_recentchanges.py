import pytest

from mediawharf.model.title import Title
from mediawharf.pages.pages import Edit
from mediawharf.testing.wharf import png

PAGE = Title(0, "Page")


@pytest.fixture
def changes(wharf):
    """An upload, a new page, and Admin's minor edit of it."""
    pages = wharf.facilities.pages
    wharf.upload("A.png", png(b"a"), comment="up")
    with wharf.facilities.database.write() as connection:
        pages.create(connection, PAGE, edit=Edit("1", "new one"), user=wharf.user)
        edit = Edit("22", "changed", minor=True, bot=True)
        pages.revise(connection, pages.find(connection, PAGE), edit=edit, user=wharf.admin)


def reply(api, user=None, **params):
    return api(user, action="query", list="recentchanges", **params)


def types(answer):
    return [change["type"] for change in answer["query"]["recentchanges"]]


@pytest.mark.usefixtures("changes")
def test_an_upload_is_a_change_of_its_log(api):
    change = reply(api, rctype="log", rcprop="title|user|comment|loginfo|flags|sizes|ids")["query"]["recentchanges"][0]
    assert (change["logtype"], change["logaction"], change["comment"]) == ("upload", "upload", "up")
    assert (change["old_revid"], change["oldlen"], change["newlen"], change["new"]) == (0, 0, 0, False)
    assert change["logparams"].keys() == {"img_sha1", "img_timestamp"}


@pytest.mark.usefixtures("changes")
def test_an_edit_is_told_with_its_sizes(api):
    change = reply(api, rctype="edit", rcprop="ids|flags|sizes|user|userid|sha1|redirect|tags")["query"][
        "recentchanges"
    ][0]
    assert (change["oldlen"], change["newlen"], change["minor"], change["bot"]) == (1, 2, True, True)
    assert (change["user"], change["userid"], change["redirect"], change["tags"]) == ("Admin", 2, False, [])
    assert change["sha1"] == "12c6fc06c99a462375eeb3f43dfd832b08ca9e17"


@pytest.mark.usefixtures("changes")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["edit", "new", "log"]),
        ({"rcdir": "newer"}, ["log", "new", "edit"]),
        ({"rctype": "new|log"}, ["new", "log"]),
        ({"rcnamespace": "6"}, ["log"]),
        ({"rctitle": "Page"}, ["edit", "new"]),
        ({"rcuser": "admin"}, ["edit"]),
        ({"rcexcludeuser": "Admin"}, ["new", "log"]),
        ({"rcshow": "!bot|!minor"}, ["new", "log"]),
        ({"rcshow": "anon"}, []),
        ({"rcshow": "redirect"}, []),
        ({"rctoponly": True}, ["edit", "log"]),
        ({"rctag": "nonesuch"}, []),
        ({"rctype": "external"}, []),
    ],
)
def test_filters(api, params, expected):
    assert types(reply(api, **params)) == expected


@pytest.mark.usefixtures("changes")
def test_continuing_gives_each_change_once(api):
    first = reply(api, rclimit=2)
    second = reply(api, rclimit=2, rccontinue=first["continue"]["rccontinue"])
    assert types(first) + types(second) == ["edit", "new", "log"]
    assert "continue" not in second


@pytest.mark.usefixtures("changes")
def test_as_a_generator_it_gives_each_page_once(api):
    pages = api.query(generator="recentchanges", prop="info")["pages"]
    assert [page["title"] for page in pages] == ["File:A.png", "Page"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"rcshow": "minor|!minor"}, "show"),
        ({"rcuser": "A", "rcexcludeuser": "B"}, "invalidparammix"),
        ({"rcprop": "patrolled"}, "permissiondenied"),
        ({"rcshow": "patrolled"}, "permissiondenied"),
        ({"rccontinue": "z"}, "badcontinue"),
        ({"rctitle": "::"}, "invalidtitle"),
    ],
)
def test_refusals(api, params, code):
    assert reply(api, **params)["error"]["code"] == code


@pytest.mark.usefixtures("changes")
def test_patrollers_see_every_change_as_patrolled(api, wharf):
    change = reply(api, wharf.admin, rcprop="patrolled", rclimit=1)["query"]["recentchanges"][0]
    assert change == {"type": "edit", "patrolled": True, "unpatrolled": False, "autopatrolled": True}
    assert types(reply(api, wharf.admin, rcshow="unpatrolled")) == []


def test_the_top_changes_are_those_of_latest_revisions(api, wharf):
    for text in ("one", "two"):
        api.post(wharf.user, action="edit", title="Page", text=text)
    told = api.query(list="recentchanges", rctoponly=True, rcprop="ids", rctitle="Page")["recentchanges"]
    assert [change["type"] for change in told] == ["edit"]
