import re

import pytest

from mediawharf.model.title import Title

EDIT = "/w/index.php?title=File:A_b.png&action=edit"


def field(html, name):
    return re.search(rf'name="{name}" value="(\d+)"', html)[1]


@pytest.fixture
def begun(title, user):  # noqa: ARG001 - the file must be there
    """What the form of an edit that has begun sends along."""
    html = user.get(EDIT).text
    return {"base": field(html, "base"), "started": field(html, "started")}


def test_form_has_the_text_and_saves_another(title, user, begun, text):
    assert "Before [[Category:Cats]]" in user.get(EDIT).text
    response = user.post(EDIT, text="After", summary="why", **begun)
    assert response.headers["location"] == "/wiki/File:A_b.png"
    assert "File:A b.png is saved." in user.told(response)
    assert text(title) == "After"


def test_preview_saves_nothing(title, user, begun, text):
    html = user.post(EDIT, text="'''After''' <script>", preview="1", **begun).text
    assert "This is how the text will look." in html
    assert "<script>" not in html
    assert text(title).startswith("Before")


def test_two_edits_that_meet_are_shown_side_by_side(title, user, admin, begun, text):
    admin.post(EDIT, text="Theirs", **begun)
    response = user.post(EDIT, text="Mine", **begun)
    assert response.status_code == 409
    assert re.search(r"<textarea[^>]* name=\"text\"[^>]*>\nMine<", response.text)
    assert re.search(r"<textarea[^>]* readonly>\nTheirs<", response.text)
    assert "<ins>" in response.text
    again = {name: field(response.text, name) for name in ("base", "started")}
    assert user.post(EDIT, text="Both", **again).status_code == 303
    assert text(title) == "Both"


def test_text_that_is_the_same_is_not_saved_again(title, user, begun, text):
    assert "Nothing was changed" in user.told(user.post(EDIT, text=text(title), **begun))


@pytest.mark.usefixtures("title")
def test_form_without_its_token_changes_nothing(user, begun, text, title):
    assert user.client.post(EDIT, data={"text": "After", "token": "+\\", **begun}).status_code == 403
    assert text(title).startswith("Before")


def test_old_text_can_be_put_back(user, begun):
    user.post(EDIT, text="After", **begun)
    assert "Before [[Category:Cats]]" in user.get(f"{EDIT}&oldid={begun['base']}").text
    assert "After" in user.get(f"{EDIT}&oldid=999").text


def test_page_is_made_where_there_is_none(user, text):
    path = "/w/index.php?title=Hello&action=edit"
    html = user.get(path).text
    assert "Create Hello" in html
    response = user.post(path, text="World", base="0", started=field(html, "started"))
    assert "Hello is saved." in user.told(response)
    assert text(Title.parse("Hello")) == "World"


def test_protected_page_is_refused_in_words(title, user, admin, begun, text):
    admin.post("/w/index.php?title=File:A_b.png&action=protect", level_edit="sysop", end_edit="infinite")
    response = user.post(EDIT, text="After", **begun)
    assert response.status_code == 400
    assert "The page is protected from this." in response.text
    assert "After" in response.text
    assert text(title).startswith("Before")


def test_history_tells_what_each_revision_changed(user, begun):
    user.post(EDIT, text="After", summary="why [[File:A b.png]]", **begun)
    history = user.get("/w/index.php?title=File:A_b.png&action=history").text
    assert "Restore this text" in history
    newest = re.search(r"action=compare&amp;revision=(\d+)", history)[1]
    html = user.get(f"/w/index.php?title=File:A_b.png&action=compare&revision={newest}").text
    assert "<del>" in html
    assert "<ins>" in html


@pytest.mark.parametrize("revision", ["", "x", "999", "9" * 30])
def test_revision_that_is_not_there_is_told_so(title, user, revision):
    path = f"/w/index.php?title={title.prefixed_dbkey}&action=compare&revision={revision}"
    assert user.get(path).status_code == 404


def test_administrators_roll_back(title, user, admin, begun, text):
    user.post(EDIT, text="Good", **begun)
    html = user.get(EDIT).text
    admin.post(EDIT, text="Bad", base=field(html, "base"), started=field(html, "started"))
    path = "/w/index.php?title=File:A_b.png&action=rollback&from=Admin"
    assert "All edits that Admin has made last" in admin.get(path).text
    assert admin.post(path).status_code == 303
    assert text(title) == "Good"
    assert user.get(path).status_code == 403


@pytest.mark.usefixtures("title")
def test_roll_back_of_somebody_else_is_refused_in_words(admin):
    response = admin.post("/w/index.php?title=File:A_b.png&action=rollback&from=Nobody")
    assert response.status_code == 400
    assert "is by Uploader, not by Nobody" in response.text


def test_facts_of_a_page_are_told(title, user, admin):
    path = f"/w/index.php?title={title.prefixed_dbkey}&action=info"
    assert "Versions of the file" in user.get(path).text
    assert "Watched by" not in user.get(path).text
    assert "Watched by" in admin.get(path).text


def test_page_that_was_deleted_meanwhile_is_made_anew_on_a_second_save(title, user, admin, begun, text):
    admin.post("/w/index.php?title=File:A_b.png&action=delete")
    response = user.post(EDIT, text="After", base=begun["base"], started=str(int(begun["started"]) - 1))
    assert response.status_code == 400
    assert "The page was deleted while you were writing." in response.text
    again = {name: field(response.text, name) for name in ("base", "started")}
    assert user.post(EDIT, text="After", base=again["base"], started=str(int(again["started"]) + 2)).status_code == 303
    assert text(title) == "After"
