"""MediaWiki's own samples for its JavaScript, on our client."""

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from .conftest import OpenPage
from .pictures import chosen, picture, web_server
from .queue_page import current
from .server import Server

HERE = Path(__file__).parent
JQUERY = HERE / "node_modules" / "jquery" / "dist" / "jquery.min.js"
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Samples</title><div id="bodyContent"></div>
<script src="/samples/jquery.js"></script>
<script type="module" src="{client}global.js"></script>
<script type="module">{sample}</script>"""

pytestmark = pytest.mark.skipif(not JQUERY.exists(), reason="jQuery is not installed: npm install --prefix tests/e2e")


def run_sample(page: Page, name: str, *, url: str = "") -> None:
    """Opens a page of the server's own origin in which the sample runs."""
    page.goto("/wiki/Special:Upload")
    client = page.evaluate("document.body.dataset.assets") + "js/client/"
    sample = (HERE / "samples" / name).read_text("utf-8").replace("url: ''", f"url: '{url}'")

    def answer(route: Route) -> None:
        is_page = route.request.url.endswith("/samples/page")
        body = PAGE.format(client=client, sample=sample) if is_page else JQUERY.read_text("utf-8")
        route.fulfill(body=body, content_type="text/html" if is_page else "text/javascript")

    page.route("**/samples/*", answer)
    page.goto("/samples/page")


def upload(page: Page, seed: int) -> ConsoleMessage:
    page.locator("input[type=file]").set_input_files(chosen("own.jpg", picture(seed)))
    with page.expect_console_message() as message:
        page.locator("input[type=button]").click()
    return message.value


def test_the_sample_that_uploads_directly(user_page: Page, server: Server) -> None:
    run_sample(user_page, "upload_file_directly.js")
    expect(user_page.locator("input[type=button]")).to_be_visible()
    assert upload(user_page, 101).text == "File_1.jpg has sucessfully uploaded."
    assert current(server, "File_1.jpg") is not None


def test_the_sample_that_uploads_in_chunks(user_page: Page, server: Server) -> None:
    run_sample(user_page, "upload_file_in_chunks.js")
    assert upload(user_page, 102).text == "TestFile_2.jpg has sucessfully uploaded."
    assert current(server, "TestFile_2.jpg") is not None


def test_the_sample_that_uploads_from_an_address(open_page: OpenPage, own_server: Server, tmp_path: Path) -> None:
    (tmp_path / "far.jpg").write_bytes(picture(103))
    page = open_page(user=own_server.wharf.admin, server=own_server)
    with web_server(tmp_path) as address, page.expect_console_message() as message:
        run_sample(page, "upload_file_from_url.js", url=f"{address}/far.jpg")
    assert message.value.args[0].json_value()["upload"]["result"] == "Success"
    assert current(own_server, "New_image.jpg") is not None
