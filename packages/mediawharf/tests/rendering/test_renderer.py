"""Texts rendered on a wharf: links and pictures by what there is."""

from collections.abc import Callable

import pytest

from mediawharf.model.title import Title
from mediawharf.rendering.renderer import Style
from mediawharf.testing.wharf import Wharf, png

PAGE = Title.parse("Here")
BARE = Style(wrapper="")


@pytest.fixture
def html(wharf: Wharf) -> Callable[..., str]:
    """The HTML of a text on the wharf, without the element around it."""

    def rendering(text: str, style: Style = BARE) -> str:
        with wharf.facilities.database.read() as connection:
            return wharf.facilities.renderer.render(connection, PAGE, text, style=style).html

    return rendering


@pytest.fixture
def cat(wharf: Wharf) -> None:
    """A file of 4 by 4 pixels."""
    wharf.upload("Cat.png", png(b"cat"), text="{{cc-zero}}", ignore_warnings=True)


@pytest.mark.usefixtures("cat")
def test_a_link_to_a_page_leads_there(html):
    assert html("[[File:Cat.png]] [[:File:Cat.png|c]]").endswith(
        '<a href="/wiki/File:Cat.png" title="File:Cat.png">c</a></p>'
    )


def test_a_link_to_a_page_that_there_is_not_says_so(html):
    expected = (
        '<a href="/w/index.php?title=No_page&amp;action=edit&amp;redlink=1" class="new" '
        'title="No page (page does not exist)">No page</a>'
    )
    assert html("[[No page]]") == f"<p>{expected}</p>"


def test_a_link_to_the_page_itself_leads_nowhere(html):
    assert html("[[Here]] [[#A b|a]]") == '<p><a class="mw-selflink selflink">Here</a> <a href="#A_b">a</a></p>'


@pytest.mark.usefixtures("cat")
def test_a_picture_links_to_its_page(html):
    assert html("[[File:Cat.png|tip]]") == (
        '<p><a href="/wiki/File:Cat.png" class="image" title="tip"><img alt="tip" src="/w/images/0/05/Cat.png" '
        'decoding="async" width="4" height="4"></a></p>'
    )


@pytest.mark.usefixtures("cat")
def test_a_thumbnail_has_its_address_and_sharper_ones(html):
    told = html("[[File:Cat.png|thumb|2px|cap]]")
    assert 'src="/w/images/thumb/0/05/Cat.png/2px-Cat.png"' in told
    assert 'srcset="/w/images/thumb/0/05/Cat.png/3px-Cat.png 1.5x, /w/images/0/05/Cat.png 2x"' in told
    assert told.endswith('<div class="thumbcaption">cap</div></div></div>')


def test_a_file_that_there_is_not_leads_to_its_upload(html):
    assert html("[[File:No.png]]") == (
        '<p><a href="/w/index.php?title=Special:Upload&amp;wpDestFile=No.png" class="new" title="File:No.png">'
        "File:No.png</a></p>"
    )


@pytest.mark.usefixtures("cat")
def test_addresses_are_whole_for_others(html):
    told = html("[[File:Cat.png]]", Style(is_absolute=True))
    assert told.startswith('<div class="mw-parser-output"><p><a href="http://127.0.0.1:8080/wiki/File:Cat.png"')
    assert 'src="http://127.0.0.1:8080/w/images/0/05/Cat.png"' in told


@pytest.mark.usefixtures("cat")
def test_a_page_can_be_included(html):
    assert "CC0" not in html("{{own}}")
    assert "Creative Commons Zero" in html("{{:File:Cat.png}}")


def test_what_exists_is_told(wharf):
    with wharf.facilities.database.read() as connection:
        told = wharf.facilities.renderer.render(connection, PAGE, "[[A]] [[Category:C]] {{T}} [[File:F.png]]")
    assert told.existing == frozenset()
    assert told.files == (Title.parse("File:F.png"),)
    assert told.categories == {Title.parse("Category:C"): ""}
