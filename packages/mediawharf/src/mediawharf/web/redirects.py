"""Addresses that lead on to others."""

import re
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse

from mediawharf.facilities import Facilities
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE, MAIN
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.repo.thumbnails import Wanted, format_of, thumbnail_of
from mediawharf.web.headers import PAGE_HEADERS

_ID: Final = re.compile(r"[1-9]\d{0,17}", re.ASCII)

MAIN_PAGE = Title(MAIN, "Main_Page")


def leading_to(address: str, status: int = 302) -> RedirectResponse:
    """An answer that leads to an address of this wiki."""
    # "//host" would be another site: a title may begin with a slash.
    local = "/%2F" + address[2:] if address.startswith("//") else address
    return RedirectResponse(local, status, headers=PAGE_HEADERS)


def file_address(facilities: Facilities, name: str, wanted: Wanted | None = None) -> str | None:
    """Where the bytes of the file of that name are, or those of a thumbnail.

    None if there is no such file, or it cannot be one's name.
    """
    try:
        title = Title.in_namespace(FILE, _without_prefix(name))
    except InvalidTitle:
        return None
    with facilities.database.read() as connection:
        found = facilities.repo.current(connection, title)
    if found is None:
        return _foreign_address(facilities, title, wanted)
    if wanted is None:
        return facilities.urls.file(title)
    return _thumbnail_address(facilities, found, wanted)


def _thumbnail_address(facilities: Facilities, file: FileRevision, wanted: Wanted) -> str:
    """The thumbnail's address; an icon's for files that have none, the file's own where it is no larger."""
    name, facts = file.title.dbkey, file.facts
    if format_of(facts) is None:
        return facilities.urls.icon(name.rpartition(".")[2])
    thumbnail = thumbnail_of(name, facts, wanted, steps=facilities.settings.thumbnail_steps)
    if thumbnail is None or thumbnail.name is None:
        return facilities.urls.file(file.title)
    return facilities.urls.thumbnail(file, thumbnail.name)


def _foreign_address(facilities: Facilities, title: Title, wanted: Wanted | None) -> str | None:
    """The same of a file of a shared repository."""
    file = facilities.foreign.find([title]).get(title)
    if file is None or file.thumbnail_url is None or wanted is None:
        return None if file is None else file.url
    thumbnail = thumbnail_of(title.dbkey, file.facts, wanted)
    return file.url if thumbnail is None or thumbnail.name is None else file.thumbnail_url(thumbnail.name)


def page_address(facilities: Facilities, page_id: str) -> str | None:
    """Where the page of that id is; None if there is none, or the text is no id."""
    if not page_id.isascii() or not page_id.isdigit() or len(page_id) > 18:
        return None
    with facilities.database.read() as connection:
        page = facilities.pages.find_by_id(connection, int(page_id))
    return None if page is None else facilities.urls.page(page.title)


def asked_revision(query: Mapping[str, str]) -> int | None:
    """The revision that an address without an action names: the newer of two to compare, or else the old one."""
    numbers = (query.get(name, "") for name in ("diff", "oldid"))
    return next((int(text) for text in numbers if _ID.fullmatch(text) is not None), None)


def revision_title(facilities: Facilities, revision_id: int) -> Title | None:
    """The title of the page that a revision is of; None if there is none."""
    with facilities.database.read() as connection:
        revision = facilities.pages.find_revisions(connection, [revision_id]).get(revision_id)
        page = None if revision is None else facilities.pages.find_by_id(connection, revision.page_id)
    return None if page is None else page.title


def to_api(facilities: Facilities, request: Request) -> RedirectResponse:
    """From an address with something after ``api.php`` to the API itself, as MediaWiki does."""
    query = f"?{request.url.query}" if request.url.query else ""
    return leading_to(f"{facilities.settings.script_path}/api.php{query}", 301)


def _without_prefix(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return rest if colon and prefix.strip(" _").lower() in ("file", "image") else name
