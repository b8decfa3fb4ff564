import pytest

from mediawharf.pages.changes import ChangeFilter, Changes
from mediawharf.pages.pages import Edit, TimeRange
from mediawharf.pages.removal import PageRemoval
from mediawharf.pages.restrictions import Restriction, Restrictions

ALL = TimeRange(limit=500)


@pytest.fixture
def removal(clock):
    return PageRemoval(clock)


def test_a_deleted_page_is_gone_with_its_revisions_changes_and_protection(connection, clock, pages, removal, page):
    Restrictions(clock).protect(connection, page.title, restrictions=[Restriction("edit", "sysop", None)])
    assert removal.delete(connection, page) == 1
    assert pages.find(connection, page.title) is None
    assert pages.find_revisions(connection, [page.latest_id]) == {}
    assert pages.revisions(connection, page, range_=ALL) == []
    assert Changes().query(connection, ALL, filter_=ChangeFilter(title=page.title)) == []
    assert Restrictions(clock).of(connection, page.title) == ()


def test_deleted_revisions_are_listed_under_the_title(connection, removal, page):
    removal.delete(connection, page)
    assert removal.count(connection, page.title) == 1
    (revision,) = removal.deleted_revisions(connection, page.title, range_=ALL)
    assert (revision.id, revision.comment) == (page.latest_id, "first")


def test_a_restored_page_is_what_it_was(connection, pages, removal, page):
    removal.delete(connection, page)
    restored = removal.restore(connection, page.title)
    assert (restored.page, restored.revisions) == (page, 1)
    assert pages.text(connection, restored.page) == "Old text"
    assert removal.count(connection, page.title) == 0


def test_a_title_with_nothing_deleted_has_nothing_to_restore(connection, removal, page):
    assert removal.restore(connection, page.title) is None
    removal.delete(connection, page)
    assert removal.restore(connection, page.title, timestamps=[1]) is None
    assert removal.count(connection, page.title) == 1


def test_old_revisions_go_below_those_of_a_page_made_since(connection, time, pages, removal, page, user):
    removal.delete(connection, page)
    time.pass_by(5)
    pages.create(connection, page.title, edit=Edit("Newer", "second"), user=user)
    newer = pages.find(connection, page.title)
    restored = removal.restore(connection, page.title)
    assert (restored.page.id, restored.page.latest_id) == (newer.id, newer.latest_id)
    assert [r.comment for r in pages.revisions(connection, newer, range_=ALL)] == ["second", "first"]


def test_some_revisions_can_be_restored_alone(connection, time, pages, removal, page, user):
    time.pass_by(5)
    pages.revise(connection, page, edit=Edit("Second"), user=user)
    removal.delete(connection, pages.find(connection, page.title))
    restored = removal.restore(connection, page.title, timestamps=[time.now - 5])
    assert (restored.revisions, restored.page.latest_id) == (1, page.latest_id)
    assert removal.count(connection, page.title) == 1
