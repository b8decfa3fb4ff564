"""What the page of a file shows: its text, its bytes' address and its history."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db import files
from mediawharf.facilities import Facilities
from mediawharf.model.clock import iso
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title

MAX_HISTORY = 100


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One line of a file's history; ``size`` is in bytes, the other texts are as they were written."""

    url: str
    time: str
    size: int
    width: int
    height: int
    mime: str
    user: str
    comment: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page; ``revisions`` are its file's, the current one first, and empty where there is no file."""

    title: str
    text: str
    revisions: tuple[RevisionView, ...]


def look_up(facilities: Facilities, title: Title) -> PageView | None:
    """The page of that title as it is now; None when there is neither a page nor a file."""
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        history = _history(facilities, connection, title)
        if page is None and not history:
            return None
        text = "" if page is None else facilities.pages.text(connection, page)
    return PageView(title.prefixed, text, history)


def _history(facilities: Facilities, connection: Connection, title: Title) -> tuple[RevisionView, ...]:
    if title.namespace != FILE:
        return ()
    found = files.revisions(connection, title.dbkey, limit=MAX_HISTORY)
    return tuple(_view(facilities, revision) for revision in found)


def _view(facilities: Facilities, revision: FileRevision) -> RevisionView:
    facts = revision.facts
    return RevisionView(
        url=facilities.urls.revision(revision),
        time=iso(revision.timestamp),
        size=facts.size,
        width=facts.width,
        height=facts.height,
        mime=facts.mime,
        user=revision.user_name,
        comment=revision.comment,
    )
