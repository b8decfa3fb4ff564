"""The ASGI application behind ``api.php``: HTTP in, a call to the frame, HTTP out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from mediawharf.api.call import Call, Fields
from mediawharf.api.cors import Cors, OriginMismatch, cors
from mediawharf.api.main import ApiMain, Reply
from mediawharf.auth.accounts import anonymous
from mediawharf.auth.cookies import session_cookies_of
from mediawharf.auth.sessions import Session
from mediawharf.bodies.body import OVERHEAD_BYTES, Body, BodyReader, Disconnected, Receive, Refused, Sink, check_head
from mediawharf.bodies.places import place_of
from mediawharf.bodies.urlencoded import MalformedForm, UrlencodedLimits, parse_urlencoded
from mediawharf.facilities import Facilities
from mediawharf.model.user import User

Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[str, str]]

HEADER_BYTES = 32 * 1024

_SAFE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "origin-when-cross-origin"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
)


class ApiEndpoint:
    """Serves the API; one instance for each process."""

    def __init__(self, facilities: Facilities, main: ApiMain) -> None:
        self._facilities = facilities
        self._main = main

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answers one HTTP request."""
        headers = _headers(scope)
        try:
            await self._serve(scope, headers, receive, send)
        except Refused as refused:
            await _send_text(send, refused.status, refused.reason)
        except OriginMismatch:
            await _send_text(send, 403, "The origin parameter is not the page's origin.", "text/html; charset=UTF-8")
        except Disconnected:
            # Of use to a client that only stopped sending; one that is gone does not hear it.
            await _send_text(send, 400, "The request ended before its body was whole.")

    async def _serve(self, scope: Mapping[str, Any], headers: dict[str, str], receive: Receive, send: Send) -> None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            raise Refused(431, f"The request's headers are longer than {HEADER_BYTES} bytes.")
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST", "OPTIONS"):
            raise Refused(405, "Use GET or POST.")
        query = _query(scope)
        origin = cors(
            query.get("origin"),
            headers,
            self._facilities.settings.cross_site_ajax_domains,
            is_preflight=method == "OPTIONS",
        )
        if method == "OPTIONS":
            await _send(send, 200, [*origin.headers, *_SAFE_HEADERS], b"", "text/html; charset=UTF-8")
            return
        is_cross_site = origin.is_anonymous or "callback" in query or "treat-as-untrusted" in headers
        session, user = await self._in_thread(self._who, scope, is_cross_site)
        body = await self._body(method, scope, headers, query, user, receive)
        fields = Fields(query, body.fields, body.files, is_post=method == "POST")
        address = _address(scope)
        call = Call(self._facilities, fields, session, user, address, is_cross_site=is_cross_site)
        try:
            reply = await self._in_thread(self._main.run, call)
        finally:
            await self._in_thread(body.discard)
        await self._answer(reply, origin, send, is_head=method == "HEAD")

    def _who(
        self,
        scope: Mapping[str, Any],
        is_cross_site: bool,  # noqa: FBT001 - run in a thread
    ) -> tuple[Session | None, User]:
        sessions, settings = self._facilities.sessions, self._facilities.settings
        if is_cross_site:
            # Such a request is not known to be meant by whom it comes from: it may read, and nothing else.
            nobody = anonymous(_address(scope), settings)
            return None, replace(nobody, rights=nobody.rights & {"read"})
        session = sessions.open_first(session_cookies_of(_cookie_header(scope), settings.wiki_id))
        return session, sessions.user_of(session, address=_address(scope))

    async def _body(
        self,
        method: str,
        scope: Mapping[str, Any],
        headers: dict[str, str],
        query: dict[str, str],
        user: User,
        receive: Receive,
    ) -> Body:
        if method != "POST":
            return Body()
        settings = self._facilities.settings
        maximum = settings.max_upload_size + OVERHEAD_BYTES
        check_head(scope["headers"], maximum)

        async def open_sink(name: str, fields: dict[str, str]) -> Sink:
            sink: Sink = await self._in_thread(self._open_sink, name, {**query, **fields}, user)
            return sink

        reader = BodyReader(maximum, settings.request_idle_timeout, open_sink)
        return await reader.read(headers.get("content-type", ""), receive)

    def _open_sink(self, name: str, fields: Mapping[str, str], user: User) -> Sink:
        return place_of(self._facilities.stash, name, fields=fields, user=user)

    async def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._facilities.threads, function, *args)

    async def _answer(self, reply: Reply, origin: Cors, send: Send, *, is_head: bool) -> None:
        headers: Headers = [
            *_SAFE_HEADERS,
            ("Cache-Control", reply.cache_control),
            ("Content-Disposition", f"inline; filename={reply.written.filename}"),
            *(("Set-Cookie", cookie) for cookie in reply.cookies),
            *origin.headers,
        ]
        if "public" in reply.cache_control:
            headers.append(("Vary", "Accept-Encoding, Treat-as-Untrusted, Cookie"))
        if reply.error_code is not None:
            headers.append(("MediaWiki-API-Error", reply.error_code))
        if reply.retry_after is not None:
            headers.append(("Retry-After", str(reply.retry_after)))
        await _send(send, 200, headers, reply.written.body, reply.written.content_type, is_head=is_head)


def _headers(scope: Mapping[str, Any]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _query(scope: Mapping[str, Any]) -> dict[str, str]:
    try:
        return dict(parse_urlencoded(scope.get("query_string", b""), UrlencodedLimits(total_bytes=64 * 1024)))
    except MalformedForm as malformed:
        raise Refused(400, str(malformed)) from malformed


def _cookie_header(scope: Mapping[str, Any]) -> str:
    """All cookies in one header: HTTP/2 sends each in its own."""
    return "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"cookie")


def _address(scope: Mapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "127.0.0.1"


async def _send_text(send: Send, status: int, text: str, content_type: str = "text/plain; charset=utf-8") -> None:
    # The rest of the request may be unread: the connection cannot be used again.
    await _send(send, status, [*_SAFE_HEADERS, ("Connection", "close")], (text + "\n").encode(), content_type)


async def _send(
    send: Send, status: int, headers: Headers, body: bytes, content_type: str, *, is_head: bool = False
) -> None:
    sent = [*headers, ("Content-Type", content_type), ("Content-Length", str(len(body)))]
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in sent]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
