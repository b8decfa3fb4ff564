"""The main page: what there is, what came last, and what one can do."""

from mediawharf.db import files as file_rows
from mediawharf.db.file_browse import BrowseFilter, browse
from mediawharf.web.answers import Shown
from mediawharf.web.page_text import text_of
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.tiles import tiles_of
from mediawharf.web.visit import Visit

RECENT = 12


def show_home(visit: Visit) -> Shown:
    """The main page, with the text that the wiki's editors have given it."""
    user = visit.user
    with visit.facilities.database.read() as connection:
        recent = browse(connection, BrowseFilter(), limit=RECENT)
        values = {
            "files": file_rows.count(connection),
            "tiles": tiles_of(visit, recent.files),
            "text": text_of(visit, connection, MAIN_PAGE),
            "may_upload": visit.facilities.settings.enable_uploads and user.may("upload") and user.block is None,
        }
    return Shown("home.html", values)
