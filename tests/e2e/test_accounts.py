"""Logging in and out, and the choices of language and colours."""

from playwright.sync_api import Page, expect

from .conftest import Axe, OpenPage, TabTo
from .server import PASSWORD


def test_somebody_logs_in_and_out_by_the_keyboard_alone(page: Page, tab_to: TabTo) -> None:
    page.goto("/wiki/Special:UserLogin")
    expect(page.get_by_label("User name")).to_be_focused()
    page.keyboard.type("Uploader")
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#flash")).to_contain_text("Welcome, Uploader.")
    tab_to(page, page.locator("summary", has_text="Uploader"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Log out"))
    page.keyboard.press("Enter")
    expect(page.locator("#flash")).to_contain_text("You are logged out.")


def test_wrong_password_is_told_and_the_name_kept(page: Page, axe: Axe) -> None:
    page.goto("/wiki/Special:UserLogin")
    page.get_by_label("User name").fill("Uploader")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    expect(page.get_by_label("User name")).to_have_value("Uploader")
    assert axe(page) == []


def test_menu_closes_by_escape_and_gives_the_focus_back(user_page: Page) -> None:
    user_page.goto("/wiki/Main_Page")
    summary = user_page.locator("summary", has_text="Uploader")
    summary.click()
    expect(user_page.get_by_role("button", name="Log out")).to_be_visible()
    user_page.keyboard.press("Escape")
    expect(user_page.get_by_role("button", name="Log out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_language_and_colours_are_chosen_without_javascript(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/wiki/Special:UserLogin")
    page.get_by_label("Language").select_option("fr")
    page.get_by_label("Colours").select_option("dark")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
