"""Sizes and names are those that MediaWiki 1.39 gave for files of the same sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mediawharf.model.file import FileFacts
from mediawharf.repo.thumbnails import Wanted, denser, drawn_view, parse_name, parse_view, thumbnail_of


def facts(mime: str, width: int, height: int, *, pages: int | None = None, has_handler: bool = True) -> FileFacts:
    metadata = {"a": 1} if has_handler else None
    return FileFacts(1, "0" * 40, mime, "BITMAP", width, height, 8, pages, metadata, {})


PNG = facts("image/png", 320, 200)
JPEG = facts("image/jpeg", 400, 300)
GIF = facts("image/gif", 120, 90)
WEBP = facts("image/webp", 200, 150)
TIFF = facts("image/tiff", 100, 80)
SVG = facts("image/svg+xml", 120, 80)
PDF = facts("application/pdf", 416, 208, pages=2)


@pytest.mark.parametrize(
    ("file", "wanted", "name", "size"),
    [
        (PNG, Wanted(100), "100px-X", (100, 63)),
        (PNG, Wanted(320, 50), "80px-X", (80, 50)),
        (PNG, Wanted(100, 20), "32px-X", (32, 20)),
        (PNG, Wanted(1000), None, (320, 200)),
        (GIF, Wanted(120), None, (120, 90)),
        (JPEG, Wanted(10, 1), "1px-X", (1, 1)),
        (JPEG, Wanted(300, is_low_quality=True), "qlow-300px-X", (300, 225)),
        (JPEG, Wanted(450, is_low_quality=True), "qlow-400px-X", (450, 338)),
        (WEBP, Wanted(60), "60px-X.png", (60, 45)),
        (WEBP, Wanted(500), "200px-X.png", (500, 375)),
        (TIFF, Wanted(100), "100px-X.jpg", (100, 80)),
        (SVG, Wanted(500), "500px-X.png", (500, 333)),
        (SVG, Wanted(100, language="de"), "langde-100px-X.png", (100, 67)),
        (PDF, Wanted(1000), "page1-1000px-X.jpg", (1000, 500)),
        (PDF, Wanted(100, page=9), "page2-100px-X.jpg", (100, 50)),
    ],
)
def test_thumbnails_are_as_on_the_wire(
    file: FileFacts, wanted: Wanted, name: str | None, size: tuple[int, int]
) -> None:
    found = thumbnail_of("X", file, wanted)
    assert found is not None
    assert (found.name, (found.width, found.height)) == (name, size)


@pytest.mark.parametrize(
    ("file", "width", "names"),
    [
        (PNG, 100, ["150px-X", "200px-X"]),
        (SVG, 50, ["75px-X.png", "99px-X.png"]),
        (JPEG, 250, ["375px-X", None]),
        (TIFF, 60, ["90px-X.jpg", "100px-X.jpg"]),
    ],
)
def test_denser_thumbnails_are_as_on_the_wire(file: FileFacts, width: int, names: list[str | None]) -> None:
    wanted = Wanted(width)
    plain = thumbnail_of("X", file, wanted)
    assert plain is not None
    found = [thumbnail_of("X", file, denser(plain, wanted, halves=halves)) for halves in (3, 4)]
    assert [each.name for each in found if each is not None] == names


@pytest.mark.parametrize(
    ("file", "text", "view"),
    [
        (JPEG, "200px", Wanted(200)),
        (JPEG, "qlow-200px", Wanted(200, is_low_quality=True)),
        (SVG, "langpt-br-80px", Wanted(80, language="pt-br")),
        (PDF, "page2-100px", Wanted(100, page=2)),
        (PDF, "100px", None),
        (PNG, "qlow-200px", None),
        (PNG, "page2-100px", None),
        (PNG, "zzz", None),
    ],
)
def test_a_view_means_something_for_some_types_only(file: FileFacts, text: str, view: Wanted | None) -> None:
    assert parse_view(text, file) == view


def test_a_turned_picture_is_rendered_even_in_full_size() -> None:
    turned = replace(facts("image/jpeg", 300, 400), metadata={"Orientation": 6})
    found = thumbnail_of("X", turned, Wanted(1000))
    assert found is not None
    assert (found.name, found.width, found.height) == ("300px-X", 1000, 1333)


def test_files_without_a_handler_have_no_thumbnails() -> None:
    assert thumbnail_of("X", facts("audio/flac", 0, 0, has_handler=False), Wanted(100)) is None


def test_no_thumbnail_has_a_width_below_one() -> None:
    assert thumbnail_of("X", PNG, Wanted(0)) is None
    assert thumbnail_of("X", PNG, Wanted(-5)) is None


SIDE = st.integers(1, 20_000)


@given(SIDE, SIDE, SIDE, SIDE)
def test_a_thumbnail_fits_its_box_and_is_no_larger_than_the_file(
    width: int, height: int, box_width: int, box_height: int
) -> None:
    found = thumbnail_of("X", facts("image/png", width, height), Wanted(box_width, box_height))
    assert found is not None
    assert 1 <= found.width <= min(width, box_width)
    # At a width of one pixel the height is what it must be.
    assert found.width == 1 or 1 <= found.height <= min(height, box_height)


def test_pages_have_sizes_of_their_own():
    wide, high = {"Page size": "300 x 150 pts"}, {"Page size": "150 x 300 pts", "Page rot": "0"}
    pages = {"1": wide, "2": high, "3": {**wide, "Page rot": "90"}}
    file = replace(PDF, width=625, height=312, metadata={"pages": pages}, page_count=3)
    for page in (2, 3):
        wanted = Wanted(100, page=page)
        found = thumbnail_of("X", file, wanted)
        assert (found.name, found.width, found.height) == (f"page{page}-100px-X.jpg", 100, 200)
        assert drawn_view(found, file, wanted).height == 200


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("100px-X", Wanted(100)), ("100px-X.png", Wanted(100)), ("0100px-X", Wanted(100)), ("100px-Y", None),
        ("100px-", None), ("px-X", None), ("100px-X.a.b", None), ("page1-100px-X", None), ("-100px-X", None),
    ],
)  # fmt: skip
def test_names_tell_what_is_wanted(text, wanted):
    assert parse_name(text, "X", PNG) == wanted


def test_languages_that_a_drawing_does_not_speak_share_a_picture():
    file = replace(SVG, metadata={"translations": {"de": 2}})
    asked = [Wanted(100, language=language) for language in ("de", "xx", "yy")]
    views = [drawn_view(thumbnail_of("X", file, wanted), file, wanted) for wanted in asked]
    assert [view.key for view in views] == ["langde-100px", "lang-100px", "lang-100px"]
    assert [view.language for view in views] == ["de", "zxx", "zxx"]


@pytest.mark.parametrize(
    ("file", "width", "name", "size"),
    [
        (PNG, 100, "120px-X", (100, 63)), (PNG, 120, "120px-X", (120, 75)), (PNG, 301, None, (301, 188)),
        (PNG, 1000, None, (320, 200)), (TIFF, 100, "100px-X.jpg", (100, 80)), (WEBP, 500, "200px-X.png", (500, 375)),
        (SVG, 999, "300px-X.png", (999, 666)),
    ],
)  # fmt: skip
def test_steps_round_up(file, width, name, size):
    found = thumbnail_of("X", file, Wanted(width), steps=(120, 300))
    assert (found.name, (found.width, found.height)) == (name, size)
