"""Pages as HTML: from an address to the handler behind it, and from what that gives back to an answer."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawharf.bodies.body import Body
from mediawharf.bodies.stream import Disconnected, Refused
from mediawharf.facilities import Facilities
from mediawharf.i18n.interface import Interface
from mediawharf.model.errors import WharfError
from mediawharf.model.namespaces import FILE, MEDIA, SPECIAL
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.web.actions import ACTIONS
from mediawharf.web.addresses import Addresses
from mediawharf.web.answers import Answer, Leads, Sent, Shown
from mediawharf.web.arrival import Arrival
from mediawharf.web.assets import Assets
from mediawharf.web.entries import Entry, PageAction, SpecialPage
from mediawharf.web.headers import PAGE_HEADERS
from mediawharf.web.problems import missing, must_log_in, not_meant, refused, told, unknown_action, wrong_method
from mediawharf.web.redirects import MAIN_PAGE, asked_revision, leading_to, page_address, revision_title, to_api
from mediawharf.web.rendering import Rendering
from mediawharf.web.specials import SPECIALS
from mediawharf.web.visit import Visit
from mediawharf.web.visitors import in_thread

_READING = ("GET", "HEAD")


class PageAnswers:
    """Answers requests for pages, by their own addresses and by ``index.php``."""

    def __init__(self, facilities: Facilities, assets: Assets) -> None:
        self._facilities = facilities
        self._arrival = Arrival(facilities, Addresses(facilities.urls), Interface())
        self._specials = {name.lower(): page for page in SPECIALS for name in (page.name, *page.aliases)}
        self._actions = {action.name: action for action in ACTIONS}
        names = frozenset(page.name for page in SPECIALS)
        self._rendering = Rendering(facilities, assets, names, frozenset(self._actions))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, by the title in its path or its query string."""
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except Refused as error:
            # The rest of the body is unread: the connection cannot be used again.
            headers = {**PAGE_HEADERS, "Connection": "close"}
            answer = PlainTextResponse(error.reason + "\n", error.status, headers=headers)
        except Disconnected:
            return
        await answer(scope, receive, send)

    async def api(self, request: Request) -> Response:
        """Leads to the API from an address with something after its own."""
        return to_api(self._facilities, request)

    async def _answer(self, request: Request) -> ASGIApp:
        title, entry = _title_of(request), None
        if title is not None:
            entry = self._entry(title, request)
        if request.method in _READING:
            return await in_thread(self._facilities, self._read, request, title, entry)
        if request.method != "POST" or entry is None or not entry.takes_posts:
            return await in_thread(self._facilities, self._refuse_method, request, entry)
        visit = await in_thread(self._facilities, self._arrival.visit, request)
        body = await self._arrival.read_form(request, visit.user, entry.file_parts)
        try:
            return await in_thread(self._facilities, self._post, request, visit, body, entry)
        finally:
            await in_thread(self._facilities, body.discard)

    def _entry(self, title: Title, request: Request) -> Entry | None:
        if title.namespace == SPECIAL:
            return self._specials.get(title.dbkey.partition("/")[0].lower())
        return self._actions.get(request.query_params.get("action", "view"))

    def _read(self, request: Request, title: Title | None, entry: Entry | None) -> ASGIApp:
        visit = self._arrival.visit(request)
        takes_ids = isinstance(entry, PageAction) and entry.takes_ids
        if "curid" in request.query_params and not takes_ids:
            return self._finish(visit, self._by_id(visit))
        revision = asked_revision(request.query_params)
        if revision is not None and request.query_params.get("action", "view") == "view":
            return self._finish(visit, self._by_revision(visit, revision))
        if title is not None and title.namespace != SPECIAL and not _asked(request) and not takes_ids:
            return leading_to(self._facilities.urls.page(title))
        return self._finish(visit, self._run(visit, title, entry))

    def _post(self, request: Request, visit: Visit, body: Body, entry: Entry) -> ASGIApp:
        visit = self._arrival.with_form(visit, body, entry.file_parts)
        if not self._arrival.is_meant(visit, request.headers):
            return self._finish(visit, not_meant())
        return self._finish(visit, self._run(visit, _title_of(request), entry))

    def _refuse_method(self, request: Request, entry: Entry | None) -> ASGIApp:
        allowed = (*_READING, "POST") if entry is not None and entry.takes_posts else _READING
        return self._finish(self._arrival.visit(request), wrong_method(allowed))

    def _by_id(self, visit: Visit) -> Answer:
        if not visit.user.may("read"):
            return refused("read")
        address = page_address(self._facilities, visit.query["curid"])
        return missing(None) if address is None else Leads(address, status=302)

    def _by_revision(self, visit: Visit, revision: int) -> Answer:
        if not visit.user.may("read"):
            return refused("read")
        title = revision_title(self._facilities, revision)
        if title is None:
            return missing(None)
        return Leads(visit.addresses.action(title, "compare", revision=revision), status=302)

    def _run(self, visit: Visit, title: Title | None, entry: Entry | None) -> Answer:
        if entry is None or title is None:
            if not visit.user.may("read"):
                return refused("read")
            is_page = title is not None and title.namespace != SPECIAL
            return unknown_action(visit.query.get("action", "")) if is_page else missing(title)
        right = _lacking(entry, visit)
        if right is not None:
            return refused(right)
        if entry.needs_account and visit.user.is_anonymous:
            return must_log_in(visit)
        try:
            match entry:
                case SpecialPage():
                    return entry.run(visit, title.dbkey.partition("/")[2])
                case PageAction():
                    return entry.run(visit, title)
        except WharfError as error:
            return told(visit, error)

    def _finish(self, visit: Visit, answer: Answer) -> ASGIApp:
        match answer:
            case Shown():
                return self._rendering.page(visit, answer)
            case Leads():
                return self._rendering.leading(answer)
            case Sent(app):
                return app


def _lacking(entry: Entry, visit: Visit) -> str | None:
    """The first right that the visitor would need and has not."""
    needed = (["read"] if entry.needs_read else []) + ([] if entry.right is None else [entry.right])
    return next((right for right in needed if not visit.user.may(right)), None)


def _asked(request: Request) -> str:
    """The title as it was asked for; an empty one means the main page."""
    asked = request.path_params.get("title") or request.query_params.get("title", "")
    return str(asked)


def _title_of(request: Request) -> Title | None:
    asked = _asked(request)
    if not asked:
        return MAIN_PAGE
    try:
        title = Title.parse(asked)
    except InvalidTitle:
        return None
    # As with MediaWiki, the page of a file's bytes is the file's.
    return Title(FILE, title.dbkey) if title.namespace == MEDIA else title
