import pytest


@pytest.fixture
def block(api, wharf):
    def blocking(by=wharf.admin, **params):
        return api.post(by, action="block", **{"user_": "Uploader", **params})

    return blocking


def test_the_answer_tells_all_that_was_asked_for(block, wharf):
    told = block(reason="why", nocreate=True)["block"]
    assert (told["user"], told["userID"], told["expiry"], told["nocreate"], told["partial"]) == (
        "Uploader",
        wharf.user.id,
        "infinite",
        True,
        False,
    )


def test_a_block_that_ends_tells_when(block):
    assert block(expiry="2100-01-01T00:00:00Z")["block"]["expiry"] == "2100-01-01T00:00:00Z"


def test_a_blocked_user_edits_nothing_from_then_on(block, api, wharf):
    block()
    user = wharf.facilities.accounts.find("Uploader")
    assert api.post(user, action="edit", title="Page", text="x")["error"]["code"] == "blocked"


def test_the_user_s_page_can_be_watched(block, api, wharf):
    block(watchuser=True)
    [page] = api.query(wharf.admin, titles="User:Uploader", prop="info", inprop="watched")["pages"]
    assert page["watched"] is True


def test_a_second_block_must_be_meant(block):
    block()
    assert block()["error"]["code"] == "alreadyblocked"
    assert "block" in block(reblock=True)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"user_": None}, "missingparam"),
        ({"userid": 1}, "invalidparammix"),
        ({"user_": "Nobody"}, "nosuchuser"),
        ({"user_": None, "userid": 99}, "nosuchuserid"),
        ({"expiry": "nonsense"}, "invalidexpiry"),
        ({"expiry": "2000-01-01T00:00:00Z"}, "ipb_expiry_old"),
        ({"hidename": True}, "permissiondenied"),
    ],
)
def test_wrong_requests_are_refused(block, params, code):
    assert block(**params)["error"]["code"] == code


def test_blocking_needs_the_right(block, wharf):
    assert block(wharf.user)["error"]["code"] == "permissiondenied"
