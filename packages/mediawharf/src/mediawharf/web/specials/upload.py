"""``Special:Upload``: files from a form; with scripts, a queue of many."""

from typing import assert_never

from mediawharf.model.errors import PermissionDenied, WharfError
from mediawharf.stash.errors import InvalidFileKey, StashNoSuchKey, StashWrongOwner
from mediawharf.upload.errors import Recoverable, UploadDisabled
from mediawharf.upload.result import Continued, Held, Published, Queued, Stashed, UploadResult
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.specials.upload_form import FILE_FIELD, UploadForm
from mediawharf.web.specials.upload_page import form_page, held_page, resume_page, sentence_of
from mediawharf.web.visit import Visit


def upload(visit: Visit, _rest: str) -> Answer:
    """The form; after a POST the file's page, the warnings to decide on, or the form again with what went wrong."""
    if not visit.facilities.settings.enable_uploads:
        raise UploadDisabled
    if not visit.user.may("upload"):
        raise PermissionDenied("upload")
    form = UploadForm.of(visit)
    if not visit.is_post:
        return _asked(visit, form)
    match visit.form.get("wpDo", ""):
        case "discard":
            return _discard(visit, form)
        case "ignore":
            return _send(visit, form, ignore_warnings=True)
        case "rename":
            return _send(visit, form, ignore_warnings=False)
        case _:
            return _send(visit, form, ignore_warnings=form.ignore_warnings)


def _asked(visit: Visit, form: UploadForm) -> Answer:
    if not form.filekey:
        return form_page(visit, form)
    stashed = visit.facilities.stash.find(form.filekey, visit.user)
    return resume_page(visit, stashed) if stashed.state == "chunks" else form_page(visit, form)


def _send(visit: Visit, form: UploadForm, *, ignore_warnings: bool) -> Answer:
    request = form.request(visit, ignore_warnings=ignore_warnings)
    if request is None:
        return form_page(visit, form, problem=visit.text("upload-no-file"))
    if not form.filename:
        return form_page(visit, form, problem=visit.text("upload-no-name"))
    try:
        return _answer(visit, form, visit.facilities.uploader.upload(request, visit.user))
    except Recoverable as refusal:
        return form_page(visit, form, problem=sentence_of(visit, refusal), kept=refusal.filekey)
    except WharfError as refusal:
        return form_page(visit, form, problem=sentence_of(visit, refusal))


def _answer(visit: Visit, form: UploadForm, result: UploadResult) -> Answer:
    match result:
        case Published(revision):
            return Leads(visit.addresses.page(revision.title), Flash("upload-done", {"name": revision.title.text}))
        case Held():
            return held_page(form, result)
        case Stashed() | Continued() | Queued():
            raise AssertionError("the form asks for none of these")
        case _:
            assert_never(result)


def _discard(visit: Visit, form: UploadForm) -> Answer:
    stash = visit.facilities.stash
    try:
        stash.discard(stash.find(form.filekey, visit.user))
    except (StashNoSuchKey, StashWrongOwner, InvalidFileKey) as refusal:
        return form_page(visit, form, problem=sentence_of(visit, refusal))
    return Leads(visit.addresses.special("Upload"), Flash("upload-discarded", kind="info"))


UPLOAD = SpecialPage(
    "Upload",
    upload,
    title="upload-title",
    summary="upload-summary",
    group="files",
    aliases=("MultipleUpload", "UploadWizard"),
    needs_account=True,
    takes_posts=True,
    file_parts=(FILE_FIELD,),
)
