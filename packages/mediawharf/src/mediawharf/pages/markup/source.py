"""The texts of pages that others include."""

from collections.abc import Callable

from sqlalchemy import Connection

from mediawharf.db.pages import find_page
from mediawharf.db.revisions import find_texts
from mediawharf.model.title import Title


def page_source(connection: Connection) -> Callable[[Title], str | None]:
    """Gives the text that a page has now, None if there is no such page; each page is read once."""
    texts: dict[Title, str | None] = {}

    def source(title: Title) -> str | None:
        if title not in texts:
            page = find_page(connection, title)
            texts[title] = None if page is None else find_texts(connection, [page.latest_id])[page.latest_id]
        return texts[title]

    return source
