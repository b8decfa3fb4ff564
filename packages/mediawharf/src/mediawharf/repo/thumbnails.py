"""Which thumbnail of a file a request means: its size, its name and its type; nothing is drawn here.

Source: MediaWiki 1.39's answers for ``iiurlwidth``, ``iiurlheight`` and ``iiurlparam``, rounding included.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from mediawharf.media.pdf_pages import pixels_of_page
from mediawharf.model.file import FileFacts

# MediaWiki's $wgSVGMaxSize: pixels of a drawing's smaller side.
MAX_DRAWING_SIDE: Final = 5120

# Values of EXIF's Orientation with which the bytes show the picture lying on a side or upside down.
_TURNED: Final = (3, 6, 8)

_WIDTH: Final = re.compile(r"(\d{1,9})px")
_LANGUAGE: Final = re.compile(r"lang([a-z]{2,8}(?:-[a-z0-9]{1,8})*)-(\d{1,9})px")
_PAGE: Final = re.compile(r"page(\d{1,9})-(\d{1,9})px")
_NAME: Final = re.compile(r"(?P<view>[a-z0-9-]{0,80}?\d{1,9}px)-(?P<name>.+)", re.DOTALL)
# ISO 639's word for nothing in any language.
_NO_LANGUAGE: Final = "zxx"
_LOW_QUALITY: Final = re.compile(r"qlow-(\d{1,9})px")


@dataclass(frozen=True, slots=True)
class Format:
    """How thumbnails of a type are made."""

    mime: str
    extension: str | None = None  # put after the file's name; None: thumbnails are of the file's own type
    is_always_rendered: bool = False  # browsers cannot show the original
    is_drawing: bool = False  # can be made larger than it says it is
    has_pages: bool = False


_FORMATS: Final = {
    "image/png": Format("image/png"),
    "image/gif": Format("image/gif"),
    "image/jpeg": Format("image/jpeg"),
    "image/webp": Format("image/png", "png", is_always_rendered=True),
    "image/x-xcf": Format("image/png", "png", is_always_rendered=True),
    "image/x-bmp": Format("image/png", "png", is_always_rendered=True),
    "image/tiff": Format("image/jpeg", "jpg", is_always_rendered=True),
    "image/svg+xml": Format("image/png", "png", is_always_rendered=True, is_drawing=True),
    "image/vnd.djvu": Format("image/jpeg", "jpg", is_always_rendered=True, is_drawing=True, has_pages=True),
    "application/pdf": Format("image/jpeg", "jpg", is_always_rendered=True, is_drawing=True, has_pages=True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thumbnail that is asked for: a box in pixels to fit into, and which view of the file."""

    width: int
    height: int | None = None
    page: int | None = None
    language: str | None = None
    is_low_quality: bool = False


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A thumbnail's place: ``name`` is None for the original itself; shown at ``width`` by ``height`` pixels.

    ``view`` is the part of the name before the file's own: it tells the file's thumbnails from each other.
    """

    name: str | None
    width: int
    height: int
    mime: str
    view: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A picture to be drawn of a file. ``key`` tells it from the file's others; ``mime`` is the picture's type."""

    key: str
    width: int
    height: int
    mime: str
    page: int = 1
    language: str | None = None
    is_low_quality: bool = False


def format_of(facts: FileFacts) -> Format | None:
    """How thumbnails of a file are made; None when there are none of its type."""
    if facts.metadata is None:
        return None
    how = _FORMATS.get(facts.mime)
    if how is not None and facts.metadata.get("Orientation") in _TURNED:
        return replace(how, is_always_rendered=True)
    return how


def parse_view(text: str, facts: FileFacts) -> Wanted | None:
    """What a text such as ``page2-100px`` asks of a file; None when it means nothing for the file's type."""
    if match := _WIDTH.fullmatch(text):
        return None if _has_pages(facts) else Wanted(int(match[1]))
    if facts.mime == "image/svg+xml" and (match := _LANGUAGE.fullmatch(text)):
        return Wanted(int(match[2]), language=match[1])
    if _has_pages(facts) and (match := _PAGE.fullmatch(text)):
        return Wanted(int(match[2]), page=int(match[1]))
    if facts.mime == "image/jpeg" and (match := _LOW_QUALITY.fullmatch(text)):
        return Wanted(int(match[1]), is_low_quality=True)
    return None


def thumbnail_of(name: str, facts: FileFacts, wanted: Wanted, *, steps: Sequence[int] = ()) -> Thumbnail | None:
    """The thumbnail of the file of that name; None when the file cannot be drawn, or not at that size.

    With ``steps``, widths that rise, it is drawn at the next of them and shown smaller; beyond the last it is the
    original, or that last one of a file that browsers cannot show.
    """
    how = format_of(facts)
    facts = _of_page(facts, wanted)
    if how is None or facts.width <= 0 or facts.height <= 0:
        return None
    width, height = _fitted(facts, wanted)
    if width <= 0:
        return None
    drawn = _drawn_width(facts, how, _stepped(facts, how, width, steps))
    is_whole = not how.is_always_rendered and drawn == facts.width and not wanted.is_low_quality
    if is_whole:
        shown = (width, height) if width < facts.width else (facts.width, facts.height)
        return Thumbnail(None, *shown, how.mime)
    suffix = "" if how.extension is None or _has_extension(name, how.extension) else f".{how.extension}"
    view = f"{_view(facts, how, wanted)}{drawn}px"
    return Thumbnail(f"{view}-{name}{suffix}", width, height, how.mime, view)


def parse_name(text: str, name: str, facts: FileFacts) -> Wanted | None:
    """What the name of a thumbnail asks of the file of that name; None when it is no thumbnail's of it.

    ``100px-X.webp`` asks for what ``100px-X.webp.png`` does: the type follows from the file.
    """
    match = _NAME.fullmatch(text)
    if match is None or (match["name"] != name and match["name"].rpartition(".")[0] != name):
        return None
    return parse_view(match["view"], facts)


def drawn_view(thumbnail: Thumbnail, facts: FileFacts, wanted: Wanted) -> View:
    """Which picture a thumbnail shows. Languages that a drawing does not speak all show the same."""
    languages = () if facts.metadata is None else facts.metadata.get("translations")
    language, view = wanted.language, thumbnail.view
    if language is not None and not (isinstance(languages, Mapping) and language in languages):
        view, language = f"lang-{view.rpartition('-')[2]}", _NO_LANGUAGE
    width = int(thumbnail.view.rpartition("-")[2].removesuffix("px"))
    facts = _of_page(facts, wanted)
    height = max(1, _rounded(facts.height * width, facts.width))
    page = _page(facts, wanted)
    return View(view, width, height, thumbnail.mime, page, language, wanted.is_low_quality)


def denser(thumbnail: Thumbnail, wanted: Wanted, *, halves: int) -> Wanted:
    """What to ask for so that a thumbnail is sharp on screens of ``halves`` / 2 pixels to the unit."""
    width, height = thumbnail.width, thumbnail.height
    return replace(wanted, width=_rounded(width * halves, 2), height=_rounded(height * halves, 2))


def _page(facts: FileFacts, wanted: Wanted) -> int:
    """The page that is meant: the first or the last instead of one before or behind."""
    return min(max(wanted.page or 1, 1), facts.page_count or 1)


def _of_page(facts: FileFacts, wanted: Wanted) -> FileFacts:
    """The facts with the size of the page that is meant, which may be another than the first one's."""
    if facts.mime != "application/pdf" or facts.metadata is None:
        return facts
    size = pixels_of_page(facts.metadata, _page(facts, wanted))
    return facts if size is None else structs.replace(facts, width=size[0], height=size[1])


def _fitted(facts: FileFacts, wanted: Wanted) -> tuple[int, int]:
    """The largest size within the wanted box that keeps the file's proportions."""
    if wanted.height is not None and wanted.width * facts.height > wanted.height * facts.width:
        return _width_for(facts, wanted.height), max(1, wanted.height)
    return wanted.width, max(1, _rounded(facts.height * wanted.width, facts.width))


def _width_for(facts: FileFacts, height: int) -> int:
    """The width of which the height comes out as no more than that one."""
    ceiling = -(-facts.width * height // facts.height)
    if _rounded(ceiling * facts.height, facts.width) > height:
        ceiling = facts.width * height // facts.height
    return ceiling or 1


def _drawn_width(facts: FileFacts, how: Format, width: int) -> int:
    if not how.is_drawing:
        return min(width, facts.width)
    if facts.mime != "image/svg+xml":
        return width
    if facts.width <= facts.height:
        return min(width, MAX_DRAWING_SIDE)
    return min(width, _rounded(facts.width * MAX_DRAWING_SIDE, facts.height))


def _stepped(facts: FileFacts, how: Format, width: int, steps: Sequence[int]) -> int:
    if not steps:
        return width
    beyond = steps[-1] if how.is_always_rendered else facts.width
    return next((step for step in steps if step >= width), beyond)


def _view(facts: FileFacts, how: Format, wanted: Wanted) -> str:
    if how.has_pages:
        return f"page{_page(facts, wanted)}-"
    if wanted.is_low_quality:
        return "qlow-"
    return "" if wanted.language in (None, "en") else f"lang{wanted.language}-"


def _has_pages(facts: FileFacts) -> bool:
    how = _FORMATS.get(facts.mime)
    return how is not None and how.has_pages


def _has_extension(name: str, extension: str) -> bool:
    return name.rpartition(".")[2].lower() == extension


def _rounded(numerator: int, denominator: int) -> int:
    """The quotient to the nearest whole number, halves up, as PHP's round() has it for what is not negative."""
    return (2 * numerator + denominator) // (2 * denominator)
