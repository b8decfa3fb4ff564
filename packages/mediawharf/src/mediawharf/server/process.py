"""One server process: takes connections, starts and ends the ASGI program, and stops when it is told to."""

import asyncio
import errno
import logging
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from mediawharf.server.connection import Connection, Patience, Program

# Connections of one process at once; others wait to be taken, and idle ones make room for them.
MOST_CONNECTIONS = 1024
_SWEEP = 1.0  # seconds from one look at what has waited for too long to the next
_PAUSE = 0.5  # seconds until the next try where the system has no descriptors left
# tcpi_unacked of a listening socket's struct tcp_info, behind eight bytes and four numbers of 32 bits.
_WAITING = struct.Struct("24xI")
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

_LOG = logging.getLogger(__name__)


class StartFailed(Exception):
    """The program said that it cannot start; the sentence is its own."""


class Process:
    """Serves a program on a listening socket, which so many processes share, this one included."""

    def __init__(
        self,
        program: Program,
        listener: socket.socket,
        patience: Patience,
        *,
        sharers: int = 1,
        most: int = MOST_CONNECTIONS,
    ) -> None:
        listener.setblocking(False)
        self._sharers = sharers
        self._program = program
        self._listener = listener
        self._patience = patience
        self._most = most
        self._open: dict[asyncio.Task[None], Connection] = {}
        self._is_accepting = False
        self._is_stopping = False

    async def serve(self, stop: asyncio.Event, *, drain: float, when_ready: Callable[[], None]) -> None:
        """Serves until ``stop``, then lets what is under way finish for ``drain`` seconds; raises StartFailed."""
        lifespan = _Lifespan(self._program)
        await lifespan.start()
        sweep = asyncio.create_task(self._sweep())
        self._accept_more()
        when_ready()
        await stop.wait()
        await self._finish(drain)
        sweep.cancel()
        await lifespan.end()

    def _accept_more(self) -> None:
        if not self._is_accepting and not self._is_stopping and len(self._open) < self._most:
            asyncio.get_running_loop().add_reader(self._listener, self._accept)
            self._is_accepting = True

    def _accept_no_more(self) -> None:
        if self._is_accepting:
            asyncio.get_running_loop().remove_reader(self._listener)
            self._is_accepting = False

    def _accept(self) -> None:
        """Takes this process's share of the connections that wait; one that is idle comes back for more sooner."""
        share = -(-_waiting(self._listener) // self._sharers)
        try:
            for _ in range(max(share, 1)):
                if len(self._open) >= self._most:
                    self._make_room()
                    return
                self._begin(self._listener.accept()[0])
        except (BlockingIOError, ConnectionAbortedError):
            return  # another process has taken it, or it has gone
        except OSError as error:
            if error.errno not in _EXHAUSTED:
                raise
            _LOG.error("No connection can be taken for now: %s", error.strerror)
            self._accept_no_more()
            asyncio.get_running_loop().call_later(_PAUSE, self._accept_more)

    def _make_room(self) -> None:
        """Takes no more until a connection ends; the oldest of those without a request does so now."""
        self._accept_no_more()
        for connection in self._open.values():
            if connection.is_idle:
                connection.finish()
                return

    def _begin(self, connected: socket.socket) -> None:
        try:
            connection = Connection(connected, self._program, self._patience)
        except OSError:
            connected.close()  # gone before it was looked at
            return
        task = asyncio.get_running_loop().create_task(connection.converse())
        self._open[task] = connection
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._open[task]
        self._accept_more()
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("A connection failed", exc_info=error)

    async def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_SWEEP)
            now = loop.time()
            for connection in list(self._open.values()):
                connection.wire.expire(now)

    async def _finish(self, drain: float) -> None:
        self._accept_no_more()
        self._is_stopping = True
        with suppress(OSError):  # until nobody waits to be taken
            while True:
                self._begin(self._listener.accept()[0])
        self._listener.close()
        await asyncio.sleep(0)  # connections just taken see what has come with them
        for connection in list(self._open.values()):
            connection.finish()
        if self._open:
            await asyncio.wait(self._open, timeout=drain)
        late = list(self._open)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def _waiting(listener: socket.socket) -> int:
    """How many connections wait to be taken, where the system tells: Linux has it in a field of ``tcp_info``."""
    if sys.platform != "linux":
        return 1
    told = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _WAITING.size)
    return int(_WAITING.unpack(told)[0])


class _Lifespan:
    """Tells a program that the process starts and ends, as ASGI has it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._run: asyncio.Task[None] | None = None

    async def start(self) -> None:
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        self._run = asyncio.ensure_future(self._program(scope, self._told.get, self._said.put))
        await self._ask(self._run, "startup")

    async def end(self) -> None:
        if self._run is not None:
            await self._ask(self._run, "shutdown")
            await self._run

    async def _ask(self, run: "asyncio.Task[None]", step: str) -> None:
        await self._told.put({"type": f"lifespan.{step}"})
        answer = asyncio.ensure_future(self._said.get())
        await asyncio.wait((answer, run), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            await run  # what it failed with is raised here
            raise StartFailed(f"the program ended at {step}")
        message = answer.result()
        if message["type"] != f"lifespan.{step}.complete":
            raise StartFailed(message.get("message", "") or message["type"])
