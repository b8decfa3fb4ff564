import pytest


@pytest.fixture
def protect(api, wharf, file):
    def protecting(protections, user=wharf.admin, **params):
        return api.post(user, action="protect", protections=protections, **{"title": file, **params})

    return protecting


def test_the_answer_repeats_the_protections(protect, file):
    told = protect("upload=sysop|edit=autoconfirmed", expiry="infinite|2100-01-01T00:00:00Z", reason="why")
    assert told["protect"] == {
        "title": file,
        "reason": "why",
        "protections": [
            {"upload": "sysop", "expiry": "infinite"},
            {"edit": "autoconfirmed", "expiry": "2100-01-01T00:00:00Z"},
        ],
    }


def test_the_page_tells_of_its_protection(protect, api, file):
    protect("upload=sysop")
    [page] = api.query(titles=file, prop="info", inprop="protection")["pages"]
    assert page["protection"] == [{"type": "upload", "level": "sysop", "expiry": "infinity"}]


def test_the_level_all_ends_a_protection(protect, api, file):
    protect("upload=sysop")
    assert protect("upload=all")["protect"]["protections"] == [{"upload": "", "expiry": "infinite"}]
    [page] = api.query(titles=file, prop="info", inprop="protection")["pages"]
    assert page["protection"] == []


@pytest.mark.parametrize(
    ("protections", "params", "code"),
    [
        ("edit=emperor", {}, "protect-invalidlevel"),
        ("edit", {}, "protect-invalidlevel"),
        ("fly=sysop", {}, "protect-invalidaction"),
        ("create=sysop", {}, "create-titleexists"),
        ("edit=sysop", {"title": "File:None.png"}, "missingtitle-createonly"),
        ("edit=sysop", {"expiry": "2000-01-01T00:00:00Z"}, "pastexpiry"),
        ("edit=sysop", {"expiry": "nonsense"}, "invalidexpiry"),
        ("edit=sysop|move=sysop|upload=sysop", {"expiry": "1 day|2 days"}, "toofewexpiries"),
    ],
)
def test_wrong_requests_are_refused(protect, protections, params, code):
    assert protect(protections, **params)["error"]["code"] == code


def test_protecting_needs_the_right_whatever_is_asked(protect, wharf):
    assert protect("edit=emperor", wharf.user)["error"]["code"] == "permissiondenied"


def test_an_empty_list_ends_all_protection(api, wharf, file):
    api.post(wharf.admin, action="protect", title=file, protections="edit=sysop")
    assert api.post(wharf.admin, action="protect", title=file, protections="")["protect"]["protections"] == []
    [entry] = api.query(list="logevents", letype="protect", lelimit=1)["logevents"]
    assert entry["action"] == "unprotect"
