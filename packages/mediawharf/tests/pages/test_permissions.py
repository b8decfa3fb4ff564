import pytest

from mediawharf.model.errors import Blocked, PermissionDenied
from mediawharf.model.title import Title
from mediawharf.model.user import Block, User
from mediawharf.pages.permissions import CannotCreate, CannotEdit, Permissions, ProtectedInterface, ProtectedPage
from mediawharf.pages.restrictions import Restriction, Restrictions

BLOCK = Block(1, 2, "Admin", "x", 0, None, create_account=False)


@pytest.fixture
def permissions(clock):
    return Permissions(Restrictions(clock))


@pytest.fixture
def protected(connection, permissions, title):
    edit, create = (Restriction(kind, "sysop", None) for kind in ("edit", "create"))
    permissions.restrictions.protect(connection, title, restrictions=[edit, create])
    return title


@pytest.mark.parametrize("exists", [True, False])
def test_a_protected_title_is_not_edited_or_made(connection, permissions, protected, exists):
    user = User(1, "Uploader", rights=frozenset({"edit", "createpage"}))
    with pytest.raises(ProtectedPage):
        permissions.require_edit(connection, user, protected, exists=exists)


def test_those_whom_the_level_lets_through_may_edit(connection, permissions, protected, admin):
    permissions.require_edit(connection, admin, protected, exists=True)


def test_making_talk_pages_is_another_right_than_making_pages(connection, permissions):
    user = User(1, "Uploader", rights=frozenset({"edit", "createpage"}))
    permissions.require_edit(connection, user, Title.parse("Page"), exists=False)
    with pytest.raises(CannotCreate):
        permissions.require_edit(connection, user, Title.parse("Talk:Page"), exists=False)


def test_the_right_to_edit_comes_before_all(connection, permissions, protected):
    with pytest.raises(PermissionDenied):
        permissions.require_edit(connection, User(1, "Uploader", block=BLOCK), protected, exists=True)


def test_the_interface_has_a_right_of_its_own(connection, permissions, user):
    with pytest.raises(ProtectedInterface):
        permissions.require_edit(connection, user, Title.parse("MediaWiki:X"), exists=True)


def test_a_blocked_user_edits_nothing(connection, permissions, title):
    user = User(1, "Uploader", rights=frozenset({"edit"}), block=BLOCK)
    with pytest.raises(Blocked):
        permissions.require_edit(connection, user, title, exists=True)


def test_deleting_a_protected_page_takes_the_right_to_edit_it(connection, permissions, protected):
    user = User(1, "Uploader", rights=frozenset({"edit", "delete"}))
    with pytest.raises(CannotEdit):
        permissions.require_curation(connection, user, protected, right="delete")
