"""``Special:Categories``: the categories that pages are in, by name, with how many pages each has."""

from dataclasses import dataclass

from mediawharf.db.search_terms import count_up_to, terms_that_begin
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import Title
from mediawharf.pages.terms import category_term
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.visit import Visit

PAGE = 100
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category; ``count`` stops at MOST_COUNTED."""

    title: Title
    count: int


def categories(visit: Visit, rest: str) -> Answer:
    """A page of the list, from a name on; ``Special:Categories/PREFIX`` begins there."""
    start = (visit.query.get("from") or rest).strip()
    start = start[:1].upper() + start[1:]
    visit.facilities.search.catch_up()
    with visit.facilities.database.read() as connection:
        terms = terms_that_begin(connection, "c=", limit=PAGE + 1, first=category_term(start))
        lines = [
            CategoryLine(Title(CATEGORY, term[2:]), count_up_to(connection, term, MOST_COUNTED))
            for term in terms[:PAGE]
        ]
    following = terms[PAGE][2:].replace("_", " ") if len(terms) > PAGE else None
    values = {"lines": lines, "start": start, "next": following, "most": MOST_COUNTED}
    return Shown("lists/categories.html", values)


CATEGORIES = SpecialPage(
    "Categories", categories, title="lists-categories-title", summary="lists-categories-summary", group="files"
)
