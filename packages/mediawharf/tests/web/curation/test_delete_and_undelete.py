import re

import pytest

DELETE = "/w/index.php?title=File:A_b.png&action=delete"
UNDELETE = "/wiki/Special:Undelete/File:A_b.png"


@pytest.mark.usefixtures("title")
def test_question_says_what_will_go(admin):
    html = admin.get(DELETE).text
    assert "goes with its 2 versions and its page." in html
    assert "can bring it back" in html


def test_file_goes_and_comes_back(title, admin, versions, text):
    assert "File:A b.png is deleted." in admin.told(admin.post(DELETE, reason="why"))
    assert (versions(title), text(title)) == ([], None)
    page = admin.get("/wiki/File:A_b.png")
    assert page.status_code == 404
    assert "A file of this name was deleted." in page.text
    assert "why" in page.text
    assert "File:A b.png is back" in admin.told(admin.post(UNDELETE, all="1"))
    assert len(versions(title)) == 2
    assert text(title).startswith("Before")


def test_one_version_goes_and_comes_back(title, admin, versions):
    old = versions(title)[1].archive_name
    path = f"{DELETE}&oldimage={old}"
    assert "the others stay" in admin.get(path).text
    assert "The version of File:A b.png is deleted." in admin.told(admin.post(path))
    assert len(versions(title)) == 1
    number = re.search(r'name="version-(\d+)"', admin.get(UNDELETE).text)[1]
    admin.told(admin.post(UNDELETE, **{f"version_{number}": "on"}))
    assert len(versions(title)) == 2


def test_nothing_ticked_restores_nothing(title, admin, versions):
    admin.post(DELETE)
    response = admin.post(UNDELETE)
    assert response.status_code == 400
    assert "Tick what is to be restored" in response.text
    assert versions(title) == []


def test_others_may_neither_delete_nor_restore(title, user, versions):
    assert user.post(DELETE).status_code == 403
    assert user.get(UNDELETE).status_code == 403
    assert len(versions(title)) == 2


def test_what_is_not_there_cannot_go(admin):
    assert admin.get(DELETE).status_code == 404
    assert admin.get(f"{DELETE}&oldimage=20200101000000!A_b.png").status_code == 404
    assert admin.get(UNDELETE).status_code == 404


@pytest.mark.usefixtures("title")
def test_deleted_files_are_listed_for_those_who_may_restore_them(user, admin):
    admin.post(DELETE, reason="why")
    listed = admin.get("/wiki/Special:DeletedFiles?prefix=a").text
    assert listed.count("A b.png</a>") == 2
    assert "A b.png" not in admin.get("/wiki/Special:DeletedFiles?prefix=b").text
    assert user.get("/wiki/Special:DeletedFiles").status_code == 403
