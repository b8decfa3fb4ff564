import pytest


@pytest.fixture
def block_id(api, wharf):
    return api.post(wharf.admin, action="block", user_="Uploader")["block"]["id"]


@pytest.fixture
def unblock(api, wharf):
    def unblocking(by=wharf.admin, **params):
        return api.post(by, action="unblock", **params)

    return unblocking


def test_a_block_ends_by_its_user_s_name(unblock, block_id, wharf):
    told = unblock(user_="Uploader", reason="sorry")["unblock"]
    assert told == {"id": block_id, "user": "Uploader", "userid": wharf.user.id, "reason": "sorry"}


def test_a_block_ends_by_its_id(unblock, block_id):
    assert unblock(id=block_id)["unblock"]["user"] == "Uploader"


@pytest.mark.usefixtures("block_id")
@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "missingparam"),
        ({"id": 1, "user_": "Uploader"}, "invalidparammix"),
        ({"id": 99}, "cantunblock"),
        ({"user_": "Nobody"}, "cantunblock"),
        ({"user_": "Admin"}, "cantunblock"),
        ({"userid": 99}, "nosuchuserid"),
    ],
)
def test_wrong_requests_are_refused(unblock, params, code):
    assert unblock(**params)["error"]["code"] == code


def test_unblocking_needs_the_right(unblock, wharf):
    assert unblock(wharf.user, user_="Admin")["error"]["code"] == "permissiondenied"
