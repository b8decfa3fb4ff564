"""Rows of links follow the texts of pages."""

import pytest
from sqlalchemy import delete, select

from mediawharf.db.category_members import memberships_of
from mediawharf.db.links import LinkKind, links_of
from mediawharf.db.schema import page_link, stale_page
from mediawharf.model.title import Title
from mediawharf.pages.links import PageLinks
from mediawharf.pages.pages import Edit


@pytest.fixture
def write(connection, pages, user):
    """Gives a page a text."""

    def writing(name, text):
        title = Title.parse(name)
        page = pages.find(connection, title)
        if page is None:
            pages.create(connection, title, edit=Edit(text), user=user)
        else:
            pages.revise(connection, page, edit=Edit(text), user=user)
        return pages.find(connection, title)

    return writing


@pytest.fixture
def categories(connection):
    return lambda page: {each.category for each in memberships_of(connection, [page.id])}


def test_a_page_s_links_are_those_of_its_text(connection, write):
    page = write("P", "[[A]] [[File:F.png]] {{T}} [[P]] [[Special:Version]]")
    assert {(link.kind, link.title.prefixed) for link in links_of(connection, page.id)} == {
        (LinkKind.LINK, "A"), (LinkKind.FILE, "File:F.png"), (LinkKind.TEMPLATE, "Template:T"),
        (LinkKind.LINK, "Template:T"),
    }  # fmt: skip


def test_a_file_shown_through_a_redirect_is_shown_too(connection, write):
    write("File:Old.png", "#REDIRECT [[File:New.png]]")
    page = write("P", "[[File:Old.png]]")
    assert {link.dbkey for link in links_of(connection, page.id)} == {"Old.png", "New.png"}


def test_a_template_s_new_text_reaches_the_pages_that_use_it(connection, write, categories, clock):
    write("Template:T", "[[Category:One]]")
    page = write("P", "{{T}}")
    assert categories(page) == {"One"}
    write("Template:T", "[[Category:Two]]")
    assert PageLinks(clock).refresh(connection, limit=9) == 1
    assert categories(page) == {"Two"}
    assert PageLinks(clock).refresh(connection, limit=9) == 0


def test_a_template_that_is_made_later_reaches_the_pages_that_name_it(connection, write, categories, clock):
    page = write("P", "{{T}}")
    write("Template:T", "[[Category:One]]")
    PageLinks(clock).refresh(connection, limit=9)
    assert categories(page) == {"One"}


def test_pages_noted_are_read_anew(connection, write, clock):
    page = write("P", "[[A]]")
    connection.execute(delete(page_link))
    connection.execute(stale_page.insert().values(page_id=page.id))
    PageLinks(clock).refresh(connection, limit=9)
    assert len(links_of(connection, page.id)) == 1
    assert connection.execute(select(stale_page)).all() == []


def test_who_stays_in_a_category_is_in_it_since_then(connection, write, time):
    page = write("P", "[[Category:A]]")
    since = memberships_of(connection, [page.id])[0].timestamp
    time.pass_by(60)
    write("P", "[[Category:A]] [[Category:B]]")
    times = {each.category: each.timestamp - since for each in memberships_of(connection, [page.id])}
    assert times == {"A": 0, "B": 60}
