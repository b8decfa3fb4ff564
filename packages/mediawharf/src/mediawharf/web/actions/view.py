"""A page as its readers see it."""

from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.file_page import look_up
from mediawharf.web.problems import missing
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import Visit


def view(visit: Visit, title: Title) -> Answer:
    """The page of that title."""
    page = look_up(visit.facilities, title)
    if page is None:
        return Shown("home.html", status=404) if title == MAIN_PAGE else missing(title)
    return Shown("page.html", {"view": page, "title": title})


VIEW = PageAction("view", view)
