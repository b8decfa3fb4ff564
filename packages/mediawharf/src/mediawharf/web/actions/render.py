"""``index.php?action=render``: a page's text as a piece of HTML, for wikis that show our files with their description.

Source: MediaWiki 1.39's answers; a wiki with this one as its shared repository asks for ``Image:NAME`` so.
"""

from starlette.responses import HTMLResponse

from mediawharf.model.title import Title
from mediawharf.rendering.renderer import Style
from mediawharf.web.answers import Answer, Sent
from mediawharf.web.entries import PageAction
from mediawharf.web.headers import PAGE_HEADERS
from mediawharf.web.piece import find_piece
from mediawharf.web.visit import Visit

_MISSING = '<div class="noarticletext mw-content-ltr" dir="ltr" lang="en"><p>There is no text on this page.</p></div>'


def render(visit: Visit, title: Title) -> Answer:
    """The page, or one of its revisions, with full addresses; 404 where there is none."""
    facilities = visit.facilities
    language = facilities.settings.language_code
    headers = {**PAGE_HEADERS, "X-Robots-Tag": "noindex", "Content-Language": language}
    headers["Vary"] = "Accept-Encoding, Cookie"
    with facilities.database.read() as connection:
        found = find_piece(visit, connection, title)
        if found is None:
            return Sent(HTMLResponse(_MISSING, 404, headers=headers))
        style = Style(is_absolute=True)
        rendered = facilities.renderer.render(connection, found.page.title, found.text, style=style)
    return Sent(HTMLResponse(rendered.html, headers=headers))


RENDER = PageAction("render", render, takes_ids=True)
