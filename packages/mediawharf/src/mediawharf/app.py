"""The ASGI application: which address leads where."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from mediawharf.api.endpoint import ApiEndpoint
from mediawharf.api.main import ApiMain
from mediawharf.api.modules import ACTIONS
from mediawharf.auth.proxies import TrustedProxies
from mediawharf.facilities import Facilities
from mediawharf.services import build, make_worker, open_backends
from mediawharf.settings import Settings, read_settings
from mediawharf.web.file_addresses import FileAddresses
from mediawharf.web.file_host import FileHost
from mediawharf.web.refusals import http_error, server_error
from mediawharf.web.routes import routes

DRAIN_SECONDS = 10

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Application:
    """One process's server: the API and files by themselves, the rest by Starlette.

    The API does not pass through the framework: its bodies are read as they stream in. Nor do files: the way through it
    is longer than theirs. ``facilities`` are those built with the settings, where there are some already; they are
    closed when the process ends.
    """

    def __init__(self, settings: Settings, *, facilities: Facilities | None = None) -> None:
        self._facilities = build(settings, open_backends(settings)) if facilities is None else facilities
        self._api = ApiEndpoint(self._facilities, ApiMain(ACTIONS))
        self._proxies = TrustedProxies(map(str, settings.trusted_proxies))
        self._file_host = None if settings.upload_server == "" else FileHost(self._facilities)
        self._files = FileAddresses(self._facilities)
        self._api_path = settings.script_path + "/api.php"
        self._pages = Starlette(
            routes=routes(self._facilities),
            exception_handlers={HTTPException: http_error, Exception: server_error},
            lifespan=self._lifespan,
        )
        self._pages.router.redirect_slashes = False

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Serves one connection's request, or the process's own start and end."""
        if scope["type"] == "http" and self._proxies:
            scope = _as_forwarded(scope, self._proxies)
        if scope["type"] == "http" and self._file_host is not None:
            answerer = self._file_host.answerer(scope)
            if answerer is not None:
                await answerer(scope, receive, send)  # type: ignore[arg-type]
                return
        if scope["type"] == "http" and scope["path"] == self._api_path:
            await self._api(scope, receive, send)
        elif scope["type"] == "http" and self._files.has(scope):
            await self._files(scope, receive, send)  # type: ignore[arg-type]
        else:
            await self._pages(scope, receive, send)  # type: ignore[arg-type]

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        worker = make_worker(self._facilities, name=f"{socket.gethostname()}-{os.getpid()}")
        if self._facilities.settings.run_jobs:
            worker.start()
        yield
        # Jobs that take longer are taken up again by whoever runs next.
        await asyncio.to_thread(worker.stop, drain=DRAIN_SECONDS)
        await asyncio.to_thread(self._facilities.stop_drawing)
        # In a thread, since what the loop still has to do may wait for work in these threads.
        await asyncio.to_thread(self._facilities.threads.shutdown, wait=True)
        self._facilities.database.close()


def _as_forwarded(scope: Mapping[str, Any], proxies: TrustedProxies) -> Mapping[str, Any]:
    """The request as the proxies in front got it: from the client's address."""
    if scope.get("client") is None:
        return scope
    host, port = scope["client"]
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return {**scope, "client": (proxies.client(host, forwarded), port)}


def create() -> Application:
    """The application for the settings in the environment; what a server process calls."""
    return Application(read_settings())
