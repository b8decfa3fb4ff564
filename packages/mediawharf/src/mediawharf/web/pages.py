"""Pages as HTML, and the special pages that lead to files."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawharf.facilities import Facilities
from mediawharf.model.namespaces import FILE, SPECIAL
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.file_page import look_up
from mediawharf.web.headers import PAGE_HEADERS
from mediawharf.web.redirects import MAIN_PAGE, file_address, leading_to, page_address, to_api
from mediawharf.web.stash_files import stash_file
from mediawharf.web.visitors import in_thread, is_public, may_read

_ALLOWED = "GET, HEAD"


class PageAnswers:
    """Answers requests for pages, by their own addresses and by ``index.php``."""

    def __init__(self, facilities: Facilities) -> None:
        self._facilities = facilities
        self._is_public = is_public(facilities)
        self._templates = Environment(loader=PackageLoader("mediawharf.web"), autoescape=True, trim_blocks=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, by the title in its path or its query string."""
        request = Request(scope, receive)
        await (await self._answer(request))(scope, receive, send)

    async def api(self, request: Request) -> Response:
        """Leads to the API from an address with something after its own."""
        return to_api(self._facilities, request)

    async def _answer(self, request: Request) -> ASGIApp:
        if request.method not in ("GET", "HEAD"):
            return self._page(405, "refused.html", {"reason": "Use GET or HEAD."}, Allow=_ALLOWED)
        title = _title_of(request)
        if title is not None and title.namespace == SPECIAL:
            name, _, rest = title.dbkey.partition("/")
            if name.lower() == "uploadstash" and rest.startswith("file/"):
                return await stash_file(self._facilities, request, rest.removeprefix("file/"))
        if not self._is_public and not await in_thread(self._facilities, may_read, self._facilities, request):
            return self._page(403, "refused.html", {"reason": "Only users of this wiki may read its pages."})
        return await self._read(request, title)

    async def _read(self, request: Request, title: Title | None) -> Response:
        page_id = request.query_params.get("curid")
        if page_id is not None:
            address = await in_thread(self._facilities, page_address, self._facilities, page_id)
            return self._missing() if address is None else leading_to(address)
        if title is None:
            return self._missing()
        if title.namespace == SPECIAL:
            return await self._special(title, request)
        if not _asked(request):
            return leading_to(self._facilities.urls.page(title))
        view = await in_thread(self._facilities, look_up, self._facilities, title)
        return self._missing(title) if view is None else self._page(200, "page.html", {"page": view})

    async def _special(self, title: Title, request: Request) -> Response:
        """``Special:FilePath/NAME`` and ``Special:Redirect/file/NAME`` lead to the bytes; there are no others yet."""
        name, _, rest = title.dbkey.partition("/")
        wanted: str | None = None
        match name.lower():
            case "filepath":
                wanted = rest or request.query_params.get("file")
            case "redirect" if rest.startswith("file/"):
                wanted = rest.removeprefix("file/")
        if not wanted:
            return self._missing(title)
        address = await in_thread(self._facilities, file_address, self._facilities, wanted)
        return self._missing(Title(FILE, wanted)) if address is None else leading_to(address)

    def _missing(self, title: Title | None = None) -> Response:
        return self._page(404, "missing.html", {"title": None if title is None else title.prefixed})

    def _page(self, status: int, template: str, values: Mapping[str, object], **headers: str) -> Response:
        settings = self._facilities.settings
        html = self._templates.get_template(template).render(
            sitename=settings.sitename, language=settings.language_code, **values
        )
        return HTMLResponse(html, status, headers={**PAGE_HEADERS, **headers})


def _asked(request: Request) -> str:
    """The title as it was asked for; an empty one means the main page."""
    asked = request.path_params.get("title") or request.query_params.get("title", "")
    return str(asked)


def _title_of(request: Request) -> Title | None:
    asked = _asked(request)
    if not asked:
        return MAIN_PAGE
    try:
        return Title.parse(asked)
    except InvalidTitle:
        return None
