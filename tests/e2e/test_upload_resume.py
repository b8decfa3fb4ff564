"""Uploads that are cut off: by people, by the network, by the end of the server."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Page, Request, expect

from mediawharf.blobs.base import BlobKey
from mediawharf.upload.result import Continued

from .conftest import OpenPage
from .pictures import write_large_png
from .queue_page import current, has_state, open_queue, row_of
from .server import Server

MEGABYTE = 2**20
FIRST_CHUNK = b'name="offset"\r\n\r\n0\r\n'


def large_file(folder: Path, name: str, *, megabytes: int, seed: int) -> Path:
    path = folder / name
    write_large_png(path, megabytes * MEGABYTE, seed=seed)
    return path


def sha1(file: BinaryIO) -> str:
    running = hashlib.sha1()
    while piece := file.read(MEGABYTE):
        running.update(piece)
    return running.hexdigest()


def sha1_of(path: Path) -> str:
    with path.open("rb") as file:
        return sha1(file)


def wait_until_sent(page: Page, fraction: float) -> None:
    bar = ".upload-row[data-state=uploading] progress"
    page.wait_for_function(f"fraction => document.querySelector('{bar}')?.value > fraction", arg=fraction)


def choose_path(page: Page, path: Path) -> None:
    page.get_by_label("Choose files").set_input_files(path)


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish 1 file").click()
    expect(page.locator(has_state("published"))).to_contain_text("its SHA-1 is the same", timeout=60_000)


def test_a_large_upload_is_paused_and_goes_on_after_a_reload(user_page: Page, server: Server, tmp_path: Path) -> None:
    path = large_file(tmp_path, "Paused.png", megabytes=200, seed=1)
    open_queue(user_page)
    choose_path(user_page, path)
    wait_until_sent(user_page, 0.1)
    user_page.get_by_role("button", name="Pause Paused.png").click()
    expect(user_page.locator(has_state("paused"))).to_contain_text("what was sent is kept")
    user_page.wait_for_timeout(500)  # drafts are written a moment later
    user_page.reload()
    expect(user_page.get_by_text("1 file of an earlier visit is not finished.")).to_be_visible()
    expect(user_page.locator(has_state("lost"))).to_contain_text("Choose the file again to go on")
    beginnings = count_beginnings(user_page)
    choose_path(user_page, path)
    publish(user_page)
    assert beginnings == []
    assert stored_sha1(server, "Paused.png") == sha1_of(path)


def test_a_small_upload_needs_no_choosing_after_a_reload(user_page: Page, server: Server, tmp_path: Path) -> None:
    path = large_file(tmp_path, "Small.png", megabytes=24, seed=2)
    open_queue(user_page)
    choose_path(user_page, path)
    user_page.get_by_role("button", name="Pause Small.png").click()
    user_page.wait_for_timeout(1000)
    user_page.reload()
    user_page.get_by_role("button", name="Go on").click()
    publish(user_page)
    assert stored_sha1(server, "Small.png") == sha1_of(path)


def test_what_was_typed_is_there_after_a_reload(user_page: Page, tmp_path: Path) -> None:
    open_queue(user_page)
    choose_path(user_page, large_file(tmp_path, "Typed.png", megabytes=8, seed=6))
    user_page.get_by_label("Name of the file").fill("Typed by hand.png")
    user_page.get_by_text("Description, date, licence, categories").click()
    user_page.locator(".upload-row").get_by_label("Author").fill("Ada Lens")
    user_page.wait_for_timeout(1000)
    user_page.reload()
    user_page.get_by_text("Description, date, licence, categories").click()
    expect(user_page.get_by_label("Name of the file")).to_have_value("Typed by hand.png")
    expect(user_page.locator(".upload-row").get_by_label("Author")).to_have_value("Ada Lens")


def test_an_upload_outlives_the_server_that_was_killed(open_page: OpenPage, own_server: Server, tmp_path: Path) -> None:
    path = large_file(tmp_path, "Killed.png", megabytes=160, seed=3)
    page = open_page(user=own_server.wharf.user, server=own_server)
    open_queue(page)
    choose_path(page, path)
    wait_until_sent(page, 0.1)
    own_server.kill()
    expect(row_of(page, "Killed.png")).to_contain_text("The server is busy or cannot be reached.")
    own_server.start()
    publish(page)
    assert stored_sha1(own_server, "Killed.png") == sha1_of(path)


def test_an_upload_of_another_program_goes_on_in_the_browser(user_page: Page, server: Server, tmp_path: Path) -> None:
    path = large_file(tmp_path, "Begun.png", megabytes=16, seed=5)
    content = path.read_bytes()
    begun = server.wharf.chunk("Begun.png", content[: 9 * MEGABYTE], offset=0, filesize=len(content))
    assert isinstance(begun, Continued)
    beginnings = count_beginnings(user_page)
    user_page.goto(f"/wiki/Special:Upload?filekey={begun.filekey}")
    user_page.get_by_label("Choose the file again").set_input_files(path)
    publish(user_page)
    assert beginnings == []
    assert stored_sha1(server, "Begun.png") == sha1_of(path)


def test_an_upload_waits_for_the_network(user_page: Page, server: Server, tmp_path: Path) -> None:
    path = large_file(tmp_path, "Offline.png", megabytes=120, seed=4)
    open_queue(user_page)
    choose_path(user_page, path)
    wait_until_sent(user_page, 0.05)
    user_page.context.set_offline(True)
    expect(row_of(user_page, "Offline.png")).to_contain_text("No network: goes on when it is back")
    user_page.context.set_offline(False)
    publish(user_page)
    assert stored_sha1(server, "Offline.png") == sha1_of(path)


def count_beginnings(page: Page) -> list[str]:
    """The chunks from here on that begin a file anew."""
    found: list[str] = []

    def look(request: Request) -> None:
        if FIRST_CHUNK in (request.post_data_buffer or b""):
            found.append(request.url)

    page.on("request", look)
    return found


def stored_sha1(server: Server, name: str) -> str:
    revision = current(server, name)
    assert revision is not None
    with server.wharf.facilities.blobs.open(BlobKey(revision.blob_key)) as stored:
        return sha1(stored)
