"""The page of a user: what they say of themselves, and their latest files."""

from mediawharf.db.file_browse import BrowseFilter, browse
from mediawharf.model.title import Title
from mediawharf.web.answers import Shown
from mediawharf.web.page_text import text_of
from mediawharf.web.tiles import tiles_of
from mediawharf.web.visit import Visit

_RECENT = 12


def show_user(visit: Visit, title: Title) -> Shown | None:
    """The page of an account; None when there is no such account."""
    account = visit.facilities.accounts.find(title.text)
    if account is None:
        return None
    with visit.facilities.database.read() as connection:
        recent = browse(connection, BrowseFilter(user_name=account.name), limit=_RECENT)
        text = text_of(visit, connection, title)
    values = {"title": title, "account": account, "tiles": tiles_of(visit, recent.files), "text": text}
    return Shown("lists/user.html", values)
