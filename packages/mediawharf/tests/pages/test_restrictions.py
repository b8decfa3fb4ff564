import pytest

from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.restrictions import Restriction, Restrictions, restriction_types

SYSOP = Restriction("upload", "sysop", None)


@pytest.fixture
def restrictions(clock):
    return Restrictions(clock)


def test_a_level_bars_those_without_its_right(connection, restrictions, title, user, admin):
    restrictions.protect(connection, title, restrictions=[SYSOP])
    assert restrictions.barring(connection, user, title=title, actions=["upload"]) == "sysop"
    assert restrictions.barring(connection, admin, title=title, actions=["upload"]) is None
    assert restrictions.barring(connection, user, title=title, actions=["edit"]) is None


def test_autoconfirmed_bars_anonymous_users(connection, restrictions, title, user):
    restrictions.protect(connection, title, restrictions=[Restriction("edit", "autoconfirmed", None)])
    anonymous = User(0, "127.0.0.1")
    assert restrictions.barring(connection, anonymous, title=title, actions=["edit"]) == "autoconfirmed"
    assert restrictions.barring(connection, user, title=title, actions=["edit"]) is None


def test_a_restriction_ends_at_its_expiry(connection, time, restrictions, title, user):
    restrictions.protect(connection, title, restrictions=[Restriction("edit", "sysop", time.now + 60)])
    assert restrictions.barring(connection, user, title=title, actions=["edit"]) == "sysop"
    time.pass_by(60)
    assert restrictions.barring(connection, user, title=title, actions=["edit"]) is None


def test_protecting_again_replaces_all(connection, restrictions, title):
    restrictions.protect(connection, title, restrictions=[SYSOP, Restriction("edit", "sysop", None)])
    move = Restriction("move", "autoconfirmed", None)
    restrictions.protect(connection, title, restrictions=[move])
    assert restrictions.of(connection, title) == (move,)
    restrictions.protect(connection, title, restrictions=[])
    assert restrictions.of(connection, title) == ()


def test_protection_leaves_an_old_title_when_it_is_not_kept(connection, restrictions, title):
    new = Title.parse("File:B.png")
    restrictions.protect(connection, title, restrictions=[SYSOP])
    restrictions.move(connection, old=title, new=new, keep=False)
    assert restrictions.of_many(connection, [title, new]) == {new: (SYSOP,)}


def test_what_can_be_restricted(title):
    assert restriction_types(title, exists=True) == ("edit", "move", "upload")
    assert restriction_types(title, exists=False) == ("create",)
    assert restriction_types(Title.parse("Page"), exists=True) == ("edit", "move")
