"""A request's body as it comes: its pieces, within a size and a time."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from types import TracebackType
from typing import Any

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class Refused(Exception):
    """The request as HTTP is refused: an answer of that status, and the connection ends."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class Disconnected(Exception):
    """The client went away before its request was whole."""


class BodyStream:
    """The pieces of a body, within ``async with``, which ends by Refused where one does not come in time.

    One timer watches over the whole body: one for each piece would cost more than to take it in.
    """

    def __init__(self, receive: Receive, maximum: int, idle_seconds: float) -> None:
        self._receive = receive
        self._maximum = maximum
        self._idle = idle_seconds
        self._limit = asyncio.timeout(None)
        self._loop = asyncio.get_running_loop()
        self._waits_since: float | None = None
        self._is_over = False
        self.size = 0

    async def __aenter__(self) -> None:
        await self._limit.__aenter__()
        self._timer = self._loop.call_later(self._idle, self._look)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        try:
            await self._limit.__aexit__(kind, error, trace)
        except TimeoutError:
            raise Refused(408, f"no byte came for {self._idle:g} seconds") from None

    def _look(self) -> None:
        now = self._loop.time()
        waited = 0.0 if self._waits_since is None else now - self._waits_since
        if waited >= self._idle:
            self._limit.reschedule(now)
        else:
            self._timer = self._loop.call_later(self._idle - waited, self._look)

    def __aiter__(self) -> "BodyStream":
        return self

    async def __anext__(self) -> bytes:
        if self._is_over:
            raise StopAsyncIteration
        self._waits_since = self._loop.time()
        message = await self._receive()
        self._waits_since = None
        if message["type"] == "http.disconnect":
            raise Disconnected
        self._is_over = not message.get("more_body", False)
        piece: bytes = message.get("body", b"")
        self.size += len(piece)
        if self.size > self._maximum:
            raise Refused(413, f"the body is larger than {self._maximum} bytes")
        return piece
