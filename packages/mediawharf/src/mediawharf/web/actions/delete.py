"""``action=delete``: asks before a page with its file, or one old version, goes; it can be brought back."""

from dataclasses import dataclass

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.db import files
from mediawharf.model.errors import WharfError
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.filepage.preview import small_picture
from mediawharf.web.flash import Flash
from mediawharf.web.problems import missing
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import watch_wish, would_watch

_PICTURE_SIDE = 240


@dataclass(frozen=True, slots=True)
class Doomed:
    """What would go: the page, so many versions of its file, and the version that is shown of it."""

    has_page: bool
    versions: int
    shown: FileRevision | None


def delete(visit: Visit, title: Title) -> Answer:
    """The question, or after a POST the page as it is then."""
    archive_name = visit.asked("oldimage") or None
    doomed = _doomed(visit, title, archive_name)
    if doomed is None:
        return missing(title)
    if not visit.is_post:
        return _question(visit, title, doomed, archive_name)
    request = DeleteRequest(title, visit.asked("reason"), archive_name, watch=watch_wish(visit))
    try:
        visit.facilities.curation.deletion.delete(request, visit.user)
    except WharfError as error:
        return _question(visit, title, doomed, archive_name, problem=refusal(visit, error))
    key = "curate-deleted" if archive_name is None else "curate-version-deleted"
    return Leads(visit.addresses.page(title), Flash(key, {"title": title.prefixed}))


def _doomed(visit: Visit, title: Title, archive_name: str | None) -> Doomed | None:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        if archive_name is not None:
            version = files.archived_name(connection, title.dbkey, archive_name) if title.namespace == FILE else None
            return None if version is None else Doomed(has_page=False, versions=1, shown=version)
        page = facilities.pages.find(connection, title)
        versions = files.revisions(connection, title.dbkey) if title.namespace == FILE else []
    if page is None and not versions:
        return None
    return Doomed(page is not None, len(versions), versions[0] if versions else None)


def _question(
    visit: Visit, title: Title, doomed: Doomed, archive_name: str | None, *, problem: str | None = None
) -> Shown:
    urls = visit.facilities.urls.on_this_host()
    values = {
        "title": title,
        "doomed": doomed,
        "archive_name": archive_name,
        "picture": None if doomed.shown is None else small_picture(doomed.shown, urls, side=_PICTURE_SIDE),
        "reason": visit.asked("reason"),
        "is_watched": would_watch(visit, title, "watchdeletion"),
        "problem": problem,
    }
    return Shown("curate/delete.html", values, 200 if problem is None else 400)


DELETE = PageAction("delete", delete, right="delete", takes_posts=True)
