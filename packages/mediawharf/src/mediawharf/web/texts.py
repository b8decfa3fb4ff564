"""The text of a page as HTML."""

from markupsafe import Markup

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title


def text_html(facilities: Facilities, title: Title, text: str) -> Markup:
    """A text rendered as that page's, which need not say so now."""
    with facilities.database.read() as connection:
        rendered = facilities.renderer.render(connection, title, text)
    return Markup(rendered.html)  # noqa: S704 - safe by construction of the renderer
