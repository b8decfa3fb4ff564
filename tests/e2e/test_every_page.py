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

WIDTH = "document.documentElement.scrollWidth"
TEXT = "{{Information|description={{en|1=The tide gauge}}}} {{cc-zero}} [[Category:Tides]]"


@pytest.fixture(scope="module", autouse=True)
def _files(server: Server) -> None:
    """Something to be shown on every page."""
    server.wharf.upload("Tide gauge.png", png(b"gauge"), text=TEXT, ignore_warnings=True)
    server.wharf.upload("Sound of the tide.txt.svg", SVG, text=TEXT, ignore_warnings=True)


each_page = pytest.mark.parametrize("address", PAGES)


@each_page
def test_axe_finds_nothing_in_light_and_dark_and_phones_need_not_scroll_sideways(
    page: Page, axe: Axe, address: str
) -> None:
    page.goto(address)
    assert axe(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # no colour is on its way
    assert axe(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDTH) <= PHONE["width"]


@pytest.mark.parametrize("address", ["/wiki/Special:Preferences", "/wiki/Special:BotPasswords", "/wiki/Main_Page"])
def test_pages_of_accounts_do_so_too(user_page: Page, axe: Axe, address: str) -> None:
    user_page.goto(address)
    assert axe(user_page) == []
    user_page.set_viewport_size(PHONE)
    assert user_page.evaluate(WIDTH) <= PHONE["width"]


@pytest.mark.parametrize("query", ["uselang=ar", "uselang=fr"])
@pytest.mark.parametrize("address", ["/wiki/Main_Page?", "/wiki/Special:ListFiles?look=table&kind=picture&"])
def test_longer_words_and_other_directions_fit_too(open_page: OpenPage, address: str, query: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(address + query)
    assert page.evaluate(WIDTH) <= PHONE["width"]
