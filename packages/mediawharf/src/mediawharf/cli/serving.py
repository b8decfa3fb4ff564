"""Runs the server processes: where they listen, how many they are, and how they stop."""

import errno
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from mediawharf.app import create
from mediawharf.cli.allocator import share_arenas
from mediawharf.server.processes import NeverServed, Processes
from mediawharf.settings import Settings

BACKLOG = 1024  # connections that wait to be taken


class CannotListen(Exception):
    """The address cannot be listened on; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, with how many processes, and how many seconds requests have to finish at the end."""

    host: str
    listener: socket.socket
    workers: int = 1
    drain: int = 30

    @property
    def origin(self) -> str:
        """The address of the server as a browser on this machine has it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - read, not listened on
        port = self.listener.getsockname()[1]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, on any free port for 0; raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((str(ip_address(_address(host))), port), family=family, backlog=BACKLOG)
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

    Requests that take longer than the drain time are cut. Raises SystemExit(1) if the processes end before they could
    serve; one that ends later is replaced.
    """
    share_arenas()
    os.environ.update(environment_of(settings))
    try:
        Processes(create, listening.listener, listening.workers, listening.drain).run(when_ready)
    except NeverServed:
        raise SystemExit(1) from None
