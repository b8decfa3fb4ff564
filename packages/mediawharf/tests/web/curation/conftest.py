"""Browsers in which somebody is logged in, and the wharf that they look at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from mediawharf.auth.tokens import TokenKind, token
from mediawharf.db import files
from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf, png


@dataclass(frozen=True)
class Surfer:
    """Somebody's browser."""

    client: TestClient
    token: str

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> Any:
        """Sends a form; underscores in names stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.client.post(path, data={"token": self.token, **named})

    def told(self, response: Any) -> str:
        """The page that a form leads to."""
        assert response.status_code == 303, response.text
        return self.client.get(response.headers["location"]).text


@pytest.fixture
def surf(browse, wharf: Wharf) -> Callable[[User], Surfer]:
    """Opens a browser in which a user is logged in."""

    def opening(user: User) -> Surfer:
        session = wharf.facilities.sessions.log_in(None, user.id)
        client = browse(wharf)
        client.cookies.set(f"{wharf.facilities.settings.wiki_id}_session", session.cookie)
        return Surfer(client, token(session, TokenKind.CSRF, now=wharf.facilities.clock.now()))

    return opening


@pytest.fixture
def user(surf, wharf: Wharf) -> Surfer:
    return surf(wharf.user)


@pytest.fixture
def admin(surf, wharf: Wharf) -> Surfer:
    return surf(wharf.admin)


@pytest.fixture
def title(publish) -> Title:
    """A file of two versions, with a text."""
    publish("A b.png", png(b"one"), comment="first", text="Before [[Category:Cats]]")
    publish("A b.png", png(b"two"), comment="second")
    return Title.file("A b.png")


@pytest.fixture
def versions(wharf: Wharf) -> Callable[[Title], list[FileRevision]]:
    def finding(title: Title) -> list[FileRevision]:
        with wharf.facilities.database.read() as connection:
            return files.revisions(connection, title.dbkey)

    return finding


@pytest.fixture
def text(wharf: Wharf) -> Callable[[Title], str | None]:
    def finding(title: Title) -> str | None:
        with wharf.facilities.database.read() as connection:
            page = wharf.facilities.pages.find(connection, title)
            return None if page is None else wharf.facilities.pages.text(connection, page)

    return finding
