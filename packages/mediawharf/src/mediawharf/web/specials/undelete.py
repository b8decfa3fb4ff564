"""``Special:Undelete/TITLE``: what was deleted under a title, and brings all of it or some of it back."""

from dataclasses import dataclass
from typing import Final

from mediawharf.curation.undeletion import UndeleteRequest
from mediawharf.db import files
from mediawharf.model.errors import WharfError
from mediawharf.model.file import ArchivedFile
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.pages.pages import RevisionRecord
from mediawharf.pages.removal import PageRemoval, TimeRange
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.named import named_title
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import watch_wish, would_watch

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Deleted:
    """What can come back."""

    versions: tuple[ArchivedFile, ...]
    revisions: tuple[RevisionRecord, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing."""
        return not self.versions and not self.revisions


def undelete(visit: Visit, rest: str) -> Answer:
    """The list with the form, or after a POST the page."""
    title = named_title(rest or visit.asked("page"))
    if title is None:
        return Shown("curate/choose-page.html", {"name": "Undelete", "heading": "curate-undelete-title"})
    deleted = _deleted(visit, title)
    if not visit.is_post:
        return _form(visit, title, deleted)
    request = _request(visit, title, deleted)
    if request is None:
        return _form(visit, title, deleted, problem=visit.text("curate-nothing-picked"))
    try:
        undeleted = visit.facilities.curation.undeletion.undelete(request, visit.user)
    except WharfError as error:
        return _form(visit, title, deleted, problem=refusal(visit, error))
    facts = {"versions": str(undeleted.file_versions), "revisions": str(undeleted.revisions), "title": title.prefixed}
    return Leads(visit.addresses.page(title), Flash("curate-undeleted", facts))


def _request(visit: Visit, title: Title, deleted: Deleted) -> UndeleteRequest | None:
    """All, or what was ticked; None when nothing was."""
    reason, watch = visit.asked("reason"), watch_wish(visit)
    if visit.ticked("all"):
        return UndeleteRequest(title, reason, watch=watch)
    file_ids = tuple(one.id for one in deleted.versions if visit.ticked(f"version-{one.id}"))
    times = tuple({one.timestamp for one in deleted.revisions if visit.ticked(f"revision-{one.id}")})
    if not file_ids and not times:
        return None
    return UndeleteRequest(title, reason, timestamps=times, file_ids=file_ids, watch=watch)


def _deleted(visit: Visit, title: Title) -> Deleted:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        versions = files.archived_by_title(connection, title.dbkey, limit=_MOST) if title.namespace == FILE else []
        removal = PageRemoval(facilities.clock)
        revisions = removal.deleted_revisions(connection, title, range_=TimeRange(_MOST))
    return Deleted(tuple(versions), tuple(revisions))


def _form(visit: Visit, title: Title, deleted: Deleted, *, problem: str | None = None) -> Shown:
    values = {
        "title": title,
        "deleted": deleted,
        "reason": visit.asked("reason"),
        "is_watched": would_watch(visit, title, "watchdefault"),
        "problem": problem,
    }
    status = 404 if deleted.is_nothing else 200 if problem is None else 400
    return Shown("curate/undelete.html", values, status)


UNDELETE = SpecialPage(
    "Undelete",
    undelete,
    title="curate-undelete-title",
    summary="curate-undelete-summary",
    right="undelete",
    takes_posts=True,
)
