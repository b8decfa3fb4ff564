"""The ASGI application behind ``api.php``: HTTP in, a call to the frame, HTTP out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Future
from email.utils import formatdate
from typing import Any

from mediawharf.api.call import Call, Fields
from mediawharf.api.caller import Caller
from mediawharf.api.cors import Cors, OriginMismatch, cors
from mediawharf.api.main import ApiMain, Reply
from mediawharf.api.repeated import Repeated
from mediawharf.bodies.body import OVERHEAD_BYTES, Body, BodyReader, Sink, check_head
from mediawharf.bodies.held import HeldPart, HeldRoom
from mediawharf.bodies.places import place_of, place_of_held
from mediawharf.bodies.stream import Disconnected, Receive, Refused
from mediawharf.bodies.urlencoded import MalformedForm, UrlencodedLimits, parse_urlencoded
from mediawharf.facilities import Facilities

Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

HEADER_BYTES = 32 * 1024
_LONG_AGO = 1  # second since 1970
_SAME_SITE = Cors()

_SAFE_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"origin-when-cross-origin"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
)


class ApiEndpoint:
    """Serves the API; one instance for each process."""

    def __init__(self, facilities: Facilities, main: ApiMain) -> None:
        self._facilities = facilities
        self._main = main
        self._room = HeldRoom()
        self._repeated = Repeated(_query)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answers one HTTP request."""
        headers = dict(scope["headers"])
        try:
            await self._serve(scope, headers, receive, send)
        except Refused as refused:
            await _send_text(send, refused.status, refused.reason)
        except OriginMismatch:
            await _send_text(send, 403, "The origin parameter is not the page's origin.", "text/html; charset=UTF-8")
        except Disconnected:
            # Of use to a client that only stopped sending; one that is gone does not hear it.
            await _send_text(send, 400, "The request ended before its body was whole.")

    async def _serve(self, scope: Mapping[str, Any], headers: dict[bytes, bytes], receive: Receive, send: Send) -> None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            raise Refused(431, f"The request's headers are longer than {HEADER_BYTES} bytes.")
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST", "OPTIONS"):
            raise Refused(405, "Use GET or POST.")
        fields = self._fields(scope)
        query = fields.query
        origin = self._cors(query.get("origin"), headers, is_preflight=method == "OPTIONS")
        if method == "OPTIONS":
            await _send(send, 200, [*_raw(origin.headers), *_SAFE_HEADERS], b"", "text/html; charset=UTF-8")
            return
        is_cross_site = origin.is_anonymous or "callback" in query or b"treat-as-untrusted" in headers
        caller = Caller(self._facilities, scope, is_cross_site=is_cross_site)
        body = Body()
        if method == "POST":
            body = await self._body(caller, headers, fields, receive)
            fields = Fields(query, body.fields, body.files, is_post=True, broken=body.broken)
        if "callback" in body.fields:
            caller = Caller(self._facilities, scope, is_cross_site=True)
        if not body.held and self._is_answered_at_once(caller, fields):
            reply = self._run(caller, fields)
        else:
            reply = await self._in_thread(self._run_and_discard, caller, fields, body)
        await self._answer(reply, origin, send, is_head=method == "HEAD")

    def _fields(self, scope: Mapping[str, Any]) -> Fields:
        try:
            return self._repeated.fields(scope.get("query_string", b""))
        except MalformedForm as malformed:
            raise Refused(400, str(malformed)) from malformed

    def _is_answered_at_once(self, caller: Caller, fields: Fields) -> bool:
        return self._facilities.answers_at_once and self._main.is_brief(fields) and caller.is_at_hand()

    def _cors(self, origin: str | None, headers: dict[bytes, bytes], *, is_preflight: bool) -> Cors:
        if origin is None:
            return _SAME_SITE
        told = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers.items()}
        return cors(origin, told, self._facilities.settings.cross_site_ajax_domains, is_preflight=is_preflight)

    async def _body(self, caller: Caller, headers: dict[bytes, bytes], sent: Fields, receive: Receive) -> Body:
        settings = self._facilities.settings
        maximum = settings.max_upload_size + OVERHEAD_BYTES
        check_head(caller.scope["headers"], maximum)

        def place(name: str, fields: Mapping[str, str]) -> Sink:
            _, user = caller.who()
            return place_of(self._facilities.stash, name, fields=fields, user=user)

        async def open_sink(name: str, fields: dict[str, str]) -> Sink:
            sink: Sink = await self._in_thread(place, name, {**sent.query, **fields})
            return sink

        reader = BodyReader(maximum, settings.request_idle_timeout, open_sink, self._room)
        return await reader.read(headers.get(b"content-type", b"").decode("latin-1"), receive)

    def _run_and_discard(self, caller: Caller, fields: Fields, body: Body) -> Reply:
        """All that is left once the body is there, in one stay in a thread: each costs a change of threads."""
        try:
            self._place_held(caller, fields, body)
            return self._run(caller, fields)
        finally:
            body.discard()

    def _place_held(self, caller: Caller, fields: Fields, body: Body) -> None:
        _, user = caller.who()

        def place(name: str, part: HeldPart) -> Sink:
            texts = {**fields.query, **fields.body}
            return place_of_held(self._facilities.stash, name, part=part, fields=texts, user=user)

        body.place(place)

    def _run(self, caller: Caller, fields: Fields) -> Reply:
        session, user = caller.who()
        call = Call(
            self._facilities,
            fields,
            session,
            user,
            caller.address,
            is_cross_site=caller.is_cross_site,
            accept_language=caller.accept_language,
        )
        return self._main.run(call)

    async def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        # What asyncio's run_in_executor does, without its chain of futures: that is a tenth of a small upload.
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        work = self._facilities.threads.submit(function, *args)
        work.add_done_callback(lambda done: loop.call_soon_threadsafe(_settle, answer, done))
        return await answer

    async def _answer(self, reply: Reply, origin: Cors, send: Send, *, is_head: bool) -> None:
        headers: Headers = [
            *_SAFE_HEADERS,
            (b"cache-control", reply.cache_control.encode()),
            (b"content-disposition", b"inline; filename=" + reply.written.filename.encode()),
            *((b"set-cookie", cookie.encode("latin-1", "replace")) for cookie in reply.cookies),
            *_raw(origin.headers),
        ]
        if reply.fresh_for is not None:
            headers.append((b"vary", b"Accept-Encoding, Treat-as-Untrusted, Cookie"))
            until = self._facilities.clock.now() + reply.fresh_for if reply.fresh_for else _LONG_AGO
            headers.append((b"expires", formatdate(until, usegmt=True).encode()))
        if reply.error_code is not None:
            headers.append((b"mediawiki-api-error", reply.error_code.encode("latin-1", "replace")))
        if reply.retry_after is not None:
            headers.append((b"retry-after", str(reply.retry_after).encode()))
        await _send(send, 200, headers, reply.written.body, reply.written.content_type, is_head=is_head)


def _settle(answer: asyncio.Future[Any], done: Future[Any]) -> None:
    if answer.done():
        return  # whoever waited has gone
    failure = done.exception()
    if failure is None:
        answer.set_result(done.result())
    else:
        answer.set_exception(failure)


def _raw(headers: Iterable[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]


def _query(query: bytes) -> dict[str, str]:
    return dict(parse_urlencoded(query, UrlencodedLimits(total_bytes=64 * 1024)))


async def _send_text(send: Send, status: int, text: str, content_type: str = "text/plain; charset=utf-8") -> None:
    # The rest of the request may be unread: the connection cannot be used again.
    await _send(send, status, [*_SAFE_HEADERS, (b"connection", b"close")], (text + "\n").encode(), content_type)


async def _send(
    send: Send, status: int, headers: Headers, body: bytes, content_type: str, *, is_head: bool = False
) -> None:
    headers += [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
