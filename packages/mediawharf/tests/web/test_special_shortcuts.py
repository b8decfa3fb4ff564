"""Where the names lead that MediaWiki's users know is what MediaWiki 1.39 answered."""

import hashlib

import pytest

PIXELS = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def leads_to(client, path, **options):
    response = client.get(path, **options)
    assert response.status_code == 302
    return response.headers["location"].removeprefix("http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("EditPage/A", "/w/index.php?title=A&action=edit"),
        ("History/A", "/w/index.php?title=A&action=history"),
        ("PageInfo/File:A.png", "/w/index.php?title=File%3AA.png&action=info"),
        ("Purge/A", "/w/index.php?title=A&action=purge"),
        ("Delete/A", "/w/index.php?title=A&action=delete"),
        ("Protect/A", "/w/index.php?title=A&action=protect"),
        ("PermanentLink/7", "/w/index.php?oldid=7"),
        ("Diff/7", "/w/index.php?diff=7"),
        ("Diff/6/7", "/w/index.php?oldid=6&diff=7"),
        ("Diff/prev/7", "/w/index.php?oldid=prev&diff=7"),
        ("MyLanguage/A", "/wiki/A"),
        ("ApiHelp", "/w/api.php"),
        ("ApiHelp/upload", "/w/api.php?action=help&modules=upload"),
    ],
)
def test_a_name_leads_where_it_leads_in_mediawiki(client, name, there):
    assert leads_to(client, f"/wiki/Special:{name}") == there


@pytest.mark.parametrize("name", ["EditPage", "Diff/x", "PermanentLink/0", "MyLanguage/<", "FileDuplicateSearch/A.png"])
def test_a_name_without_what_it_is_about_is_no_page(client, name):
    assert client.get(f"/wiki/Special:{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("MyPage", "/wiki/User:{}"), ("MyPage/Notes", "/wiki/User:{}/Notes"), ("MyTalk", "/wiki/User_talk:{}"),
        ("MyUploads", "/wiki/Special:ListFiles/{}"), ("MyContributions", "/wiki/Special:Contributions/{}"),
    ],
)  # fmt: skip
def test_names_of_ones_own_lead_to_the_visitors(client, wharf, cookies_of, name, there):
    address = leads_to(client, f"/wiki/Special:{name}", headers=cookies_of(wharf.user))
    assert address == there.format(wharf.user.name.replace(" ", "_"))


def test_a_visitor_without_an_account_is_asked_to_log_in(client):
    assert "Special:UserLogin" in leads_to(client, "/wiki/Special:MyUploads")


def test_copies_of_a_file_are_found_by_its_digest(client, publish):
    publish("A.gif", PIXELS)
    there = leads_to(client, "/wiki/Special:FileDuplicateSearch/A.gif")
    assert there == f"/wiki/Special:ListFiles?sha1={hashlib.sha1(PIXELS).hexdigest()}"


@pytest.mark.parametrize("name", ["Statistics", "Users", "NewFiles", "Special:ListFiles/Nobody"])
def test_other_names_show_the_page_itself(client, name):
    assert client.get(f"/w/index.php?title=Special:{name.removeprefix('Special:')}").status_code == 200


@pytest.mark.parametrize("path", ["/w/", "/wiki"])
def test_a_folder_leads_to_the_main_page(client, path):
    assert leads_to(client, path) == "/wiki/Main_Page"


@pytest.mark.parametrize(
    "query", ["oldid=1", "title=Other&oldid=1", "diff=1", "oldid=prev&diff=1", "diff=prev&oldid=1"]
)
def test_a_revision_of_an_address_is_shown_with_what_it_changed(client, publish, query):
    publish("A.gif", PIXELS)
    address = leads_to(client, f"/w/index.php?{query}")
    assert address == "/w/index.php?title=File%3AA.gif&action=compare&revision=1"
    assert client.get(address).status_code == 200


def test_a_revision_that_is_not_there_is_no_page(client):
    assert client.get("/w/index.php?oldid=99").status_code == 404


def test_media_names_the_page_of_the_file(client, publish):
    publish("A.gif", PIXELS)
    page = client.get("/wiki/Media:A.gif")
    assert page.status_code == 200
    assert "File:A.gif" in page.text
