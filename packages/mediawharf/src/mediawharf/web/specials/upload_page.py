"""The upload page: the form that works by itself, and what its scripts make a queue of."""

from collections.abc import Mapping
from typing import Final

from mediawharf.i18n.languages import FALLBACK, TRANSLATED
from mediawharf.model.errors import WharfError
from mediawharf.model.filename import PROHIBITED_EXTENSIONS
from mediawharf.model.namespaces import FILE, namespace_by_id
from mediawharf.model.stashed import StashedFile
from mediawharf.model.title import Title
from mediawharf.settings import Settings
from mediawharf.upload.result import Held
from mediawharf.web.answers import Shown
from mediawharf.web.specials.upload_form import UploadForm
from mediawharf.web.specials.upload_warnings import said
from mediawharf.web.visit import Visit

# Names of templates that ``pages/licences.py`` knows, with the words for people to choose by.
LICENCES: Final = (
    ("Cc-by-sa-4.0", "CC BY-SA 4.0", "upload-licence-by-sa"),
    ("Cc-by-4.0", "CC BY 4.0", "upload-licence-by"),
    ("Cc-zero", "CC0 1.0", "upload-licence-zero"),
    ("PD", "", "upload-licence-pd"),
    ("GFDL", "GFDL", "upload-licence-gfdl"),
)
# Told by their own sentence of the interface; of all others, what the API says is shown.
_TOLD: Final = frozenset({"empty-file", "fileexists-no-change", "uploadstash-file-not-found"})


def form_page(visit: Visit, form: UploadForm, *, problem: str | None = None, kept: str = "") -> Shown:
    """The form; ``problem`` is what went wrong with it, ``kept`` the key under which its file is in the stash."""
    filekey = kept or form.filekey
    is_queue = not visit.is_post and not filekey
    values = {
        "form": form,
        "filekey": filekey,
        "problem": problem,
        "is_kept": bool(kept),
        "is_queue": is_queue,
        "settings_for_queue": _for_queue(visit, form),
        **_choices(visit),
    }
    return Shown("upload/upload.html", values, 400 if problem is not None else 200)


def resume_page(visit: Visit, stashed: StashedFile) -> Shown:
    """The page for a file whose bytes are not all there: the queue, which asks for the file and goes on."""
    form = UploadForm.of(visit)
    resume = {
        "filekey": stashed.filekey,
        "offset": stashed.offset,
        "name": stashed.filename,
        "size": stashed.filesize,
    }
    values = {
        "form": form,
        "filekey": "",
        "problem": visit.text("upload-not-whole"),
        "is_kept": False,
        "is_queue": True,
        "settings_for_queue": _for_queue(visit, form) | {"resume": resume},
        **_choices(visit),
    }
    return Shown("upload/upload.html", values)


def held_page(form: UploadForm, held: Held) -> Shown:
    """The warnings of an upload that waits for a decision, and the decisions that there are."""
    sentences = [said(warning) for warning in held.warnings]
    keys = {key for key, _, _ in sentences}
    values = {
        "form": form,
        "filekey": "" if held.stashed is None else held.stashed.filekey,
        "sentences": sentences,
        "may_ignore": "upload-warning-nochange" not in keys,
        "replaces": "upload-warning-exists" in keys,
    }
    return Shown("upload/held.html", values)


def sentence_of(visit: Visit, error: WharfError) -> str:
    """Why an upload was refused: in the visitor's words where there are some, with what the API says of details."""
    told = visit.facilities.messages.text(error.message())
    if error.code in _TOLD:
        return visit.text(f"upload-failed-{error.code}")
    return told if visit.words.language == FALLBACK else visit.text("upload-failed-other", text=told)


def _choices(visit: Visit) -> Mapping[str, object]:
    settings = visit.facilities.settings
    return {
        "licences": LICENCES,
        "languages_of_text": TRANSLATED,
        "may_fetch": settings.allow_copy_uploads and visit.user.may("upload_by_url"),
        "largest": settings.max_upload_size,
        "extensions": settings.file_extensions,
    }


def _for_queue(visit: Visit, form: UploadForm) -> dict[str, object]:
    """What the scripts go by: ``PageSettings`` in ``js/upload/page.js``."""
    settings = visit.facilities.settings
    return {
        "account": str(visit.user.id),
        "language": visit.words.language,
        "largest": settings.max_upload_size,
        "rules": _rules(settings),
        "fileAddress": visit.addresses.page(Title(FILE, "$1")).replace("%241", "$1"),
        "destination": form.filename,
        "isReplacing": form.is_replacing,
    }


def _rules(settings: Settings) -> dict[str, list[str]]:
    namespace = namespace_by_id(FILE)
    prohibited = PROHIBITED_EXTENSIONS | set(settings.prohibited_file_extensions)
    return {
        "allowed": [extension.lower() for extension in settings.file_extensions],
        "prohibited": sorted(prohibited),
        "prefixes": [namespace.name.lower(), "image"],
    }
