"""A wharf's pages and files, asked as a browser asks, or by bare ASGI messages."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from mediawharf.app import Application
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf
from mediawharf.upload.result import Published, Stashed


def make_app(wharf: Wharf) -> Application:
    return Application(wharf.facilities.settings, facilities=wharf.facilities)


@pytest.fixture
def browse() -> Callable[[Wharf], TestClient]:
    """A client of any wharf, which follows no redirects."""
    return lambda wharf: TestClient(make_app(wharf), base_url=wharf.facilities.settings.server, follow_redirects=False)


@pytest.fixture
def client(browse, wharf):
    return browse(wharf)


@pytest.fixture
def publish(wharf) -> Callable[..., str]:
    """Publishes bytes; gives the path of the file."""

    def publishing(filename: str, content: bytes, *, wharf: Wharf = wharf, **options: object) -> str:
        result = wharf.upload(filename, content, ignore_warnings=True, **options)
        assert isinstance(result, Published)
        return urlsplit(wharf.facilities.urls.revision(result.revision)).path

    return publishing


@pytest.fixture
def keep(wharf) -> Callable[..., str]:
    """Stashes a file; gives its key."""

    def keeping(content: bytes, **options: object) -> str:
        result = wharf.upload("Kept.png", content, stash=True, ignore_warnings=True, **options)
        assert isinstance(result, Stashed)
        return result.stashed.filekey

    return keeping


@pytest.fixture
def cookies_of(wharf) -> Callable[[User], dict[str, str]]:
    """The headers of a browser in which a user is logged in."""

    def logging_in(user: User) -> dict[str, str]:
        session = wharf.facilities.sessions.log_in(None, user.id)
        return {"Cookie": f'theirs={{"a":1}}; {wharf.facilities.settings.wiki_id}_session={session.cookie}'}

    return logging_in


class Exchange:
    """One bare GET request and the messages that answer it; the client can stop after the first piece, or go."""

    def __init__(self, path: str, extensions: tuple[str, ...] = (), **headers: str) -> None:
        self.sent: list[dict[str, Any]] = []
        self.gone = asyncio.Event()
        self.reads = asyncio.Event()
        self.reads.set()
        self.scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": "", "scheme": "http",
            "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "extensions": {name: {} for name in extensions},
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip

    async def run(self, app: Application) -> list[dict[str, Any]]:
        await asyncio.wait_for(app(self.scope, self._receive, self._send), 20)
        return self.sent

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.sent.append(message)
        if len(self.sent) > 1:
            await self.reads.wait()
        await asyncio.sleep(0)


@pytest.fixture
def exchange() -> type[Exchange]:
    return Exchange


@pytest.fixture
def app(wharf) -> Application:
    return make_app(wharf)


@pytest.fixture
def ask(app) -> Callable[..., list[dict[str, Any]]]:
    """The messages that answer a bare GET request."""
    return lambda path, **options: asyncio.run(Exchange(path, **options).run(app))
