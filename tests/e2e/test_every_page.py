"""What holds for every page: axe finds nothing, phones do not scroll sideways, other directions of writing work."""

import pytest
from playwright.sync_api import Page

from mediawharf.testing.wharf import png

from .conftest import PHONE, Axe, OpenPage
from .server import Server

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'

PAGES = (
    "/wiki/Special:UserLogin", "/wiki/Nothing", "/wiki/Main_Page", "/wiki/Special:ListFiles", "/wiki/Special:Search",
    "/wiki/Special:ListFiles?look=table&kind=picture", "/wiki/Special:Search?search=tide", "/wiki/Special:Categories",
    "/wiki/Category:Tides", "/wiki/User:Uploader", "/wiki/Special:SpecialPages", "/wiki/Special:Version",
    "/wiki/Special:Contributions/Uploader", "/wiki/Special:CreateAccount",
)  # fmt: skip

TEXT = "{{Information|description={{en|1=The tide gauge}}}} {{cc-zero}} [[Category:Tides]]"


@pytest.fixture(scope="module", autouse=True)
def _files(server: Server) -> None:
    """Something to be shown on every page."""
    server.wharf.upload("Tide gauge.png", png(b"gauge"), text=TEXT, ignore_warnings=True)
    server.wharf.upload("Sound of the tide.txt.svg", SVG, text=TEXT, ignore_warnings=True)


each_page = pytest.mark.parametrize("address", PAGES)


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, axe: Axe, address: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(address)
    assert axe(page) == []


@pytest.mark.parametrize("address", ["/wiki/Special:Preferences", "/wiki/Special:BotPasswords", "/wiki/Main_Page"])
def test_axe_finds_nothing_on_pages_of_accounts(user_page: Page, axe: Axe, address: str) -> None:
    user_page.goto(address)
    assert axe(user_page) == []


@each_page
@pytest.mark.parametrize("query", ["", "?uselang=ar"])
def test_phones_need_not_scroll_sideways(open_page: OpenPage, address: str, query: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(address + query)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
