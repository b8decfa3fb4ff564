"""``action=history``: the revisions of a page's text, and what each has changed."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from sqlalchemy import Connection

from mediawharf.model.title import Title
from mediawharf.pages.pages import PageRecord, RevisionRecord, TimeRange
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.comments import Comments
from mediawharf.web.differences import differences
from mediawharf.web.entries import PageAction
from mediawharf.web.page_text import text_html
from mediawharf.web.places import place_of, place_text
from mediawharf.web.problems import missing
from mediawharf.web.visit import Visit

PAGE_LENGTH: Final = 50


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision of a text; ``grown`` is by how many bytes."""

    id: int
    timestamp: int
    user_name: str
    comment: Markup
    minor: bool
    size: int
    grown: int
    is_latest: bool
    has_parent: bool
    tags: tuple[str, ...]


def history(visit: Visit, title: Title) -> Answer:
    """The list of revisions, the newest first."""
    facilities = visit.facilities
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        if page is None:
            return missing(title)
        range_ = TimeRange(PAGE_LENGTH + 1, from_row=place_of(visit.asked("from")))
        found = facilities.pages.revisions(connection, page, range_=range_)
        lines = _lines(visit, connection, page, found[:PAGE_LENGTH])
    following = (found[-1].timestamp, found[-1].id) if len(found) > PAGE_LENGTH else None
    values = {"title": title, "lines": lines, "following": place_text(following)}
    return Shown("curate/history.html", values)


def compare(visit: Visit, title: Title) -> Answer:
    """One revision of the text, ``revision``, and what it has changed."""
    facilities, wanted = visit.facilities, visit.asked("revision")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 18):
        return missing(title)
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        found = facilities.pages.find_revisions(connection, [int(wanted)]).get(int(wanted))
        if page is None or found is None or found.page_id != page.id:
            return missing(title)
        texts = facilities.pages.texts(connection, [found.id, found.parent_id])
        line = _lines(visit, connection, page, [found])[0]
        html = text_html(facilities, connection, title, texts[found.id])
    changes = differences(texts.get(found.parent_id, ""), texts[found.id])
    values = {"title": title, "line": line, "changes": changes, "html": html}
    return Shown("curate/compare.html", values)


def _lines(
    visit: Visit, connection: Connection, page: PageRecord, revisions: list[RevisionRecord]
) -> list[RevisionLine]:
    facilities = visit.facilities
    comments = Comments.of(
        connection,
        (one.comment for one in revisions),
        pages=facilities.pages,
        article_path=facilities.settings.article_path,
    )
    parents = facilities.pages.find_revisions(connection, [one.parent_id for one in revisions])
    tags = facilities.tags.of_revisions(connection, [one.id for one in revisions])
    return [
        RevisionLine(
            id=one.id,
            timestamp=one.timestamp,
            user_name=one.user_name,
            comment=comments.html(one.comment, page.title),
            minor=one.minor,
            size=one.size,
            grown=one.size - (parents[one.parent_id].size if one.parent_id in parents else 0),
            is_latest=one.id == page.latest_id,
            has_parent=one.parent_id in parents,
            tags=tags.get(one.id, ()),
        )
        for one in revisions
    ]


HISTORY = PageAction("history", history)
COMPARE = PageAction("compare", compare)
