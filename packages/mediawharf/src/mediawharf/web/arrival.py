"""From a request to a visit: who it is, how they want the interface, and what they sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.requests import Request

from mediawharf.auth.cookies import session_cookies_of
from mediawharf.auth.tokens import TokenKind, check
from mediawharf.bodies.body import OVERHEAD_BYTES, Body, BodyReader, Sink, check_head
from mediawharf.bodies.held import HeldPart, HeldRoom
from mediawharf.facilities import Facilities
from mediawharf.i18n.interface import Interface
from mediawharf.model.user import User
from mediawharf.stash.spool import Spool, dropping_spool
from mediawharf.web.addresses import Addresses
from mediawharf.web.choices import language_for, theme_for
from mediawharf.web.flash import flash_of
from mediawharf.web.same_site import is_from_here
from mediawharf.web.visit import Visit
from mediawharf.web.visitors import in_thread

# Kinds of tokens that a form may show; which one, the session decides: who is not logged in has one for the log-in.
_KINDS = (TokenKind.CSRF, TokenKind.LOGIN)


@dataclass(frozen=True)
class Arrival:
    """Makes visits from requests; one instance for each process."""

    facilities: Facilities
    addresses: Addresses
    interface: Interface
    room: HeldRoom = field(default_factory=HeldRoom)

    def visit(self, request: Request) -> Visit:
        """The visit of a request without its body; asks the database, so it is called in a thread."""
        facilities, wiki_id = self.facilities, self.facilities.settings.wiki_id
        client = request.client.host if request.client else "127.0.0.1"
        cookies = "; ".join(request.headers.getlist("cookie"))  # HTTP/2 sends each in its own header
        session = facilities.sessions.open_first(session_cookies_of(cookies, wiki_id))
        user = facilities.sessions.user_of(session, address=client)
        options = facilities.accounts.chosen_options(user)
        code = language_for(
            request.query_params.get("uselang"),
            options=options,
            cookie=request.cookies.get(f"{wiki_id}_language"),
            header=request.headers.get("accept-language", ""),
            site=facilities.settings.language_code,
        )
        return Visit(
            facilities=facilities,
            addresses=self.addresses,
            user=user,
            session=session,
            words=self.interface.words(code),
            client=client,
            path=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            query=dict(request.query_params),
            theme=theme_for(options=options, cookie=request.cookies.get(f"{wiki_id}_theme")),
            flash=flash_of(request.cookies.get(f"{wiki_id}_flash")),
        )

    async def read_form(self, request: Request, user: User, file_parts: tuple[str, ...]) -> Body:
        """The form of a POST, its files in spools that must be discarded; raises Refused or Disconnected."""
        facilities, settings = self.facilities, self.facilities.settings
        maximum = settings.max_upload_size + OVERHEAD_BYTES
        check_head(request.headers.raw, maximum)

        async def open_sink(name: str, _fields: dict[str, str]) -> Sink:
            return await in_thread(facilities, self._open_spool, user, is_wanted=name in file_parts)

        reader = BodyReader(maximum, settings.request_idle_timeout, open_sink, self.room)
        return await reader.read(request.headers.get("content-type", ""), request.receive)

    def _open_spool(self, user: User, *, is_wanted: bool) -> Spool:
        stash = self.facilities.stash
        return stash.spool() if is_wanted and _may_upload(user) else dropping_spool(limit=stash.limits.file_bytes)

    def _hold_spool(self, user: User, part: HeldPart, *, is_wanted: bool) -> Spool:
        stash = self.facilities.stash
        is_kept = is_wanted and _may_upload(user)
        spool = stash.hold() if is_kept else dropping_spool(limit=stash.limits.file_bytes)
        part.pour(spool.write)
        return spool

    def with_form(self, visit: Visit, body: Body, file_parts: tuple[str, ...]) -> Visit:
        """The visit of a POST with what it sent."""
        body.place(lambda name, part: self._hold_spool(visit.user, part, is_wanted=name in file_parts))
        files = {name: sink for name, sink in body.files.items() if isinstance(sink, Spool)}
        return replace(visit, form=body.fields, files=files, is_post=True)

    def is_meant(self, visit: Visit, headers: Mapping[str, str]) -> bool:
        """Whether a POST was sent from a page of this site by its own session."""
        sent = visit.form.get("token", "")
        is_ours = is_from_here(headers, server=self.facilities.settings.server)
        return is_ours and any(check(visit.session, kind, sent) for kind in _kinds_of(visit))


def _may_upload(user: User) -> bool:
    return user.may("upload") and user.block is None


def _kinds_of(visit: Visit) -> tuple[TokenKind, ...]:
    return (TokenKind.CSRF,) if visit.session is None or not visit.user.is_anonymous else _KINDS
