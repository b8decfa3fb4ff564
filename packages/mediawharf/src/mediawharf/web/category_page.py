"""A category: what is said of it, the categories around it, and its files."""

from sqlalchemy import Connection

from mediawharf.db.category_members import CATEGORY_TYPE, PAGE_TYPE, MemberRange, list_members
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import Title
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
        others = _others(connection, title)
        parents = _parents(visit, connection, title)
    is_there = text is not None or bool(files.tiles) or bool(others)
    values = {
        "title": title,
        "text": text,
        "list": files,
        "children": [other for other in others if other.namespace == CATEGORY],
        "pages": [other for other in others if other.namespace != CATEGORY],
        "parents": parents,
    }
    return Shown("lists/category.html", values, 200 if is_there else 404)


def _others(connection: Connection, title: Title) -> list[Title]:
    """What is in the category and no file, in the order of names."""
    wanted = MemberRange(title.dbkey, _MOST_OTHERS, types=(PAGE_TYPE, CATEGORY_TYPE))
    return [member.title for member in list_members(connection, wanted)]


def _parents(visit: Visit, connection: Connection, title: Title) -> list[Title]:
    page = visit.facilities.pages.find(connection, title)
    names = [] if page is None else categories(visit.facilities.pages.text(connection, page))
    return [Title(CATEGORY, name.replace(" ", "_")) for name in names]
