"""Comments of rows as HTML, with what they link to looked up once for all rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.model.title import Title
from mediawharf.pages.pages import Pages
from mediawharf.pages.wikitext import comment_html, comment_titles


@dataclass(frozen=True, slots=True)
class Comments:
    """Shows the comments of one page's rows; ``existing`` are those of the titles in them that are pages."""

    article_path: str
    existing: frozenset[Title]

    @classmethod
    def of(cls, connection: Connection, comments: Iterable[str], *, pages: Pages, article_path: str) -> "Comments":
        """What shows these comments."""
        titles = {title for comment in comments for title in comment_titles(comment)}
        return cls(article_path, frozenset(pages.find_many(connection, titles)) if titles else frozenset())

    def html(self, comment: str, page: Title | None = None) -> Markup:
        """A comment; sections and fragments in it belong to ``page``."""
        shown = comment_html(comment, self.article_path, self.existing.__contains__, page=page)
        return Markup(shown)  # noqa: S704 - escaped by comment_html
