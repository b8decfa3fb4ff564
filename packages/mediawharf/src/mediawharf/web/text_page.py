"""What a page without a file shows: its text, rendered."""

from dataclasses import dataclass

from markupsafe import Markup

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title
from mediawharf.web.page_text import text_html


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page; ``redirect`` is where it leads."""

    title: Title
    html: Markup
    redirect: Title | None


def look_up(facilities: Facilities, title: Title) -> TextPage | None:
    """The page of that title as it is now; None when there is none."""
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        if page is None:
            return None
        html = text_html(facilities, connection, title, facilities.pages.text(connection, page))
        return TextPage(title, html, page.redirect)
