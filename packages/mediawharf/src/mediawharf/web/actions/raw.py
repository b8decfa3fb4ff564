"""``index.php?action=raw``: a page's wikitext as it is stored. Source: MediaWiki 1.39's answers."""

from email.utils import formatdate
from typing import Final

from starlette.responses import Response

from mediawharf.model.title import Title
from mediawharf.pages.sections import section_text
from mediawharf.web.answers import Answer, Sent
from mediawharf.web.entries import PageAction
from mediawharf.web.piece import find_piece, numbered
from mediawharf.web.visit import Visit
from mediawharf.web.visitors import is_public

# Types that scripts and styles are asked for with; a page is never given out as one that browsers would run.
_TYPES: Final = ("text/x-wiki", "text/css", "application/json")
_MAX_AGE: Final = 18_000
_SHARED_AGE: Final = 300  # of types that pages load as they are
_LONGEST: Final = 31_536_000


def raw(visit: Visit, title: Title) -> Answer:
    """The text of a page, of one of its revisions, or of a section; 404 and nothing where there is none."""
    kind = _type(visit)
    headers = {"X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding, Cookie"}
    media_type = f"{kind}; charset=UTF-8"
    with visit.facilities.database.read() as connection:
        found = find_piece(visit, connection, title)
    text = None if found is None else _section(found.text, visit)
    if found is None or text is None:
        headers["Cache-Control"] = "private, no-cache"
        return Sent(Response("", 404, headers=headers, media_type=media_type))
    headers["Cache-Control"] = _caching(visit, kind)
    headers["Last-Modified"] = formatdate(found.revision.timestamp, usegmt=True)
    return Sent(Response(text, headers=headers, media_type=media_type))


def _section(text: str, visit: Visit) -> str | None:
    number = numbered(visit.query.get("section"))
    return text if number is None else section_text(text, number)


def _type(visit: Visit) -> str:
    asked = visit.query.get("ctype", "")
    if visit.query.get("gen") == "css":
        return "text/css"
    return asked if asked in _TYPES else _TYPES[0]


def _caching(visit: Visit, kind: str) -> str:
    age = _seconds(visit, "maxage", _MAX_AGE)
    shared = _seconds(visit, "smaxage", 0 if kind == _TYPES[0] else _SHARED_AGE)
    return f"public, s-maxage={shared}, max-age={age}" if is_public(visit.facilities) else "private, no-cache"


def _seconds(visit: Visit, name: str, default: int) -> int:
    number = numbered(visit.query.get(name))
    return default if number is None else min(number, _LONGEST)


RAW = PageAction("raw", raw, takes_ids=True)
