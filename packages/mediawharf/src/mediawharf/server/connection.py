"""What goes on in one connection: requests, one after the other, each answered by the ASGI program."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from mediawharf.server.head import HEAD_BYTES, BadRequest, Head, end_of_head, parse_head
from mediawharf.server.incoming import Incoming
from mediawharf.server.outgoing import Outgoing
from mediawharf.server.wire import Wire

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Program = Callable[[Mapping[str, Any], Receive, Send], Awaitable[None]]

# After an answer that came before the end of a body, that the client may read it while it still sends: bytes, seconds.
LINGERING_BYTES = 64 * 1024 * 1024
LINGERING_SECONDS = 5.0

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a connection may take: for a request's head from its first byte on, and between two requests."""

    head: float = 15.0
    idle: float = 75.0


class Connection:
    """One connected client."""

    def __init__(self, connected: socket.socket, program: Program, patience: Patience) -> None:
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire = Wire(connected)
        self._client = _address(connected.getpeername())
        self._server = _address(connected.getsockname())
        self._program = program
        self._patience = patience
        self._rest = b""  # what came beyond the last request
        self.is_idle = True  # between two requests
        self._is_last = False

    async def converse(self) -> None:
        """Answers requests until one side ends; the socket is closed then."""
        try:
            while await self._exchange():
                pass
        except (ConnectionError, TimeoutError):
            pass  # the client has gone, or is too slow to wait for
        finally:
            self.wire.close()

    def finish(self) -> None:
        """Ends the connection: at once if no request has come, else with the reply."""
        self._is_last = True
        if self.is_idle and not self.wire.has_unread():
            self.wire.stop_reading()

    async def _exchange(self) -> bool:
        """One request and its reply; whether another may follow."""
        try:
            data = await self._head()
            if data is None:
                return False
            head = parse_head(data)
        except BadRequest as bad:
            await self._refuse(bad)
            return False
        body = Incoming(head, self.wire, self._rest)
        # What follows a body in chunks may be part of it to a proxy that misread it (RFC 9112, 11.2): nothing follows.
        stays_open = head.keeps_alive and head.length is not None and not self._is_last
        reply = Outgoing(head, self.wire, stays_open=stays_open, goes_on=partial(self._goes_on_after, body))
        await self._answer(head, body, reply)
        if reply.stays_open and self._goes_on_after(body):
            await body.drop()
            self._rest = body.rest
            return not body.is_cut
        if not body.is_over:
            await self._linger()
        return False

    async def _head(self) -> bytes | None:
        """The next request up to its empty line; None if there is none. What comes beyond is the rest."""
        loop = asyncio.get_running_loop()
        data = self._rest.lstrip(b"\r\n")
        self.is_idle = not data
        until = loop.time() + (self._patience.head if data else self._patience.idle)
        searched = 0
        while (end := end_of_head(data, searched)) < 0:
            if len(data) > HEAD_BYTES:
                break
            searched = max(0, len(data) - 2)
            more = await self.wire.read(until=until, in_turn=self.is_idle)
            if not more:
                return None
            if self.is_idle:
                self.is_idle = False
                until = loop.time() + self._patience.head
                data = more.lstrip(b"\r\n")
            else:
                data += more
        if not 0 <= end <= HEAD_BYTES:
            raise BadRequest(431, f"The request's head is longer than {HEAD_BYTES} bytes.")
        self._rest = data[end:]
        return data[:end]

    def _goes_on_after(self, body: Incoming) -> bool:
        return body.can_be_dropped and not self._is_last

    async def _answer(self, head: Head, body: Incoming, reply: Outgoing) -> None:
        try:
            await self._program(head.scope(self._client, self._server), body.receive, reply.send)
        except (ConnectionError, TimeoutError):
            raise
        except Exception:  # noqa: BLE001 - the program's fault ends its request, not the process
            _LOG.exception("A request failed: %s %s", head.method, head.target[:200])
            reply.stays_open = False
        else:
            if not reply.is_over and not body.is_cut:
                _LOG.error("A request got no whole reply: %s %s", head.method, head.target[:200])
        if not reply.has_begun and body.is_malformed:
            await self._refuse(BadRequest(400, "The body's chunks are malformed."))
        elif not reply.has_begun and not body.is_cut:
            await self._refuse(BadRequest(500, "The server failed; its log says why."))
        reply.stays_open = reply.stays_open and reply.is_over

    async def _refuse(self, bad: BadRequest) -> None:
        text = (bad.reason + "\n").encode()
        reply = Outgoing(None, self.wire, stays_open=False)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
        await reply.send({"type": "http.response.start", "status": bad.status, "headers": headers})
        await reply.send({"type": "http.response.body", "body": text})
        await self._linger()

    async def _linger(self) -> None:
        """Takes what the client still sends, for a while: to close at once could lose the reply on its way."""
        self.wire.end()
        left = LINGERING_BYTES
        until = asyncio.get_running_loop().time() + LINGERING_SECONDS
        with suppress(ConnectionError, TimeoutError):
            while left > 0 and (data := await self.wire.read(until=until)):
                left -= len(data)


def _address(name: Any) -> tuple[str, int] | None:
    """Host and port of a TCP address; IPv6 has more to it."""
    return (name[0], name[1]) if isinstance(name, tuple) else None
