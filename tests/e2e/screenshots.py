"""Takes the pictures of the web interface that the documents show, from a server of its own with a harbour's archive.

python -m tests.e2e.screenshots FOLDER
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

import pyvips
import requests
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from .conftest import DESKTOP, FLAGS, PHONE
from .scenes import SCENES, Scene, draw
from .server import Server

SHOWN = "/wiki/File:Harbour_at_dawn.jpg"
PAGES = {"home": "/wiki/Main_Page", "files": "/wiki/Special:ListFiles", "file": SHOWN, "upload": "/wiki/Special:Upload"}
DROPPED = 3  # scenes that are kept back for the queue of uploads
SETTLED = 2000  # milliseconds in which pictures and queues come to rest
SCREENS: dict[str, ViewportSize] = {"desktop": DESKTOP, "phone": PHONE}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

_TEXT = """== {{{{int:filedesc}}}} ==
{{{{Information
|description={{{{en|1={words}}}}}
|date={date}
|source={{{{own}}}}
|author=Port archive
}}}}

== {{{{int:license-header}}}} ==
{{{{cc-by-sa-4.0}}}}

[[Category:Harbour]]
"""


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is not installed"
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        server = Server(Path(made) / "data")
        server.start()
        try:
            fill(server)
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            take_all(browser, server, folder)
            browser.close()
        finally:
            server.stop()


def fill(server: Server) -> None:
    """Uploads the scenes but those that are kept back."""
    session = requests.Session()
    session.cookies.update(server.cookies(server.wharf.admin))
    api = f"{server.base}/w/api.php"
    asked = {"action": "query", "meta": "tokens", "format": "json", "formatversion": "2"}
    token = session.get(api, params=asked, timeout=30).json()["query"]["tokens"]["csrftoken"]
    for number, scene in reversed(list(enumerate(SCENES[:-DROPPED]))):
        text = _TEXT.format(words=scene.words, date=f"2026-0{number + 1}-1{number}")
        fields = {"action": "upload", "format": "json", "filename": f"{scene.name}.jpg", "text": text, "token": token}
        picture = draw(scene, seed=number)
        session.post(api, data=fields, files={"file": picture}, timeout=30).raise_for_status()


def take_all(browser: Browser, server: Server, folder: Path) -> None:
    """Every page on every screen, by day and by night."""
    for screen, viewport in SCREENS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=server.base, viewport=viewport, color_scheme=scheme, locale="en", reduced_motion="reduce"
            )
            cookies = server.cookies(server.wharf.admin)
            context.add_cookies([{"name": n, "value": v, "url": server.base} for n, v in cookies.items()])
            page = context.new_page()
            for name, address in PAGES.items():
                page.goto(address)
                if name == "upload":
                    choose(page, SCENES[-DROPPED:])
                page.wait_for_timeout(SETTLED)
                keep(page.screenshot(), folder / f"{name}-{screen}-{scheme}.png")
            context.close()


def choose(page: Page, scenes: tuple[Scene, ...]) -> None:
    """Puts scenes into the queue of uploads; none is published."""
    chosen = [
        {"name": f"{scene.name}.jpg", "mimeType": "image/jpeg", "buffer": draw(scene, seed=40 + number)}
        for number, scene in enumerate(scenes)
    ]
    page.locator("#queue input[type=file][multiple], input[type=file][multiple]").first.set_input_files(chosen)  # type: ignore[arg-type]


def keep(screenshot: bytes, path: Path) -> None:
    """Writes a screenshot in as few colours as it can do with."""
    pyvips.Image.pngload_buffer(screenshot).pngsave(str(path), palette=True, Q=90, effort=8, keep="none")


if __name__ == "__main__":
    main()
