import pytest


@pytest.fixture
def deleted(api, wharf):
    """Two deleted pages of three revisions each, and one that is there."""
    for title in ("One", "Two"):
        for text in ("a", "b", "c"):
            api.post(wharf.user, action="edit", title=title, text=text, summary=f"said {text}")
        api.post(wharf.admin, action="delete", title=title)
    api.post(wharf.user, action="edit", title="Page", text="Text")


@pytest.fixture
def ask(api, wharf):
    def asking(user=wharf.admin, **params):
        return api(user, action="query", prop="deletedrevisions", **{"titles": "One|Two|Page", **params})

    return asking


def comments(reply):
    pages = reply["query"]["pages"]
    return {page["title"]: [row["comment"] for row in page.get("deletedrevisions", ())] for page in pages}


@pytest.mark.usefixtures("deleted")
def test_deleted_pages_tell_what_they_held(ask):
    newest_first = ["said c", "said b", "said a"]
    assert comments(ask()) == {"One": newest_first, "Two": newest_first, "Page": []}


@pytest.mark.usefixtures("deleted")
@pytest.mark.parametrize("direction", ["older", "newer"])
def test_continuing_gives_each_revision_once(ask, direction):
    found, following = [], {}
    for _ in range(3):
        reply = ask(drvlimit=2, drvdir=direction, drvprop="ids|comment", **following)
        found += [row["revid"] for page in reply["query"]["pages"] for row in page.get("deletedrevisions", ())]
        following = {"continue_": reply["continue"]["continue"], **_place(reply)} if "continue" in reply else {}
    assert (len(found), len(set(found)), following) == (6, 6, {})


def _place(reply):
    return {"drvcontinue": reply["continue"]["drvcontinue"]}


@pytest.mark.usefixtures("deleted")
def test_texts_come_in_slots(ask):
    page = ask(titles="One", drvprop="content", drvslots="main", drvlimit=1)["query"]["pages"][0]
    assert page["deletedrevisions"][0]["slots"]["main"]["content"] == "c"


@pytest.mark.usefixtures("deleted")
def test_the_old_form_of_texts_is_warned_of(ask):
    assert "deletedrevisions" in ask(drvprop="content")["warnings"]


def test_who_may_not_see_what_was_deleted_is_refused(ask, wharf):
    assert ask(wharf.user)["error"]["code"] == "permissiondenied"


@pytest.mark.parametrize("text", ["x", "0|One", "0|One|2026|1"])
def test_a_continue_of_another_form_is_refused(ask, text):
    assert ask(drvcontinue=text)["error"]["code"] == "badcontinue"
