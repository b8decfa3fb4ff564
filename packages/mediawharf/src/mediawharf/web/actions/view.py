"""A page as its readers see it."""

from mediawharf.model.namespaces import CATEGORY, FILE, USER
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.category_page import show_category
from mediawharf.web.entries import PageAction
from mediawharf.web.filepage.shown import show_file
from mediawharf.web.home import show_home
from mediawharf.web.problems import missing
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.text_page import look_up
from mediawharf.web.user_page import show_user
from mediawharf.web.visit import Visit


def view(visit: Visit, title: Title) -> Answer:
    """The page of that title."""
    if title == MAIN_PAGE:
        return show_home(visit)
    if title.namespace == FILE:
        return show_file(visit, title)
    if title.namespace == CATEGORY:
        return show_category(visit, title)
    if title.namespace == USER and (shown := show_user(visit, title)) is not None:
        return shown
    page = look_up(visit.facilities, title)
    return missing(title) if page is None else Shown("page.html", {"view": page, "title": title})


VIEW = PageAction("view", view)
