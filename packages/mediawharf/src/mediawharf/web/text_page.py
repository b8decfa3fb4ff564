"""What a page without a file shows: its text."""

from dataclasses import dataclass

from mediawharf.facilities import Facilities
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page; ``redirect`` is where it leads."""

    title: Title
    text: str
    redirect: Title | None


def look_up(facilities: Facilities, title: Title) -> TextPage | None:
    """The page of that title as it is now; None when there is none."""
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        return None if page is None else TextPage(title, facilities.pages.text(connection, page), page.redirect)
