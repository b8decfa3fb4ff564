"""The texts of pages that others include."""

from collections.abc import Callable

from sqlalchemy import Connection

from mediawharf.db.pages import find_page, namespace_is_used
from mediawharf.db.revisions import find_texts
from mediawharf.model.namespaces import TEMPLATE
from mediawharf.model.title import Title


def page_source(connection: Connection) -> Callable[[Title], str | None]:
    """Gives the text that a page has now, None if there is no such page; each page is read once."""
    texts: dict[Title, str | None] = {}
    has_templates: list[bool] = []

    def source(title: Title) -> str | None:
        if title.namespace == TEMPLATE:
            # Most wikis of files have no templates of their own, and most descriptions use many.
            if not has_templates:
                has_templates.append(namespace_is_used(connection, TEMPLATE))
            if not has_templates[0]:
                return None
        if title not in texts:
            page = find_page(connection, title)
            texts[title] = None if page is None else find_texts(connection, [page.latest_id])[page.latest_id]
        return texts[title]

    return source
