"""What holds for every page: axe finds nothing, phones do not scroll sideways, other directions of writing work."""

import pytest

from .conftest import PHONE, Axe, OpenPage

PAGES = ("/wiki/Special:UserLogin", "/wiki/Nothing", "/wiki/Main_Page")

each_page = pytest.mark.parametrize("address", PAGES)


@each_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, axe: Axe, address: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(address)
    assert axe(page) == []


@each_page
@pytest.mark.parametrize("query", ["", "?uselang=ar"])
def test_phones_need_not_scroll_sideways(open_page: OpenPage, address: str, query: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(address + query)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
