from dataclasses import replace

import pytest

from mediawharf.web.filepage.preview import (
    Icon,
    Picture,
    Player,
    Rendition,
    downloads_of,
    preview_of,
    shown_file,
    small_picture,
)

THUMBS = "http://a.example/w/images/thumb/9/91/A_(b).jpg"


def test_a_large_picture_is_shown_in_the_box_and_enlarged_as_it_is(revision, urls):
    picture = preview_of(shown_file(revision(), urls))
    assert isinstance(picture, Picture)
    assert (picture.shown.width, picture.shown.height) == (960, 720)
    assert picture.shown.url.endswith("/960px-A_(b).jpg")
    assert picture.enlarged == Rendition(urls.file(revision().title), 4000, 3000, is_original=True)


def test_browsers_choose_among_sizes_up_to_the_original(revision, urls):
    picture = preview_of(shown_file(revision(width=1000, height=750), urls))
    assert [choice.width for choice in picture.choices] == [320, 640, 960, 1000]
    assert [choice.is_original for choice in picture.choices] == [False, False, False, True]
    assert picture.srcset.count("w,") == 3


def test_a_high_picture_is_no_higher_than_the_box(revision, urls):
    picture = preview_of(shown_file(revision(width=1000, height=4000), urls))
    assert (picture.shown.width, picture.shown.height) == (180, 720)


@pytest.mark.parametrize(("mime", "width"), [("image/png", 4), ("image/webp", 4)])
def test_a_small_picture_is_not_enlarged(revision, urls, mime, width):
    picture = preview_of(shown_file(revision(mime=mime, width=4, height=4), urls))
    assert [choice.width for choice in picture.choices] == [width]
    assert (picture.shown.width, picture.shown.height) == (4, 4)


def test_a_drawing_is_enlarged_beyond_its_own_size(revision, urls):
    picture = preview_of(shown_file(revision("A.svg", mime="image/svg+xml", width=120, height=80), urls))
    assert picture.enlarged.width == 1920
    assert picture.enlarged.url.endswith("/1920px-A.svg.png")


@pytest.mark.parametrize(("asked", "shown"), [(None, 1), (2, 2), (0, 1), (99, 3), (-1, 1)])
def test_the_page_that_is_asked_for_is_shown_where_it_is_there(revision, urls, asked, shown):
    book = revision("A.pdf", mime="application/pdf", width=600, height=800, page_count=3)
    picture = preview_of(shown_file(book, urls), page=asked)
    assert (picture.page, picture.pages) == (shown, 3)
    assert f"/page{shown}-" in picture.shown.url
    assert f"/page{shown}-" in picture.enlarged.url


@pytest.mark.parametrize(
    ("mime", "kind", "expected"),
    [
        ("video/webm", "VIDEO", Player("U", "video/webm", is_video=True)),
        ("application/ogg", "AUDIO", Player("U", "audio/ogg", is_video=False)),
        ("application/ogg", "VIDEO", Player("U", "application/ogg", is_video=True)),
        ("audio/mpeg", "AUDIO", Player("U", "audio/mpeg", is_video=False)),
        ("audio/midi", "AUDIO", Icon("audio")),
        ("application/sla", "3D", Icon("3d")),
    ],
)
def test_what_is_no_picture_gets_a_player_or_an_icon(revision, urls, mime, kind, expected):
    found = preview_of(shown_file(revision(mime=mime, media_type=kind, width=0, height=0, metadata=None), urls))
    address = urls.file(revision().title)
    assert found == (Player(address, expected.mime, expected.is_video) if isinstance(expected, Player) else expected)


def test_smaller_sizes_are_offered_for_download(revision, urls):
    assert [one.width for one in downloads_of(shown_file(revision(width=1000, height=750), urls))] == [320, 640]
    assert [one.width for one in downloads_of(shown_file(revision(), urls))] == [320, 640, 1024]
    assert downloads_of(shown_file(revision(width=300, height=200), urls)) == ()


def test_lists_show_a_picture_in_a_square(revision, urls):
    small = small_picture(revision(width=3000, height=4000), urls, side=120)
    assert (small.width, small.height) == (90, 120)
    assert small_picture(revision(mime="audio/midi", metadata=None), urls, side=120) is None


def test_without_thumbnails_a_picture_is_shown_as_it_is(revision, urls):
    file = replace(shown_file(revision(), urls), thumbnail_url=None)
    assert preview_of(file).shown == Rendition(file.url, 4000, 3000, is_original=True)
    drawing = replace(shown_file(revision("A.svg", mime="image/svg+xml"), urls), thumbnail_url=None)
    assert isinstance(preview_of(drawing), Icon)
