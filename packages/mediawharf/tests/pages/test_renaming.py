import pytest

from mediawharf.model.title import Title
from mediawharf.pages.errors import PageExists
from mediawharf.pages.pages import Edit, TimeRange
from mediawharf.pages.renaming import PageRenaming, redirect_text
from mediawharf.pages.restrictions import Restriction, Restrictions
from mediawharf.pages.watchlist import Watchlist

ALL = TimeRange(limit=500)
NEW = Title.parse("File:B.png")
TOLD = Edit("", "Admin moved page [[File:A b.png]] to [[File:B.png]]: why")


@pytest.fixture
def renaming(clock):
    return PageRenaming(clock)


def test_a_renamed_page_keeps_its_id_and_history(connection, pages, renaming, page, admin):
    renamed = renaming.rename(connection, page, NEW, edit=TOLD, user=admin)
    assert pages.find(connection, NEW) == renamed.page
    assert renamed.page.id == page.id
    assert renamed.revision.minor
    assert [r.comment for r in pages.revisions(connection, renamed.page, range_=ALL)] == [TOLD.comment, "first"]


def test_a_redirect_stays_behind(connection, pages, renaming, page, admin):
    renamed = renaming.rename(connection, page, NEW, edit=TOLD, user=admin)
    old = pages.find(connection, page.title)
    assert (old.redirect, old.latest_id) == (NEW, renamed.redirect.id)
    assert pages.text(connection, old) == "#REDIRECT [[File:B.png]]"
    assert renaming.is_replaceable(old, by=NEW)
    assert not renaming.is_replaceable(renamed.page, by=page.title)


def test_no_redirect_is_left_when_none_is_wanted(connection, pages, renaming, page, admin):
    assert renaming.rename(connection, page, NEW, edit=TOLD, user=admin, redirect=False).redirect is None
    assert pages.find(connection, page.title) is None


def test_a_page_is_not_moved_onto_another(connection, pages, renaming, page, admin):
    pages.create(connection, NEW, edit=Edit("x"), user=admin)
    with pytest.raises(PageExists):
        renaming.rename(connection, page, NEW, edit=TOLD, user=admin)


def test_watchers_and_protection_go_along(connection, clock, renaming, page, user, admin):
    watchlist, restrictions = Watchlist(clock), Restrictions(clock)
    watch = watchlist.watch(connection, page.title, user=user, expiry=clock.now() + 60)
    protection = (Restriction("edit", "sysop", None),)
    restrictions.protect(connection, page.title, restrictions=protection)
    renaming.rename(connection, page, NEW, edit=TOLD, user=admin)
    assert watchlist.find(connection, NEW, user=user).expiry == watch.expiry
    assert restrictions.of_many(connection, [NEW, page.title]) == {NEW: protection, page.title: protection}


def test_a_redirect_to_a_category_is_a_link_and_no_categorisation():
    assert redirect_text(Title.parse("Category:X")) == "#REDIRECT [[:Category:X]]"
