"""Comments of rows, as they are and as HTML, with what they link to looked up once for all rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from mediawharf.api.modules.query.frame import Query
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import comment_html, comment_titles


class Comments:
    """Shows the comments of one list's rows; ``props`` may name ``comment`` and ``parsedcomment``."""

    def __init__(self, query: Query, props: Iterable[str], comments: Iterable[str]) -> None:
        facilities = query.call.facilities
        self._props = frozenset(props)
        self._path = facilities.settings.article_path
        self._existing: Mapping[Title, Any] = {}
        if "parsedcomment" in self._props:
            titles = {title for comment in comments for title in comment_titles(comment)}
            self._existing = facilities.pages.find_many(query.connection, titles)

    def shown(self, comment: str, page: Title | None) -> dict[str, str]:
        """A row's part; ``page`` is what sections in the comment belong to."""
        told: dict[str, str] = {}
        if "comment" in self._props:
            told["comment"] = comment
        if "parsedcomment" in self._props:
            told["parsedcomment"] = comment_html(comment, self._path, self._existing.__contains__, page=page)
        return told
