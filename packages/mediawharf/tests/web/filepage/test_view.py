from dataclasses import replace

import pytest

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.curation.editing import EditRequest
from mediawharf.curation.protection import ProtectRequest
from mediawharf.curation.text_change import Whole
from mediawharf.model.expiry import INFINITE
from mediawharf.model.title import Title
from mediawharf.model.user import Block
from mediawharf.pages.restrictions import Restriction
from mediawharf.testing.wharf import png
from mediawharf.web.filepage.history import version_history
from mediawharf.web.filepage.view import file_page

TITLE = Title.file("A.png")


@pytest.fixture
def look(wharf):
    """The page of the file as a user may see it."""
    return lambda user, title=TITLE: file_page(wharf.facilities, title, user)


@pytest.fixture
def offered(look):
    """The names of what a user is offered."""

    def names(user, title=TITLE):
        abilities = look(user, title).abilities
        return {name for name in abilities.__slots__ if getattr(abilities, name)}

    return names


@pytest.fixture
def versions(publish):
    publish("A.png", png(b"one"), comment="first <b>", text="{{Information|description=A [[cat]]}}")
    publish("A.png", png(b"two"), comment="second")


@pytest.mark.usefixtures("versions")
def test_a_file_has_its_versions_log_and_bytes(look, wharf):
    page = look(wharf.user)
    assert [version.comment for version in page.history.versions] == ["second", "first &lt;b&gt;"]
    assert [version.archive_name is None for version in page.history.versions] == [True, False]
    assert [line.sentence for line in page.log.lines] == ["log-upload-overwrite", "log-upload-upload"]
    assert page.content.url.startswith("/w/images/")
    assert page.content.embeds.url.startswith("http://127.0.0.1:8080/w/images/")


def test_files_of_the_same_bytes_are_named(look, publish, wharf):
    publish("A.png", png(b"one"))
    publish("B.png", png(b"one"))
    assert look(wharf.user).duplicates == (Title.file("B.png"),)


@pytest.mark.usefixtures("versions")
def test_pages_that_show_the_file_are_named(look, wharf):
    request = EditRequest(Title.parse("Gallery"), Whole("[[File:A.png|thumb]]"))
    wharf.facilities.curation.editing.edit(request, wharf.user)
    assert look(wharf.user).usage == (Title.parse("Gallery"),)


@pytest.mark.usefixtures("versions")
def test_users_are_offered_what_they_may_do(offered, wharf):
    everyones = {"edit", "upload", "revert", "move", "watch", "purge"}
    assert offered(wharf.user) == everyones
    assert offered(wharf.admin) == everyones | {"delete", "protect"}
    assert offered(wharf.facilities.sessions.user_of(None, address="127.0.0.1")) == {"edit"}


@pytest.mark.usefixtures("versions")
def test_a_blocked_user_is_offered_nothing_that_writes(offered, wharf):
    block = Block(1, 1, "Admin", "", 0, None, create_account=False)
    assert offered(replace(wharf.admin, block=block)) == {"watch", "purge"}


@pytest.mark.usefixtures("versions")
def test_a_protected_file_is_not_offered_to_be_replaced(offered, wharf):
    restriction = Restriction("upload", "sysop", None)
    wharf.facilities.curation.protection.protect(ProtectRequest(TITLE, (restriction,)), wharf.admin)
    assert not offered(wharf.user) & {"upload", "revert"}
    assert {"upload", "revert"} <= offered(wharf.admin)


@pytest.mark.usefixtures("versions")
def test_a_deleted_file_is_offered_to_those_who_may_bring_it_back(look, offered, wharf):
    wharf.facilities.curation.deletion.delete(DeleteRequest(TITLE, "why"), wharf.admin)
    page = look(wharf.admin)
    assert (page.content, page.page, page.history.versions) == (None, None, ())
    assert page.deleted > 0
    assert "undelete" in offered(wharf.admin)
    assert "undelete" not in offered(wharf.user)
    assert page.log.lines[0].sentence == "log-delete-delete"


def test_a_title_without_anything_is_offered_to_be_uploaded(look, offered, wharf):
    assert look(wharf.user).deleted == 0
    assert offered(wharf.user) == {"edit", "upload", "watch"}


@pytest.mark.usefixtures("versions")
def test_a_watched_file_says_so(look, wharf):
    with wharf.facilities.database.write() as connection:
        wharf.facilities.watchlist.watch(connection, TITLE, user=wharf.admin, expiry=INFINITE)
    assert look(wharf.admin).is_watched


def test_a_history_goes_on_where_its_page_ends(publish, wharf):
    for mark in (b"one", b"two", b"three", b"four"):
        publish("A.png", png(mark))
    facilities = wharf.facilities
    with facilities.database.read() as connection:
        current = facilities.repo.current(connection, TITLE)
        first = version_history(facilities, connection, TITLE, current=current, limit=2)
        rest = version_history(facilities, connection, TITLE, current=current, from_row=first.following, limit=2)
    assert (len(first.versions), len(rest.versions), rest.following) == (3, 1, None)
    assert len({version.sha1 for version in (*first.versions, *rest.versions)}) == 4
