"""The revision that a request for a page's text means: by title, page id or revision id."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db.pages import PageRecord
from mediawharf.db.revisions import RevisionRecord
from mediawharf.model.title import Title
from mediawharf.web.visit import Visit

_MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Piece:
    """A page and the revision of it that is asked for."""

    page: PageRecord
    revision: RevisionRecord
    text: str


def find_piece(visit: Visit, connection: Connection, title: Title) -> Piece | None:
    """The revision; None when there is none, or it is another page's than the one named."""
    page_id, revision_id = (numbered(visit.query.get(name)) for name in ("curid", "oldid"))
    pages = visit.facilities.pages
    page: PageRecord | None = None
    if page_id is not None:
        page = pages.find_by_id(connection, page_id)
    elif visit.query.get("title") or revision_id is None:
        page = pages.find(connection, title)
    else:
        revision = pages.find_revisions(connection, [revision_id]).get(revision_id)
        page = None if revision is None else pages.find_by_id(connection, revision.page_id)
    if page is None:
        return None
    wanted = page.latest_id if revision_id is None else revision_id
    revision = pages.find_revisions(connection, [wanted]).get(wanted)
    if revision is None or revision.page_id != page.id:
        return None
    return Piece(page, revision, pages.texts(connection, [wanted])[wanted])


def numbered(text: str | None) -> int | None:
    """The id that a text names; None without one, 0, which nothing has, for what is no id."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else 0
