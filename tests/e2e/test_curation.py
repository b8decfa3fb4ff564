"""Files described, reverted, deleted, brought back, renamed, protected, and published from the stash."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mediawharf.db import files
from mediawharf.model.file import FileRevision
from mediawharf.testing.wharf import png
from mediawharf.upload.request import Watch as UploadWatch

from .conftest import Axe, OpenPage, TabTo
from .server import Server

Upload = Callable[..., None]
Versions = Callable[[str], list[FileRevision]]


@pytest.fixture
def upload(server: Server) -> Upload:
    """Publishes a file of that name."""

    def uploading(name: str, mark: bytes, **options: Any) -> None:
        server.wharf.upload(name, png(mark), ignore_warnings=True, **options)

    return uploading


@pytest.fixture
def versions(server: Server) -> Versions:
    """The versions of a file, the current one first."""

    def finding(name: str) -> list[FileRevision]:
        with server.wharf.facilities.database.read() as connection:
            return files.revisions(connection, name)

    return finding


def test_file_is_described_by_the_keyboard_alone(user_page: Page, upload: Upload, tab_to: TabTo) -> None:
    upload("Described.png", b"described", text="Before")
    user_page.goto("/wiki/File:Described.png")
    tab_to(user_page, user_page.get_by_role("link", name="Edit", exact=True))
    user_page.keyboard.press("Enter")
    tab_to(user_page, user_page.get_by_label("Text", exact=True))
    user_page.keyboard.press("Control+A")
    user_page.keyboard.type("'''Two cats''' [[Category:Cats]]")
    tab_to(user_page, user_page.get_by_role("button", name="Preview"))
    user_page.keyboard.press("Enter")
    expect(user_page.locator("section b, section strong").first).to_have_text("Two cats")
    tab_to(user_page, user_page.get_by_role("button", name="Save"))
    user_page.keyboard.press("Enter")
    expect(user_page.locator("#flash")).to_contain_text("File:Described.png is saved.")
    expect(user_page.locator(".chips")).to_contain_text("Cats")


def test_two_edits_that_meet_are_shown_side_by_side(
    user_page: Page, admin_page: Page, upload: Upload, axe: Axe
) -> None:
    upload("Contested.png", b"contested", text="Before")
    address = "/w/index.php?title=File:Contested.png&action=edit"
    for page, text in ((user_page, "Mine"), (admin_page, "Theirs")):
        page.goto(address)
        page.get_by_label("Text", exact=True).fill(text)
    admin_page.get_by_role("button", name="Save").click()
    user_page.get_by_role("button", name="Save").click()
    expect(user_page.get_by_role("alert")).to_contain_text("Nothing of yours is lost.")
    expect(user_page.get_by_label("Your text")).to_have_value("Mine")
    expect(user_page.get_by_label("The text as it is saved now")).to_have_value("Theirs")
    assert axe(user_page) == []
    user_page.get_by_role("button", name="Save my text").click()
    expect(user_page.locator(".description")).to_contain_text("Mine")


def test_file_is_reverted(user_page: Page, upload: Upload, versions: Versions) -> None:
    upload("Reverted.png", b"first of it")
    upload("Reverted.png", b"second of it")
    user_page.goto("/wiki/File:Reverted.png")
    user_page.get_by_role("link", name="Revert to this").click()
    user_page.get_by_role("button", name="Revert").click()
    expect(user_page.locator("#flash")).to_contain_text("is back at its old version")
    now = versions("Reverted.png")
    assert (len(now), now[0].facts.sha1) == (3, now[2].facts.sha1)


def test_file_is_deleted_and_brought_back(admin_page: Page, upload: Upload, versions: Versions) -> None:
    upload("Fleeting.png", b"fleeting")
    admin_page.goto("/wiki/File:Fleeting.png")
    admin_page.get_by_text("More", exact=True).click()
    admin_page.get_by_role("link", name="Delete", exact=True).click()
    admin_page.get_by_label("Reason").fill("Out of date")
    admin_page.get_by_role("button", name="Delete").click()
    expect(admin_page.locator("#log + *")).to_contain_text("Out of date")
    assert versions("Fleeting.png") == []
    admin_page.get_by_role("link", name="Restore").click()
    admin_page.get_by_role("button", name="Restore all").click()
    expect(admin_page.locator("#flash")).to_contain_text("File:Fleeting.png is back")
    assert len(versions("Fleeting.png")) == 1


def test_file_is_renamed_and_found_by_its_old_name(user_page: Page, upload: Upload) -> None:
    upload("Misnamed.png", b"misnamed")
    user_page.goto("/wiki/Special:MovePage/File:Misnamed.png")
    user_page.get_by_label("New name").fill("File:Well named.jpg")
    user_page.get_by_role("button", name="Rename").click()
    expect(user_page.get_by_role("alert")).to_contain_text("does not suit the type")
    user_page.get_by_label("New name").fill("File:Well named.png")
    user_page.get_by_role("button", name="Rename").click()
    expect(user_page.get_by_role("heading", level=1)).to_contain_text("Well named.png")
    user_page.goto("/wiki/File:Misnamed.png")
    user_page.get_by_role("link", name="File:Well named.png").first.click()
    expect(user_page.get_by_role("heading", level=1)).to_contain_text("Well named.png")


def test_protected_file_offers_others_nothing(admin_page: Page, user_page: Page, upload: Upload) -> None:
    upload("Guarded.png", b"guarded one")
    upload("Guarded.png", b"guarded two")
    admin_page.goto("/w/index.php?title=File:Guarded.png&action=protect")
    group = admin_page.get_by_role("group", name="Uploading new versions")
    group.get_by_label("Allowed to").select_option("Administrators")
    group.get_by_label("Ends").select_option("1 week")
    admin_page.get_by_role("button", name="Save the protection").click()
    expect(admin_page.locator(".file-side")).to_contain_text("Uploading new versions: Administrators")
    user_page.goto("/wiki/File:Guarded.png")
    expect(user_page.get_by_role("link", name="Revert to this")).to_have_count(0)


def test_file_is_watched_by_one_press(user_page: Page, upload: Upload) -> None:
    upload("Watched.png", b"watched", watch=UploadWatch.NO_CHANGE)
    user_page.goto("/wiki/File:Watched.png")
    user_page.get_by_role("button", name="Watch", exact=True).click()
    expect(user_page.get_by_role("button", name="Watching")).to_have_attribute("aria-pressed", "true")


def test_stashed_files_are_published_and_discarded(open_page: OpenPage, server: Server) -> None:
    wharf = server.wharf
    for name, mark in (("Waiting.png", b"waits here"), ("Unwanted.png", b"not wanted")):
        wharf.upload(name, png(mark), stash=True)
    page = open_page(user=wharf.user, java_script_enabled=False)
    page.goto("/wiki/Special:UploadStash")
    page.get_by_role("button", name="Keep longer Unwanted.png").click()
    expect(page.locator("#flash")).to_contain_text("Unwanted.png is kept longer.")
    page.get_by_role("link", name="Discard Unwanted.png").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("#flash")).to_contain_text("Unwanted.png is discarded.")
    page.get_by_role("link", name="Publish Waiting.png").click()
    page.get_by_label("Name").fill("Arrived.png")
    page.get_by_label("Description").fill("It has '''arrived'''.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#flash")).to_contain_text("File:Arrived.png is published.")
    expect(page.locator(".description b, .description strong")).to_have_text("arrived")


def test_edits_are_rolled_back(user_page: Page, admin_page: Page, upload: Upload) -> None:
    upload("Spoilt.png", b"spoilt", text="Good", user=None)
    address = "/w/index.php?title=File:Spoilt.png&action="
    admin_page.goto(address + "edit")
    admin_page.get_by_label("Text", exact=True).fill("Bad")
    admin_page.get_by_role("button", name="Save").click()
    user_page.goto(address + "history")
    expect(user_page.get_by_role("link", name="Roll back")).to_have_count(0)
    admin_page.goto(address + "history")
    admin_page.get_by_role("link", name="Roll back").click()
    admin_page.get_by_role("button", name="Roll back").click()
    expect(admin_page.locator(".description")).to_contain_text("Good")
