"""The page of a file, and all pages of curation: sound on a phone, and good to use."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mediawharf.curation.deletion import DeleteRequest
from mediawharf.db import files
from mediawharf.model.title import Title
from mediawharf.testing.wharf import png

from .conftest import PHONE, Axe, OpenPage, TabTo
from .server import Server

FIXTURES = Path(__file__).parents[2] / "packages" / "mediawharf" / "tests" / "media" / "fixtures" / "whole"
TEXT = """== Summary ==
{{Information|description={{en|1=Some cats}}|author=Ann|date=2024-05-04}}
== Licensing ==
{{self|cc-by-sa-4.0}}
[[Category:Cats]]
"""
INDEX = "/w/index.php?title=File:Sound.jpg&action="
OF_EVERYBODY = (
    "/wiki/File:Sound.jpg", "/wiki/File:Sound.pdf", "/wiki/File:Sound.ogg", "/wiki/File:Sound.stl",
    "/wiki/File:Never_there.png", "/wiki/File:Sound_gone.png", "/wiki/Special:Log", "/wiki/Special:RecentChanges",
    "/wiki/Special:Tags", "/wiki/Special:ListUsers",
)  # fmt: skip
OF_USERS = (
    INDEX + "edit", INDEX + "history", INDEX + "info", INDEX + "watch", INDEX + "purge",
    INDEX + "compare&revision={revision}", INDEX + "revert&oldimage={old}", "/wiki/Special:MovePage/File:Sound.jpg",
    "/wiki/Special:Watchlist", "/wiki/Special:Watchlist/edit", "/wiki/Special:UploadStash",
    "/wiki/Special:UploadStash/publish/{key}", "/wiki/Special:UploadStash/discard/{key}",
)  # fmt: skip
OF_ADMINS = (
    "/wiki/File:Sound.jpg", INDEX + "delete", INDEX + "delete&oldimage={old}", INDEX + "protect",
    INDEX + "rollback&from=Uploader", "/wiki/Special:Undelete/File:Sound_gone.png", "/wiki/Special:DeletedFiles",
    "/wiki/Special:Jobs", "/wiki/Special:Block/Uploader", "/wiki/Special:UserRights/Uploader", "/wiki/Special:Tags",
)  # fmt: skip


@pytest.fixture(scope="session")
def sound(server: Server) -> dict[str, str]:
    """Files of many kinds; what goes into addresses that name versions, revisions and stashed files."""
    wharf = server.wharf
    wharf.upload("Sound.jpg", (FIXTURES / "jpg-exif-be.jpg").read_bytes(), text=TEXT, ignore_warnings=True)
    wharf.upload("Sound.jpg", (FIXTURES / "jpg-comment.jpg").read_bytes(), comment="Better", ignore_warnings=True)
    for name, fixture in (("Sound.pdf", "a4.pdf"), ("Sound.ogg", "ogg-tags.ogg"), ("Sound.stl", "stl-bin.stl")):
        wharf.upload(name, (FIXTURES / fixture).read_bytes(), ignore_warnings=True)
    wharf.upload("Sound gone.png", png(b"gone"), ignore_warnings=True)
    wharf.facilities.curation.deletion.delete(DeleteRequest(Title.file("Sound gone.png"), "why"), wharf.admin)
    with wharf.facilities.database.write() as connection:
        wharf.facilities.tags.define(connection, "telephone", description="Sent from one")
        wharf.facilities.queue.enqueue(connection, "unknown", {}, run_at=2**31)
        wharf.facilities.watchlist.watch(connection, Title.file("Sound.jpg"), user=wharf.user)
        page = wharf.facilities.pages.find(connection, Title.file("Sound.jpg"))
        old = files.revisions(connection, "Sound.jpg")[1].archive_name
    assert page is not None
    stashed = wharf.upload("Kept.png", png(b"kept for its page"), stash=True).stashed  # type: ignore[union-attr]
    wharf.chunk("Half.png", png(b"half", padding=5000)[:2000], offset=0, filesize=9000)
    return {"old": str(old), "revision": str(page.latest_id), "key": stashed.filekey}  # type: ignore[union-attr]


def faults(page: Page, axe: Axe, address: str) -> list[str]:
    """What is wrong with a page on a phone."""
    response = page.goto(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = [] if width <= PHONE["width"] else [f"{width} pixels wide"]
    broken = [] if response is not None and response.status < 500 else [f"{address} is broken"]
    return [*broken, *wide, *axe(page)]


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize("address", OF_EVERYBODY)
def test_pages_of_everybody_are_sound(open_page: OpenPage, axe: Axe, address: str) -> None:
    assert faults(open_page(viewport=PHONE), axe, address) == []


@pytest.mark.parametrize("address", OF_USERS)
def test_pages_of_users_are_sound(
    open_page: OpenPage, server: Server, axe: Axe, sound: dict[str, str], address: str
) -> None:
    page = open_page(user=server.wharf.user, viewport=PHONE)
    assert faults(page, axe, address.format_map(sound)) == []


@pytest.mark.parametrize("address", OF_ADMINS)
def test_pages_of_administrators_are_sound_in_the_dark(
    open_page: OpenPage, server: Server, axe: Axe, sound: dict[str, str], address: str
) -> None:
    page = open_page(user=server.wharf.admin, viewport=PHONE, color_scheme="dark")
    assert faults(page, axe, address.format_map(sound)) == []


@pytest.mark.usefixtures("sound")
def test_picture_is_enlarged_on_top_of_the_page(open_page: OpenPage, axe: Axe, tab_to: TabTo) -> None:
    page = open_page()
    page.goto("/wiki/File:Sound.jpg")
    link = page.locator("a[data-lightbox]")
    tab_to(page, link)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.usefixtures("sound")
def test_picture_is_a_plain_link_without_javascript(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/wiki/File:Sound.jpg")
    page.locator("a[data-lightbox]").click()
    page.wait_for_url("**/w/images/**/Sound.jpg")


@pytest.mark.usefixtures("sound")
def test_hashes_are_copied(open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/wiki/File:Sound.jpg")
    page.get_by_role("button", name="Copy SHA-1").click()
    expect(page.get_by_role("button", name="Copied SHA-1")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#sha1").text_content()


@pytest.mark.usefixtures("sound")
def test_page_speaks_french(open_page: OpenPage) -> None:
    page = open_page(locale="fr")
    page.goto("/wiki/File:Sound.jpg")
    expect(page.get_by_role("heading", name="Historique du fichier")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert "⧼" not in page.content()
