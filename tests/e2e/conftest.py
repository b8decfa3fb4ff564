"""The web interface in Debian's Chromium: pages of visitors and accounts, axe, and the keyboard."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from mediawharf.model.user import User

from .server import Server

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
# WCAG 2.2 on levels A and AA, and what axe holds for good practice.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Colours that are on their way to others have not the contrast that they will have.
AT_REST = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const passing = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(passing.map((each) => each.finished));
}"""
# How tests call the fixtures that are functions.
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]
TabTo = Callable[[Page, Locator], None]

MOST_TABS = 200
SECONDS = 20_000  # how long a page may take to do what a test waits for, in milliseconds


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running server for all tests; each test uses names of its own."""
    server = Server(tmp_path_factory.mktemp("e2e") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server for one test, which may kill it, or let it fetch from this machine."""
    server = Server(tmp_path / "own" / "data", {"MEDIAWHARF_COPY_UPLOADS_PRIVATE_NETWORKS": "true"})
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; without it tests are skipped, but for CI, where it must be there."""
    path = shutil.which("chromium")
    if path is None:
        _lacking("chromium is not installed")
    expect.set_options(timeout=SECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens pages, each in a browser of its own; ``user`` is logged in, other options are Playwright's.

    A test fails if a page of it met an error of its scripts or broke its own policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opening(*, user: User | None = None, server: Server = server, **options: Any) -> Page:
        context = chromium.new_context(base_url=server.base, **{"viewport": DESKTOP, "locale": "en", **options})
        contexts.append(context)
        context.set_default_timeout(SECONDS)
        if user is not None:
            cookies = server.cookies(user)
            context.add_cookies([{"name": n, "value": v, "url": server.base} for n, v in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.extend(_broken(message)))
        return page

    yield opening
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A visitor's page."""
    return open_page()


@pytest.fixture
def user_page(open_page: OpenPage, server: Server) -> Page:
    """A page in which an account without special rights is logged in."""
    return open_page(user=server.wharf.user)


@pytest.fixture
def admin_page(open_page: OpenPage, server: Server) -> Page:
    """A page in which an administrator is logged in."""
    return open_page(user=server.wharf.admin)


@pytest.fixture
def axe() -> Axe:
    """What axe finds wrong with a page as it is now: a rule and a place each."""
    if not AXE.exists():
        _lacking("axe-core is not installed: npm install --prefix tests/e2e")
    source = AXE.read_text("utf-8")

    def finding(page: Page) -> list[str]:
        page.evaluate(AT_REST)
        page.evaluate(source)
        options = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        found = page.evaluate(f"axe.run(document, {options})")
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return finding


@pytest.fixture
def tab_to() -> TabTo:
    """Moves the focus to an element by the tabulator key alone, as somebody without a mouse has to."""

    def tabbing(page: Page, target: Locator) -> None:
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"the tabulator key does not lead to {target}")

    return tabbing


def _broken(message: ConsoleMessage) -> list[str]:
    """The console's word of a fault; that an address has nothing or refuses is what some tests are about."""
    is_fault = message.type == "error" and "Failed to load resource" not in message.text
    return [message.text] if is_fault else []


def _lacking(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
