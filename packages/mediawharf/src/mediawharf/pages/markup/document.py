"""What parsing a wikitext gives: HTML with holes where the wiki's pages and files decide, and all that it links to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mediawharf.model.title import Title
from mediawharf.pages.markup.words import WORDS

Frame = Literal["plain", "frameless", "thumb", "frame", "gallery"]


@dataclass(frozen=True, slots=True)
class PageLink:
    """Stands for the start tag of a link to a page; the label and the end tag follow."""

    title: Title
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Stands for a file that is shown; in a frame, the start tags up to the caption's are part of it."""

    title: Title
    frame: Frame = "plain"
    width: int | None = None
    height: int | None = None
    page: int | None = None
    language: str | None = None
    align: str | None = None  # left, right, center, none
    alt: str | None = None
    target: Title | str | None = None  # where a click leads: a page, an address, "" for nowhere; None: the file's page
    classes: str = ""
    tooltip: str = ""


Piece = str | PageLink | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, as tables of contents tell of it."""

    level: int
    line: str  # the heading as HTML without links
    anchor: str


@dataclass(slots=True)
class Mentions:
    """What a text mentions, each in the order of its first mention."""

    categories: dict[Title, str] = field(default_factory=dict)  # with the sort key, "" for the default one
    links: dict[Title, None] = field(default_factory=dict)
    files: dict[Title, None] = field(default_factory=dict)
    templates: dict[Title, None] = field(default_factory=dict)
    external_links: dict[str, None] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)  # such as defaultsort


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text. Every tag in ``pieces`` is closed in its turn, and all text in them is escaped."""

    pieces: tuple[Piece, ...]
    mentions: Mentions
    sections: tuple[Section, ...] = ()
    warnings: tuple[str, ...] = ()  # what was cut for being too much, as sentences

    @property
    def sort_key(self) -> str | None:
        """The page's own default sort key; None when it has none."""
        return self.mentions.properties.get("defaultsort")


@dataclass(frozen=True, slots=True)
class Site:
    """What a text may ask the wiki for: words that stand for facts about it and about the page."""

    name: str = ""
    server: str = ""
    script_path: str = ""
    language: str = "en"
    messages: Mapping[str, str] = field(default_factory=lambda: WORDS)
