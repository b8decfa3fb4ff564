import pytest


@pytest.fixture
def manage(api, wharf):
    def managing(operation, tag, user=wharf.admin):
        return api.post(user, action="managetags", operation=operation, tag=tag)

    return managing


def test_the_answer_has_operation_tag_and_log_id(manage):
    told = manage("create", "one")["managetags"]
    assert (list(told), told["success"]) == (["operation", "tag", "success", "logid"], True)


@pytest.mark.parametrize("operation", ["deactivate", "delete"])
def test_a_tag_can_be_switched_off_and_done_away_with(manage, operation):
    manage("create", "one")
    assert manage(operation, "one")["managetags"]["operation"] == operation


@pytest.mark.parametrize(
    ("operation", "tag", "code"),
    [
        ("create", "a,b", "tags-create-invalid-chars"),
        ("activate", "none", "tags-activate-not-found"),
        ("delete", "none", "tags-delete-not-found"),
        ("fold", "one", "badvalue"),
        ("create", None, "missingparam"),
    ],
)
def test_wrong_requests_are_refused(manage, operation, tag, code):
    assert manage(operation, tag)["error"]["code"] == code


def test_managing_tags_needs_the_right(manage, wharf):
    assert manage("create", "one", wharf.user)["error"]["code"] == "permissiondenied"
