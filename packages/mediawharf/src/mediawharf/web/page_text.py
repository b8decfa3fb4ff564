"""A page's text as its readers see it."""

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title
from mediawharf.web.visit import Visit


def text_of(visit: Visit, connection: Connection, title: Title) -> Markup | None:
    """The page's text as HTML; None where there is no page, or nothing on it."""
    page = visit.facilities.pages.find(connection, title)
    text = "" if page is None else visit.facilities.pages.text(connection, page)
    return text_html(visit.facilities, connection, title, text) if text.strip() else None


def text_html(facilities: Facilities, connection: Connection, title: Title, text: str) -> Markup:
    """A text rendered as that page's, which need not say so now."""
    return Markup(facilities.renderer.render(connection, title, text).html)  # noqa: S704 - safe by construction
