"""``action=edit``: the text of a page, with a preview before it is saved and both texts where two edits meet."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from mediawharf.curation.edit_errors import PageWasDeleted
from mediawharf.curation.editing import Conditions, Edited, EditRequest
from mediawharf.curation.text_change import Whole
from mediawharf.model.errors import WharfError
from mediawharf.model.title import Title
from mediawharf.pages.errors import EditConflict
from mediawharf.pages.pages import Base, PageRecord
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.differences import DiffLine, differences
from mediawharf.web.entries import PageAction
from mediawharf.web.flash import Flash
from mediawharf.web.page_text import text_html
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import watch_wish, would_watch


@dataclass(frozen=True, slots=True)
class EditForm:
    """The fields: ``base_id`` is the revision that the author began from (0: none), ``started`` when that was."""

    text: str
    summary: str
    minor: bool
    base_id: int
    started: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else has saved meanwhile, and what they changed; None where that is too long to be compared."""

    theirs: str
    changes: tuple[DiffLine, ...] | None


def edit(visit: Visit, title: Title) -> Answer:
    """The form, the form with a preview, or after the text is saved the page."""
    page, text = _present(visit, title)
    if not visit.is_post:
        return _shown(visit, title, _begun(visit, page, text), page=page)
    form = _sent(visit)
    if visit.ticked("preview"):
        return _shown(visit, title, form, page=page, preview=_previewed(visit, title, form.text))
    try:
        edited = _save(visit, title, form)
    except EditConflict:
        return _met(visit, title, form, page, text)
    except PageWasDeleted as error:
        again = replace(form, base_id=0, started=_now(visit))
        return _shown(visit, title, again, page=page, problem=refusal(visit, error))
    except WharfError as error:
        return _shown(visit, title, form, page=page, problem=refusal(visit, error))
    key = "edit-unchanged" if edited.revision is None else "edit-saved"
    return Leads(visit.addresses.page(title), Flash(key, {"title": title.prefixed}))


def _previewed(visit: Visit, title: Title, text: str) -> Markup:
    with visit.facilities.database.read() as connection:
        return text_html(visit.facilities, connection, title, text)


def _present(visit: Visit, title: Title) -> tuple[PageRecord | None, str]:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        page = facilities.pages.find(connection, title)
        return page, "" if page is None else facilities.pages.text(connection, page)


def _begun(visit: Visit, page: PageRecord | None, text: str) -> EditForm:
    """The fields at first; ``oldid`` puts an old revision's text there, to bring it back."""
    old = _old_text(visit, page)
    base_id = 0 if page is None else page.latest_id
    return EditForm(text if old is None else old, "", minor=False, base_id=base_id, started=_now(visit))


def _old_text(visit: Visit, page: PageRecord | None) -> str | None:
    oldid = visit.query.get("oldid", "")
    if page is None or not (oldid.isascii() and oldid.isdigit() and len(oldid) <= 18):
        return None
    facilities = visit.facilities
    with facilities.database.read() as connection:
        found = facilities.pages.find_revisions(connection, [int(oldid)]).get(int(oldid))
        if found is None or found.page_id != page.id:
            return None
        return facilities.pages.texts(connection, [found.id])[found.id]


def _sent(visit: Visit) -> EditForm:
    return EditForm(
        text=visit.form.get("text", ""),
        summary=visit.asked("summary"),
        minor=visit.ticked("minor"),
        base_id=_number(visit.asked("base"), 0),
        started=_number(visit.asked("started"), _now(visit)),
    )


def _save(visit: Visit, title: Title, form: EditForm) -> Edited:
    conditions = Conditions(base=Base(revision_id=form.base_id), started=form.started)
    request = EditRequest(
        title,
        Whole(form.text),
        summary=form.summary or None,
        minor=form.minor,
        conditions=conditions,
        watch=watch_wish(visit),
    )
    return visit.facilities.curation.editing.edit(request, visit.user)


def _met(visit: Visit, title: Title, form: EditForm, page: PageRecord | None, text: str) -> Shown:
    """The form once more, on top of what is there now: saved again, it replaces that."""
    facilities = visit.facilities
    with facilities.database.read() as connection:
        base = facilities.pages.texts(connection, [form.base_id]).get(form.base_id, "")
    conflict = Conflict(text, differences(base, text))
    latest = 0 if page is None else page.latest_id
    again = EditForm(form.text, form.summary, form.minor, latest, _now(visit))
    return _shown(visit, title, again, page=page, conflict=conflict)


def _shown(
    visit: Visit,
    title: Title,
    form: EditForm,
    *,
    page: PageRecord | None,
    preview: Markup | None = None,
    conflict: Conflict | None = None,
    problem: str | None = None,
) -> Shown:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        restricted = facilities.restrictions.of(connection, title)
    values = {
        "title": title,
        "form": form,
        "exists": page is not None,
        "preview": preview,
        "conflict": conflict,
        "problem": problem,
        "is_protected": any(one.type in ("edit", "create") for one in restricted),
        "is_watched": would_watch(visit, title, "watchcreations" if page is None else "watchdefault"),
    }
    status = 409 if conflict is not None else 400 if problem is not None else 200
    return Shown("curate/edit.html", values, status)


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else default


def _now(visit: Visit) -> int:
    return visit.facilities.clock.now()


EDIT = PageAction("edit", edit, right="edit", takes_posts=True)
