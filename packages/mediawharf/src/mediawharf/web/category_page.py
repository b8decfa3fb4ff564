"""A category: what is said of it, the categories around it, and its files."""

from sqlalchemy import Connection

from mediawharf.model.namespaces import CATEGORY, FILE
from mediawharf.model.title import Title
from mediawharf.pages.search import Wanted
from mediawharf.pages.terms import category_term
from mediawharf.pages.wikitext import categories
from mediawharf.web.answers import Shown
from mediawharf.web.file_list import list_files
from mediawharf.web.filequery import read_query
from mediawharf.web.page_text import text_of
from mediawharf.web.visit import Visit

_MOST_OTHERS = 200


def show_category(visit: Visit, title: Title) -> Shown:
    """The category's page; one that nothing is in and nobody has described is not there, but can be made."""
    query = read_query({**visit.query, "category": title.text})
    files = list_files(visit, query)
    with visit.facilities.database.read() as connection:
        text = text_of(visit, connection, title)
        others = _others(visit, connection, title)
        parents = _parents(visit, connection, title)
    is_there = text is not None or bool(files.tiles) or bool(others)
    values = {
        "title": title,
        "text": text,
        "list": files,
        "children": [other for other in others if other.namespace == CATEGORY],
        "pages": [other for other in others if other.namespace not in (CATEGORY, FILE)],
        "parents": parents,
    }
    return Shown("lists/category.html", values, 200 if is_there else 404)


def _others(visit: Visit, connection: Connection, title: Title) -> list[Title]:
    """What is in the category and no file, in the order of names."""
    namespaces = tuple(number for number in range(16) if number != FILE)
    wanted = Wanted(others=(category_term(title.dbkey),), namespaces=namespaces, limit=_MOST_OTHERS)
    found = visit.facilities.search.find(connection, wanted)
    return sorted((page.title for page in found), key=lambda other: other.prefixed)


def _parents(visit: Visit, connection: Connection, title: Title) -> list[Title]:
    page = visit.facilities.pages.find(connection, title)
    names = [] if page is None else categories(visit.facilities.pages.text(connection, page))
    return [Title(CATEGORY, name.replace(" ", "_")) for name in names]
