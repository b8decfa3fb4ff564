"""Addresses that lead on to others."""

from starlette.requests import Request
from starlette.responses import RedirectResponse

from mediawharf.facilities import Facilities
from mediawharf.model.namespaces import FILE, MAIN
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.headers import PAGE_HEADERS

MAIN_PAGE = Title(MAIN, "Main_Page")


def leading_to(address: str, status: int = 302) -> RedirectResponse:
    """An answer that leads to an address of this wiki."""
    # "//host" would be another site: a title may begin with a slash.
    local = "/%2F" + address[2:] if address.startswith("//") else address
    return RedirectResponse(local, status, headers=PAGE_HEADERS)


def file_address(facilities: Facilities, name: str) -> str | None:
    """Where the bytes of the file of that name are; None if there is no such file, or it cannot be one's name."""
    try:
        title = Title.in_namespace(FILE, _without_prefix(name))
    except InvalidTitle:
        return None
    with facilities.database.read() as connection:
        found = facilities.repo.current(connection, title)
    return None if found is None else facilities.urls.file(title)


def page_address(facilities: Facilities, page_id: str) -> str | None:
    """Where the page of that id is; None if there is none, or the text is no id."""
    if not page_id.isascii() or not page_id.isdigit() or len(page_id) > 18:
        return None
    with facilities.database.read() as connection:
        page = facilities.pages.find_by_id(connection, int(page_id))
    return None if page is None else facilities.urls.page(page.title)


def to_api(facilities: Facilities, request: Request) -> RedirectResponse:
    """From an address with something after ``api.php`` to the API itself, as MediaWiki does."""
    query = f"?{request.url.query}" if request.url.query else ""
    return leading_to(f"{facilities.settings.script_path}/api.php{query}", 301)


def _without_prefix(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return rest if colon and prefix.strip(" _").lower() in ("file", "image") else name
