"""Runs the server processes: where they listen, what a request may take of them, and how they stop."""

import asyncio
import errno
import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from mediawharf.app import Application, Receive, Send, create
from mediawharf.cli.allocator import share_arenas
from mediawharf.settings import Settings

BACKLOG = 1024  # connections that wait to be taken
CONCURRENT_REQUESTS = 256  # of each process; others wait in their connections
HEADER_TIMEOUT = 15_000  # milliseconds until a request's headers must be there
# Read at once at most. Larger reads are fewer calls for large bodies; a header may grow up to it too.
BUFFER_BYTES = 512 * 1024
LONGEST_START = 60  # seconds
STOPPING = (signal.SIGTERM, signal.SIGINT)
SETTLING = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, with how many processes, and how many seconds requests have to finish at the end."""

    host: str
    port: int
    workers: int = 1
    drain: int = 30

    @property
    def origin(self) -> str:
        """The address of the server as a browser on this machine has it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - read, not listened on
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


class CannotListen(Exception):
    """The address cannot be listened on; the sentence says why."""


def free_port(host: str, port: int) -> int:
    """The port, or any free one for 0; raises CannotListen.

    Server processes share their port, so that the system would let a second server take it too, unnoticed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((str(ip_address(_address(host))), port), family=family) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        raise CannotListen(_reason(error, host, port)) from None


def _address(host: str) -> str:
    return "127.0.0.1" if host == "localhost" else socket.gethostbyname(host) if ":" not in host else host


def _reason(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"port {port} is taken by another program; try `--port {port + 1}`, or `--port 0` for any free one"
        case errno.EACCES:
            return f"port {port} needs more rights than this user has; ports from 1024 on do not"
        case _:
            return f"{host}, port {port}, cannot be listened on: {error.strerror}"


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings as the environment variables that a server process reads them from."""
    values = settings.model_dump(mode="json", exclude_none=True)
    return {
        f"MEDIAWHARF_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    }


def run_server(settings: Settings, listening: Listening, *, when_ready: Callable[[], None]) -> None:
    """Serves until SIGTERM or SIGINT; then takes no more requests and lets those that run finish.

    Requests that take longer than the drain time are cut. Raises SystemExit(1) if the processes end by themselves.
    """
    share_arenas()
    os.environ.update(environment_of(settings))
    _Server(listening, settings.script_path, when_ready).serve(target_loader=_load, wrap_loader=False)


class _Server(MPServer):
    """Granian with the options that suit uploads, and a call when the first process answers."""

    def __init__(self, listening: Listening, script_path: str, when_ready: Callable[[], None]) -> None:
        super().__init__(
            "mediawharf",
            address=_address(listening.host),
            port=listening.port,
            interface=Interfaces.ASGI,
            workers=listening.workers,
            loop=Loops.uvloop,
            http=HTTPModes.http1,
            websockets=False,
            backlog=BACKLOG,
            backpressure=CONCURRENT_REQUESTS,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT, max_buffer_size=BUFFER_BYTES),
            log_level=LogLevels.warning,
            log_dictconfig=_log_to_stderr(),
            respawn_failed_workers=True,
            workers_kill_timeout=listening.drain,
        )
        self._probe = f"{script_path}/api.php?action=query&format=json"
        self._when_ready = when_ready

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Starts the processes and tells when they answer."""
        # A forked process has its parent's handlers, which would lose a signal to stop: it waits, see _HoldingSignals.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        deadline = time.monotonic() + LONGEST_START
        while not self.main_loop_interrupt.is_set() and time.monotonic() < deadline:
            if _answers(self.bind_addr, self.bind_port, self._probe):
                self._when_ready()
                return
            time.sleep(0.02)


def _load() -> "_HoldingSignals":
    """The application, in a server process that has not begun to heed signals."""
    return _HoldingSignals(create())


class _HoldingSignals:
    """Lets signals to stop through once the process serves.

    Granian loses one that comes between its taking over the signals and its beginning to serve. Held back by the
    mask that the process was forked with, such a signal waits.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def announce(message: dict[str, Any]) -> None:
            await send(message)
            # The loop stands still from the end of the start to the beginning of the service: this runs after it.
            asyncio.get_running_loop().call_later(SETTLING, signal.pthread_sigmask, signal.SIG_UNBLOCK, STOPPING)

        await self._app(scope, receive, announce)


def _log_to_stderr() -> dict[str, Any]:
    stream = {"class": "logging.StreamHandler", "stream": "ext://sys.stderr"}
    return {"handlers": {"console": {"formatter": "generic", **stream}, "access": {"formatter": "access", **stream}}}


def _answers(host: str, port: int, path: str) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not listened on
    connection = http.client.HTTPConnection(reachable, port, timeout=5)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
