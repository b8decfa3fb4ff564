import pytest

from mediawharf.model.title import Title

INDEX = "/w/index.php?title=File:A_b.png&action="


def test_old_version_becomes_current_again(title, user, versions):
    old = versions(title)[1]
    path = f"{INDEX}revert&oldimage={old.archive_name}"
    assert "The old version becomes the current one." in user.get(path).text
    assert "is back at its old version" in user.told(user.post(path))
    now = versions(title)
    assert (len(now), now[0].facts.sha1) == (3, old.facts.sha1)
    assert now[0].comment.startswith("Back to the version of ")


def test_version_that_is_current_already_is_refused_in_words(title, user, versions):
    path = f"{INDEX}revert&oldimage={versions(title)[1].archive_name}"
    user.post(path)
    response = user.post(path)
    assert response.status_code == 400
    assert "That file holds these very bytes already." in response.text


def test_a_database_without_room_is_told_in_words(title, user, versions, wharf, cramp):
    old = versions(title)[1]
    cramp(wharf.facilities.database, "file_revision")
    response = user.post(f"{INDEX}revert&oldimage={old.archive_name}")
    assert "The disk of the server’s database is full" in response.text
    assert len(versions(title)) == 2


@pytest.mark.usefixtures("title")
def test_version_that_is_not_there_cannot_be_reverted_to(user):
    assert user.get(f"{INDEX}revert&oldimage=20200101000000!A_b.png").status_code == 404


def test_file_gets_another_name(title, user, versions):
    path = "/wiki/Special:MovePage/File:A_b.png"
    assert "all its versions and its page get a new name" in user.get(path).text
    response = user.post(path, newtitle="File:C.png", reason="clearer")
    assert response.headers["location"] == "/wiki/File:C.png"
    assert "File:A b.png is now File:C.png." in user.told(response)
    assert (len(versions(Title.file("C.png"))), versions(title)) == (2, [])
    assert "This page leads to" in user.get("/wiki/File:A_b.png").text


@pytest.mark.parametrize(
    ("name", "reason"),
    [("File:C.jpg", "does not suit the type"), ("File:A b.png", "The new name is the old one."), ("<>", "cannot be")],
)
def test_bad_names_are_refused_in_words(title, user, versions, name, reason):
    response = user.post("/wiki/Special:MovePage/File:A_b.png", newtitle=name)
    assert response.status_code == 400
    assert reason in response.text
    assert len(versions(title)) == 2


@pytest.mark.usefixtures("title")
def test_protection_is_set_shown_and_lifted(user, admin):
    path = f"{INDEX}protect"
    told = admin.told(admin.post(path, level_upload="sysop", end_upload="1 week", reason="war"))
    assert "The protection of File:A b.png is changed." in told
    page = user.get("/wiki/File:A_b.png").text
    assert "Uploading new versions: Administrators" in page
    assert "Revert to this" not in page
    assert "As now:" in admin.get(path).text
    assert "Nothing was changed" in admin.told(admin.post(path, level_upload="sysop", end_upload="same"))
    admin.post(path, level_upload="")
    assert "Revert to this" in user.get("/wiki/File:A_b.png").text


@pytest.mark.usefixtures("title")
@pytest.mark.parametrize("until", ["2001-01-01", "soon"])
def test_end_that_is_no_time_is_refused_in_words(admin, until):
    response = admin.post(f"{INDEX}protect", level_edit="sysop", end_edit="other", until_edit=until)
    assert response.status_code == 400
    assert "Write it like 2030-12-31." in response.text


@pytest.mark.usefixtures("title")
def test_pages_are_watched_and_watched_no_more(user):
    assert "You watch File:A b.png." in user.told(user.post(f"{INDEX}watch", end="1 week"))
    listed = user.get("/wiki/Special:Watchlist/edit").text
    assert "File:A b.png" in listed
    assert "until" in listed
    assert "You no longer watch File:A b.png." in user.told(user.post(f"{INDEX}unwatch"))
    assert "You watch no pages." in user.get("/wiki/Special:Watchlist/edit").text


@pytest.mark.usefixtures("title")
def test_watchlist_shows_changes_and_drops_what_is_ticked(user):
    user.post(f"{INDEX}watch")
    assert "File:A b.png" in user.get("/wiki/Special:Watchlist").text
    told = user.told(user.client.post(
        "/wiki/Special:Watchlist/edit", data={"token": user.token, "watch-File:A_b.png": "on"}
    ))  # fmt: skip
    assert "You watch no pages." in told


@pytest.mark.usefixtures("title")
def test_watching_is_for_accounts(client):
    response = client.get(f"{INDEX}watch")
    assert response.status_code in (302, 403)


@pytest.mark.usefixtures("title")
def test_page_is_made_anew(user):
    assert "made anew" in user.get(f"{INDEX}purge").text
    assert "File:A b.png is made anew." in user.told(user.post(f"{INDEX}purge"))
    assert user.get("/w/index.php?title=Nothing&action=purge").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/w/index.php?title=File:A_b.png&action=delete", "/w/index.php?title=File:A_b.png&action=protect",
        "/w/index.php?title=File:A_b.png&action=purge", "/wiki/Special:MovePage/File:A_b.png",
        "/w/index.php?title=File:A_b.png&action=watch",
    ],
)  # fmt: skip
def test_forms_of_other_sites_do_nothing(title, admin, versions, path):
    response = admin.client.post(path, data={"newtitle": "File:C.png", "token": "0" * 40 + "+\\"})
    assert response.status_code == 403
    assert len(versions(title)) == 2
