import re

import pytest

from mediawharf.testing.wharf import png

LOG = "/wiki/Special:Log"
CHANGES = "/wiki/Special:RecentChanges"


def words(html: str) -> str:
    """What a page says, without its elements."""
    return re.sub(r"<[^>]*>", "", html)


@pytest.fixture
def busy(title, user, admin):
    """A wiki in which much has happened."""
    index = f"/w/index.php?title={title.prefixed_dbkey}&action="
    admin.post(f"{index}protect", level_move="sysop", end_move="infinite", reason="<why>")
    user.post("/wiki/Special:UserRights/Uploader")
    admin.post("/wiki/Special:UserRights/Uploader", group_bot="on", end="infinite")
    admin.post("/wiki/Special:Block/Uploader", end="1 day")
    admin.post("/wiki/Special:MovePage/File:A_b.png", newtitle="File:C.png")
    admin.post("/w/index.php?title=File:C.png&action=delete")


@pytest.mark.usefixtures("busy")
def test_every_kind_of_entry_has_a_sentence(client):
    told = words(client.get(LOG).text)
    sentences = {
        "Admin deleted ", "Admin renamed ", "Admin blocked ", "Admin changed the groups of ", "Admin protected ",
        "Uploader uploaded a new version of ", "Uploader uploaded ", "Uploader created the page ",
        "(Renaming: Administrators)", "(1 day)", "- → bot", "&lt;why&gt;",
    }  # fmt: skip
    assert {sentence for sentence in sentences if sentence not in told} == set()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?type=delete", "Admin deleted ", "Admin renamed "),
        ("/move", "Admin renamed ", "Admin deleted "),
        ("?user=uploader", "Uploader uploaded ", "Admin deleted "),
        ("?page=File:C.png", "Admin deleted ", "Uploader uploaded "),
        ("?type=nothing", "Admin deleted ", "⧼"),
        ("?from=nothing", "Admin deleted ", "⧼"),
        ("?user=%3Cscript%3E", "no such entries", "Uploader uploaded "),
    ],
)
def test_entries_are_picked_out(client, query, shown, hidden):
    response = client.get(LOG + query)
    assert response.status_code == 200
    assert shown in words(response.text)
    assert hidden not in words(response.text)


def test_log_goes_on_where_its_page_ends(client, publish):
    for number in range(30):
        publish(f"F{number}.png", png(b"%d" % number))
    first = client.get(LOG).text
    address = first.split('<nav class="pager"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(address).text
    assert first.count("<time ") == 50
    assert rest.count("<time ") == 10


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [("", "Admin renamed ", "⧼"), ("?kind=pages", "no such changes", "renamed"), ("?kind=logs", "uploaded", "edited")],
)
def test_changes_are_picked_out(client, query, shown, hidden):
    told = words(client.get(CHANGES + query).text)
    assert shown in told
    assert hidden not in told


def test_own_and_minor_changes_can_be_left_out(title, user, text):
    path = f"/w/index.php?title={title.prefixed_dbkey}&action=edit"
    user.post(path, text=text(title) + "!", base="2", started="1", minor="on", summary="a small one")
    assert "a small one" in user.get(f"{CHANGES}?kind=edits").text
    assert "a small one" not in user.get(f"{CHANGES}?hideminor=1").text
    assert "a small one" not in user.get(f"{CHANGES}?hidemine=1").text
