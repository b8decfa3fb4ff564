"""``action=info``: what is known of a page beside its text."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.db import files
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.pages.pages import PageRecord, RevisionRecord, TimeRange
from mediawharf.pages.restrictions import Restriction
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.problems import missing
from mediawharf.web.visit import Visit


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's facts; the number of watchers is for those who may know it."""

    page: PageRecord
    first: RevisionRecord
    latest: RevisionRecord
    versions: int  # of its file
    watchers: int | None
    restrictions: tuple[Restriction, ...]


def info(visit: Visit, title: Title) -> Answer:
    """The table of facts."""
    facilities = visit.facilities
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        if page is None:
            return missing(title)
        facts = _facts(visit, connection, page)
    return Shown("curate/info.html", {"title": title, "facts": facts})


def _facts(visit: Visit, connection: Connection, page: PageRecord) -> PageFacts:
    facilities, title = visit.facilities, page.title
    oldest = facilities.pages.revisions(connection, page, range_=TimeRange(1, newest_first=False))
    latest = facilities.pages.find_revisions(connection, [page.latest_id])[page.latest_id]
    may_know = visit.user.may("unwatchedpages")
    return PageFacts(
        page=page,
        first=oldest[0],
        latest=latest,
        versions=len(files.revisions(connection, title.dbkey)) if title.namespace == FILE else 0,
        watchers=facilities.watchlist.count_watchers(connection, title) if may_know else None,
        restrictions=facilities.restrictions.of(connection, title),
    )


INFO = PageAction("info", info)
