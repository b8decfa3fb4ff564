"""``Special:MovePage/TITLE``: gives a page, and its file with all versions, another name."""

from mediawharf.curation.moving import MovedAll, MoveRequest
from mediawharf.model.errors import WharfError
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.named import named_title
from mediawharf.web.problems import missing
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import watch_wish, would_watch


def move(visit: Visit, rest: str) -> Answer:
    """The form, or after a POST the page under its new name."""
    source = named_title(rest or visit.asked("page"))
    if source is None:
        return Shown("curate/choose-page.html", {"name": "MovePage", "heading": "curate-move-title"})
    if not _exists(visit, source):
        return missing(source)
    if not visit.is_post:
        return _form(visit, source)
    target = _target(visit.asked("newtitle"), source)
    if target is None:
        return _form(visit, source, problem=visit.text("curate-bad-title"))
    try:
        moved = _move(visit, source, target)
    except WharfError as error:
        return _form(visit, source, problem=refusal(visit, error))
    talk_stayed = isinstance(moved.talk, WharfError)
    key = "curate-moved-without-talk" if talk_stayed else "curate-moved"
    facts = {"source": source.prefixed, "target": target.prefixed}
    return Leads(visit.addresses.page(target), Flash(key, facts, "warning" if talk_stayed else "success"))


def _move(visit: Visit, source: Title, target: Title) -> MovedAll:
    request = MoveRequest(
        source,
        target,
        reason=visit.asked("reason"),
        leave_redirect=visit.ticked("redirect") or not visit.user.may("suppressredirect"),
        move_talk=visit.ticked("talk"),
        watch=watch_wish(visit),
    )
    return visit.facilities.curation.moving.move(request, visit.user)


def _target(text: str, source: Title) -> Title | None:
    """The new title; of a file, it is in the same namespace whether that is written or not."""
    try:
        return Title.parse(text, default_namespace=source.namespace)
    except InvalidTitle:
        return None


def _exists(visit: Visit, title: Title) -> bool:
    with visit.facilities.database.read() as connection:
        return visit.facilities.pages.find(connection, title) is not None


def _form(visit: Visit, source: Title, *, problem: str | None = None) -> Shown:
    values = {
        "title": source,
        "is_file": source.namespace == FILE,
        "newtitle": visit.asked("newtitle") or source.prefixed,
        "reason": visit.asked("reason"),
        "leaves_redirect": visit.ticked("redirect") or not visit.is_post,
        "is_watched": would_watch(visit, source, "watchmoves"),
        "problem": problem,
    }
    return Shown("curate/move.html", values, 200 if problem is None else 400)


MOVE_PAGE = SpecialPage(
    "MovePage", move, title="curate-move-title", summary="curate-move-summary", right="move", takes_posts=True
)
