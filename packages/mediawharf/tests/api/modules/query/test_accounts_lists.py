"""``list=users``, ``list=allusers`` and ``list=blocks``."""

import pytest


@pytest.fixture
def accounts(wharf):
    """Beside Admin and Uploader a bot and an account that is blocked by Admin."""
    accounts = wharf.facilities.accounts
    accounts.create("Robot", None, groups=["bot"])
    blocked = accounts.create("Blocked", None)
    accounts.block(blocked, by=wharf.admin, reason="for now", expiry=None)


def users(api, **params):
    return api.query(list="users", **params)["users"]


def everybody(api, **params):
    return [account["name"] for account in api.query(list="allusers", **params)["allusers"]]


def test_names_that_cannot_be_come_first(api):
    assert users(api, ususers="uploader|1.2.3.4|Nobody here") == [
        {"name": "1.2.3.4", "invalid": True},
        {"userid": 1, "name": "Uploader"},
        {"name": "Nobody here", "missing": True},
    ]


def test_ids_are_looked_up_in_order(api):
    assert users(api, ususerids="2|99|1") == [
        {"userid": 2, "name": "Admin"}, {"userid": 99, "missing": True}, {"userid": 1, "name": "Uploader"},
    ]  # fmt: skip


def test_what_is_told_of_an_account(api):
    found = users(api, ususers="Admin", usprop="groups|groupmemberships|implicitgroups|rights|editcount|centralids")[0]
    assert found["groups"] == ["bureaucrat", "sysop", "*", "user", "autoconfirmed"]
    assert found["groupmemberships"][0] == {"group": "bureaucrat", "expiry": "infinity"}
    assert (found["editcount"], found["attachedlocal"]) == (0, {"local": True})
    assert "delete" in found["rights"]


@pytest.mark.usefixtures("accounts")
def test_a_block_is_told(api):
    found = users(api, ususers="Blocked", usprop="blockinfo")[0]
    assert (found["blockedby"], found["blockreason"], found["blockexpiry"]) == ("Admin", "for now", "infinite")


def test_names_and_ids_exclude_each_other(api):
    assert api(action="query", list="users", ususers="A", ususerids=1)["error"]["code"] == "invalidparammix"
    assert users(api) == []


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["Admin", "Blocked", "Robot", "Uploader"]),
        ({"aufrom": "blo", "auto": "Robot"}, ["Blocked", "Robot"]),
        ({"auprefix": "up"}, ["Uploader"]),
        ({"audir": "descending", "aulimit": 2}, ["Uploader", "Robot"]),
        ({"augroup": "bot|sysop"}, ["Admin", "Robot"]),
        ({"auexcludegroup": "bot|sysop"}, ["Blocked", "Uploader"]),
        ({"aurights": "bot"}, ["Robot"]),
        ({"aurights": "edit"}, ["Admin", "Blocked", "Robot", "Uploader"]),
        ({"auwitheditsonly": True}, []),
        ({"auactiveusers": True}, []),
    ],
)
def test_lists_of_accounts(api, params, expected):
    assert everybody(api, **params) == expected


@pytest.mark.usefixtures("accounts")
def test_accounts_are_continued(api):
    reply = api(action="query", list="allusers", aulimit=3)
    assert reply["continue"] == {"aufrom": "Uploader", "continue": "-||"}
    assert everybody(api, aufrom="Uploader") == ["Uploader"]


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 1), ({"bkusers": "Blocked|Robot"}, 1), ({"bkusers": "Robot"}, 0), ({"bkids": 99}, 0),
        ({"bkip": "127.0.0.1"}, 0), ({"bkshow": "temp"}, 0), ({"bkshow": "!temp"}, 1), ({"bkshow": "ip"}, 0),
    ],
)  # fmt: skip
def test_lists_of_blocks(api, params, count):
    assert len(api.query(list="blocks", **params)["blocks"]) == count


@pytest.mark.usefixtures("accounts")
def test_what_is_told_of_a_block(api):
    block = api.query(list="blocks")["blocks"][0]
    assert (block["user"], block["by"], block["reason"], block["expiry"]) == ("Blocked", "Admin", "for now", "infinity")
    assert api.query(list="blocks", bkprop="userid|byid")["blocks"] == [{"userid": 4, "byid": 2}]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"list": "blocks", "bkusers": "A", "bkip": "1.2.3.4"}, "invalidparammix"),
        ({"list": "blocks", "bkusers": "a#b"}, "baduser"),
        ({"list": "blocks", "bkip": "zz"}, "param_ip"),
        ({"list": "blocks", "bkshow": "temp|!temp"}, "show"),
        ({"list": "blocks", "bkcontinue": "zz"}, "badcontinue"),
        ({"list": "allusers", "augroup": "bot", "auexcludegroup": "sysop"}, "invalidparammix"),
    ],
)
def test_refusals(api, params, code):
    assert api(action="query", **params)["error"]["code"] == code
