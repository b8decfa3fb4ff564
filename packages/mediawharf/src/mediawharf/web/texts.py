"""The text of a page as HTML."""

from markupsafe import Markup, escape

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title


def text_html(_facilities: Facilities, _title: Title, text: str) -> Markup:
    """A page's text, rendered."""
    return Markup("<pre>{}</pre>").format(escape(text))
