"""``action=revert``: takes a file back to an old version, whose bytes become a new current one."""

from mediawharf.db import files
from mediawharf.model.errors import WharfError
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.filepage.preview import small_picture
from mediawharf.web.flash import Flash
from mediawharf.web.problems import missing
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit

_PICTURE_SIDE = 320


def revert(visit: Visit, title: Title) -> Answer:
    """Both versions side by side, or after a POST the file's page."""
    archive_name = visit.asked("oldimage")
    facilities = visit.facilities
    with facilities.database.read() as connection:
        current = facilities.repo.current(connection, title) if title.namespace == FILE else None
        old = None if current is None else files.archived_name(connection, title.dbkey, archive_name)
    if current is None or old is None:
        return missing(title)
    comment = visit.asked("comment") or visit.text("curate-revert-comment", time=visit.words.time(old.timestamp))
    problem = None
    if visit.is_post:
        try:
            facilities.curation.reverting.revert(title, archive_name, comment=comment, user=visit.user)
        except WharfError as error:
            problem = refusal(visit, error)
        else:
            return Leads(visit.addresses.page(title), Flash("curate-reverted", {"title": title.prefixed}))
    urls = facilities.urls.on_this_host()
    values = {
        "title": title,
        "current": current,
        "old": old,
        "current_picture": small_picture(current, urls, side=_PICTURE_SIDE),
        "old_picture": small_picture(old, urls, side=_PICTURE_SIDE),
        "archive_name": archive_name,
        "comment": comment,
        "problem": problem,
    }
    return Shown("curate/revert.html", values, 200 if problem is None else 400)


REVERT = PageAction("revert", revert, right="reupload", takes_posts=True)
