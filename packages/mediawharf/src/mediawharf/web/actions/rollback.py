"""``action=rollback``: takes away the last edits of one author, however many stand in a row."""

from mediawharf.curation.rollback import RollbackRequest
from mediawharf.model.errors import WharfError
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.flash import Flash
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit


def rollback(visit: Visit, title: Title) -> Answer:
    """The question whether to take away the last edits of the author ``from``, or after a POST the page."""
    author, problem = visit.asked("from"), None
    if visit.is_post:
        request = RollbackRequest(title, author, visit.asked("summary"))
        try:
            visit.facilities.curation.rollback.roll_back(request, visit.user)
        except WharfError as error:
            problem = refusal(visit, error)
        else:
            return Leads(visit.addresses.page(title), Flash("curate-rolled-back", {"user": author}))
    values = {"title": title, "author": author, "summary": visit.asked("summary"), "problem": problem}
    return Shown("curate/rollback.html", values, 200 if problem is None else 400)


ROLLBACK = PageAction("rollback", rollback, right="rollback", takes_posts=True)
