"""``action=purge``: has a page rendered anew, and its thumbnails made anew."""

from mediawharf.db import files
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.flash import Flash
from mediawharf.web.problems import missing
from mediawharf.web.visit import Visit


def purge(visit: Visit, title: Title) -> Answer:
    """The question, or after a POST the page."""
    facilities = visit.facilities
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        versions = files.revisions(connection, title.dbkey) if title.namespace == FILE else []
    if page is None:
        return missing(title)
    if not visit.is_post:
        return Shown("curate/purge.html", {"title": title})
    with facilities.database.write() as connection:
        facilities.pages.touch(connection, [page])
    facilities.thumbnail_maker.forget([version.blob_key for version in versions])
    return Leads(visit.addresses.page(title), Flash("curate-purged", {"title": title.prefixed}))


PURGE = PageAction("purge", purge, takes_posts=True)
