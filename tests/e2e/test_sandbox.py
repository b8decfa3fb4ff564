"""The API sandbox: what its form sends is what the API gets."""

from playwright.sync_api import Page, expect

from .conftest import Axe, OpenPage

SANDBOX = "/wiki/Special:ApiSandbox"


def test_read_is_put_together_and_its_reply_shown(page: Page, axe: Axe) -> None:
    page.goto(f"{SANDBOX}#action=query&meta=siteinfo")
    page.get_by_role("checkbox", name="allimages", exact=True).first.check()
    page.get_by_label("ailimit").fill("3")
    expect(page.locator("#sandbox-shown")).to_contain_text("list=allimages")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#sandbox-reply")).to_contain_text('"sitename"')
    expect(page.locator("#sandbox-status")).to_contain_text("Status 200")
    assert axe(page) == []


def test_write_fetches_its_token(user_page: Page) -> None:
    user_page.goto(f"{SANDBOX}#action=edit&title=User:Uploader/sandbox&text=tried")
    user_page.get_by_role("button", name="Send").click()
    expect(user_page.locator("#sandbox-reply")).to_contain_text('"result": "Success"')


def test_request_is_shown_as_commands_without_secrets(page: Page) -> None:
    page.goto(f"{SANDBOX}#action=clientlogin&username=Ann&password=hunter2")
    page.get_by_role("tab", name="Python").click()
    expect(page.locator("#sandbox-shown")).to_contain_text("session.post(")
    expect(page.locator("#sandbox-shown")).not_to_contain_text("hunter2")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#sandbox-shown")).to_contain_text("curl -b cookies.txt")


def test_page_says_that_it_needs_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(SANDBOX)
    expect(page.get_by_text("This page needs JavaScript.")).to_be_visible()
