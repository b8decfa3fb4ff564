"""What the interface's registries hold fits together."""

import pytest

from mediawharf.i18n.interface import read_sentences
from mediawharf.web.actions import ACTIONS
from mediawharf.web.specials import SPECIALS

LISTED = [page for page in SPECIALS if page.title]


def test_every_name_and_alias_belongs_to_one_page():
    names = [name.lower() for page in SPECIALS for name in (page.name, *page.aliases)]
    assert sorted(names) == sorted(set(names))
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("page", LISTED, ids=lambda page: page.name)
def test_listed_pages_have_titles_and_summaries(page):
    assert {page.title, page.summary} <= read_sentences("en").keys()


@pytest.mark.parametrize("page", SPECIALS, ids=lambda page: page.name)
def test_special_pages_answer_anonymous_readers_without_a_fault(client, page):
    assert client.get(f"/wiki/Special:{page.name}").status_code in (200, 302, 303, 403, 404)
