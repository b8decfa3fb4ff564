"""What a file's page shows of its bytes: a picture in several sizes, a player, or an icon."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.title import Title
from mediawharf.repo.thumbnails import Wanted, format_of, thumbnail_of
from mediawharf.repo.urls import Urls

# The box in pixels that a preview fits into, and the widths that browsers choose from.
PREVIEW_WIDTH: Final = 960
PREVIEW_HEIGHT: Final = 720
_WIDTHS: Final = (320, 640, 960, 1280, 1920)
# How wide the enlarged view is of what browsers cannot show as it is.
_ENLARGED_WIDTH: Final = 1920
_DOWNLOAD_WIDTHS: Final = (320, 640, 1024)

_AUDIO: Final = ("audio/mpeg", "audio/wav", "audio/x-flac", "audio/flac", "audio/ogg", "audio/webm", "audio/mp4")
_VIDEO: Final = ("video/webm", "video/ogg", "video/mp4")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture; pixels."""

    url: str
    width: int
    height: int
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that browsers can show: at the preview's size, in sizes to choose from, and enlarged."""

    shown: Rendition
    choices: tuple[Rendition, ...]
    enlarged: Rendition
    page: int | None = None  # the page that is shown, of files that have pages
    pages: int = 0

    @property
    def srcset(self) -> str:
        """The sizes to choose from, as HTML's attribute has them."""
        return ", ".join(f"{choice.url} {choice.width}w" for choice in self.choices)

    @property
    def sizes(self) -> str:
        """How wide the picture is shown, as HTML's attribute has it."""
        return f"(max-width: {self.shown.width + 40}px) 100vw, {self.shown.width}px"


@dataclass(frozen=True, slots=True)
class Player:
    """Sound or moving pictures that browsers play."""

    url: str
    mime: str
    is_video: bool


@dataclass(frozen=True, slots=True)
class Icon:
    """A stand-in for what browsers cannot show; the kind is one of MediaWiki's media types in lower case."""

    kind: str


Preview: TypeAlias = Picture | Player | Icon


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be shown, wherever its bytes are; ``thumbnail_url`` gives addresses by names of thumbnails."""

    title: Title
    facts: FileFacts
    url: str
    thumbnail_url: Callable[[str], str] | None  # None: there are none


def shown_file(revision: FileRevision, urls: Urls) -> ShownFile:
    """A revision of a file of this wiki."""
    return ShownFile(
        revision.title, revision.facts, urls.revision(revision), lambda name: urls.thumbnail(revision, name)
    )


def preview_of(file: ShownFile, *, page: int | None = None) -> Preview:
    """What to show of a file; ``page`` is heeded where there is such a page."""
    facts = file.facts
    picture = _picture(file, page)
    if picture is not None:
        return picture
    if facts.mime in _VIDEO or facts.media_type == "VIDEO":
        return Player(file.url, facts.mime, is_video=True)
    is_ogg_sound = facts.mime == "application/ogg" and facts.media_type == "AUDIO"
    if facts.mime in _AUDIO or is_ogg_sound:
        return Player(file.url, "audio/ogg" if is_ogg_sound else facts.mime, is_video=False)
    return Icon(facts.media_type.lower())


def downloads_of(file: ShownFile, *, page: int | None = None) -> tuple[Rendition, ...]:
    """Smaller pictures that one may want instead of the original, by size; none where nothing can be drawn."""
    found = (_rendition(file, Wanted(width, page=page)) for width in _DOWNLOAD_WIDTHS)
    return tuple(one for one in found if one is not None and not one.is_original and _is_smaller(one, file.facts))


def small_picture(revision: FileRevision, urls: Urls, *, side: int) -> Rendition | None:
    """A picture of a revision that fits into a square, for lists; None for what cannot be drawn."""
    return _rendition(shown_file(revision, urls), Wanted(side, side))


def _picture(file: ShownFile, page: int | None) -> Picture | None:
    facts = file.facts
    pages = (facts.page_count or 1) if facts.page_count is not None else 0
    page = min(max(page or 1, 1), pages) if pages else None
    shown = _rendition(file, Wanted(PREVIEW_WIDTH, PREVIEW_HEIGHT, page=page))
    if shown is None:
        return None
    if not _is_drawing(facts) and shown.width > facts.width:
        shown = _rendition(file, Wanted(facts.width, facts.height, page=page)) or shown
    choices = {shown.width: shown}
    for width in _WIDTHS:
        found = _rendition(file, Wanted(width, page=page))
        if found is not None and (_is_drawing(facts) or found.width <= facts.width):
            choices.setdefault(found.width, found)
    enlarged = _enlarged(file, page) or shown
    return Picture(shown, tuple(choices[width] for width in sorted(choices)), enlarged, page, pages)


def _enlarged(file: ShownFile, page: int | None) -> Rendition | None:
    facts = file.facts
    how = format_of(facts)
    if how is None:
        return None
    if not how.is_always_rendered:
        return Rendition(file.url, facts.width, facts.height, is_original=True)
    width = _ENLARGED_WIDTH if how.is_drawing else min(_ENLARGED_WIDTH, facts.width)
    return _rendition(file, Wanted(width, page=page))


def _rendition(file: ShownFile, wanted: Wanted) -> Rendition | None:
    thumbnail = thumbnail_of(file.title.dbkey, file.facts, wanted)
    if thumbnail is None:
        return None
    if thumbnail.name is None:
        return Rendition(file.url, thumbnail.width, thumbnail.height, is_original=True)
    if file.thumbnail_url is None:
        return _original(file)
    return Rendition(file.thumbnail_url(thumbnail.name), thumbnail.width, thumbnail.height)


def _original(file: ShownFile) -> Rendition | None:
    """The file itself in place of a thumbnail, where browsers can show it."""
    how = format_of(file.facts)
    if how is None or how.is_always_rendered:
        return None
    return Rendition(file.url, file.facts.width, file.facts.height, is_original=True)


def _is_drawing(facts: FileFacts) -> bool:
    how = format_of(facts)
    return how is not None and how.is_drawing


def _is_smaller(rendition: Rendition, facts: FileFacts) -> bool:
    return _is_drawing(facts) or rendition.width < facts.width
