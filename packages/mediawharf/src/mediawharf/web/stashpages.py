"""The pages about the visitor's own unpublished files, and what can be done with them."""

from mediawharf.model.errors import WharfError
from mediawharf.model.warnings import UploadWarning
from mediawharf.upload.request import FromStash, UploadRequest, Watch
from mediawharf.upload.result import Held, Published, UploadResult
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.flash import Flash
from mediawharf.web.problems import missing, must_log_in
from mediawharf.web.sentences import refusal
from mediawharf.web.specials.upload_warnings import said
from mediawharf.web.stashview import stash_entries, stash_entry
from mediawharf.web.visit import Visit


def stash_pages(visit: Visit, kind: str, filekey: str) -> Answer:
    """The list; ``publish`` is the form that publishes a file, ``discard`` the question whether to remove it."""
    if visit.user.is_anonymous:
        return must_log_in(visit)
    match kind:
        case "":
            return _done(visit) if visit.is_post else _list(visit)
        case "publish":
            return _published(visit, filekey) if visit.is_post else _form(visit, filekey)
        case "discard":
            return _question(visit, filekey)
        case _:
            return missing(None)


def _list(visit: Visit) -> Shown:
    facilities, user = visit.facilities, visit.user
    entries = stash_entries(facilities, user)
    values = {
        "entries": entries,
        "refusals": {e.stashed.filekey: refusal(visit, e.refusal) for e in entries if e.refusal is not None},
        "held": facilities.stash.held_bytes(user),
        "most": facilities.settings.upload_stash_max_bytes,
        "now": facilities.clock.now(),
    }
    return Shown("stash/list.html", values)


def _done(visit: Visit) -> Leads:
    """Extends or discards one file, ``filekey``, as ``do`` says; raises as ``Stash.find`` does."""
    stash_, filekey = visit.facilities.stash, visit.asked("filekey")
    name = stash_.find(filekey, visit.user).filename
    if visit.asked("do") == "extend":
        stash_.extend(filekey, visit.user)
        flash = Flash("stash-extended", {"name": name})
    elif visit.asked("do") == "discard":
        stash_.discard(stash_.find(filekey, visit.user))
        flash = Flash("stash-discarded", {"name": name})
    else:
        flash = Flash("stash-nothing-done", kind="warning")
    return Leads(visit.addresses.special("UploadStash"), flash)


def _question(visit: Visit, filekey: str) -> Shown:
    """Whether to discard a file; raises as ``Stash.find`` does."""
    return Shown("stash/discard.html", {"entry": stash_entry(visit.facilities, visit.user, filekey)})


def _published(visit: Visit, filekey: str) -> Answer:
    request = UploadRequest(
        source=FromStash(filekey),
        filename=visit.asked("name"),
        comment=visit.asked("comment"),
        text=visit.form.get("text", ""),
        watch=Watch.WATCH if visit.ticked("watch") else Watch.NO_CHANGE,
        ignore_warnings=visit.ticked("ignorewarnings"),
    )
    try:
        result: UploadResult = visit.facilities.uploader.upload(request, visit.user)
    except WharfError as error:
        return _form(visit, filekey, problem=refusal(visit, error))
    match result:
        case Published(revision):
            title = revision.title
            return Leads(visit.addresses.page(title), Flash("stash-published", {"title": title.prefixed}))
        case Held(warnings=warnings):
            return _form(visit, filekey, warnings=warnings)
        case _:
            raise AssertionError("a stashed file that is neither kept nor left to a job is published or held")


def _form(visit: Visit, filekey: str, *, problem: str | None = None, warnings: tuple[UploadWarning, ...] = ()) -> Shown:
    """The form; raises as ``Stash.find`` does."""
    entry = stash_entry(visit.facilities, visit.user, filekey)
    stashed = entry.stashed
    values = {
        "entry": entry,
        "name": visit.asked("name") or stashed.filename,
        "text": visit.form.get("text", ""),
        "comment": visit.asked("comment"),
        "is_watched": visit.ticked("watch") or not visit.is_post,
        "warnings": [said(warning) for warning in warnings],
        "problem": problem,
    }
    return Shown("stash/publish.html", values, 409 if warnings else 400 if problem is not None else 200)
