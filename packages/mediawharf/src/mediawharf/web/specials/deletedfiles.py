"""``Special:DeletedFiles``: deleted versions of files by name, for those who may bring them back."""

from dataclasses import dataclass
from typing import Final

from mediawharf.db.file_lists import NameRange, list_archived
from mediawharf.model.file import ArchivedFile
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.places import place_of, place_text
from mediawharf.web.visit import Visit

PAGE_LENGTH: Final = 50


@dataclass(frozen=True, slots=True)
class Following:
    """Where the list goes on: the name, and the place among the versions of that name."""

    name: str
    place: str


def deleted_files(visit: Visit, _rest: str) -> Answer:
    """The list, which ``prefix`` narrows."""
    prefix = _prefix(visit.asked("prefix"))
    name, place = visit.asked("begin"), place_of(visit.asked("from"))
    range_ = NameRange(PAGE_LENGTH + 1, prefix=prefix)
    from_row = None if not name or place is None else (name, *place)
    with visit.facilities.database.read() as connection:
        found = list_archived(connection, range_, sha1=None, from_row=from_row)
    values = {"files": found[:PAGE_LENGTH], "prefix": visit.asked("prefix"), "following": _following(found)}
    return Shown("curate/deleted-files.html", values)


def _following(found: list[ArchivedFile]) -> Following | None:
    if len(found) <= PAGE_LENGTH:
        return None
    last = found[-1]
    return Following(last.title.dbkey, place_text((last.timestamp, last.id)) or "")


def _prefix(text: str) -> str | None:
    try:
        return Title.in_namespace(FILE, text).dbkey if text else None
    except InvalidTitle:
        return None


DELETED_FILES = SpecialPage(
    "DeletedFiles",
    deleted_files,
    title="curate-deleted-files-title",
    summary="curate-deleted-files-summary",
    aliases=("FileArchive",),
    right="undelete",
)
