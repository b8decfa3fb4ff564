"""Expanded wikitext as tokens: links and tags found, and the rest as text; every character is looked at a few times.

A link is one token with all that is in it, so that bars and line ends in it divide nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.markup.external import SCHEMES
from mediawharf.pages.markup.html_writer import VOID
from mediawharf.pages.markup.tags import ALLOWED

MAX_NESTING: Final = 6  # of links in captions of pictures

_BRACKETS: Final = re.compile(r"\[\[|\]\]")
_TOKEN: Final = re.compile(
    r"(?P<newline>\n)"
    r"|(?P<quotes>'{2,})"
    r"|\x7f(?P<sealed>\d+)\x7f"
    r"|(?P<link>\[\[)"
    rf"|\[(?P<address>(?:{SCHEMES}|//)[^\s\[\]<>\"\x7f]+)[ \t]*(?P<label>[^\[\]\n]*)\]"
    rf"|(?<![A-Za-z0-9_])(?P<bare>{SCHEMES}[^\s\[\]<>\"\x7f|{{}}']+)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attributes>[^<>]*)>"
    r"|__(?P<switch>[A-Z]{3,20})__",
)
_SWITCHES: Final = frozenset(
    (
        "NOTOC", "FORCETOC", "TOC", "NOEDITSECTION", "NEWSECTIONLINK", "NONEWSECTIONLINK", "NOGALLERY", "HIDDENCAT",
        "EXPECTUNUSEDCATEGORY", "NOCONTENTCONVERT", "NOCC", "NOTITLECONVERT", "NOTC", "INDEX", "NOINDEX",
        "STATICREDIRECT",
    )
)  # fmt: skip
_MAX_TARGET: Final = 1000
_TRAIL: Final = re.compile(r"[a-z]+")
_PUNCTUATION: Final = ".,;:!?)"


@dataclass(frozen=True, slots=True)
class Text:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Newline:
    """The end of a line."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Two or more apostrophes."""

    count: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """The place of a verbatim part."""

    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page, or a file that is shown; ``label`` is wikitext, None when the target stands for itself."""

    title: Title | None  # None: this page, for links to a fragment of it
    target: str  # as written
    fragment: str
    label: str | None
    is_plain: bool  # a colon before the target: a link, whatever the namespace
    trail: str = ""


@dataclass(frozen=True, slots=True)
class External:
    """A link to an address; ``label`` is wikitext, None when there is none, and empty in brackets alone."""

    address: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that texts may have; ``attributes`` are as they were written."""

    name: str
    attributes: str
    is_end: bool
    is_whole: bool  # begins and ends an element


Token = Text | Newline | Quotes | Sealed | Link | External | Tag


def tokens_of(text: str, *, nesting: int = 0) -> list[Token]:
    """The tokens of a text; ``nesting`` is in how many captions it stands."""
    return list(_Scanner(text, nesting).scan())


class _Scanner:
    def __init__(self, text: str, nesting: int) -> None:
        self._text = text
        self._spans = _spans(text) if nesting < MAX_NESTING and "[[" in text else {}

    def scan(self) -> Iterator[Token]:
        text, position, plain = self._text, 0, 0
        while match := _TOKEN.search(text, position):
            token, end = self._token(match)
            position = end
            if token is None:
                continue
            if plain < match.start():
                yield Text(text[plain : match.start()])
            plain = end
            if token != Text(""):
                yield token
        if plain < len(text):
            yield Text(text[plain:])

    def _token(self, match: re.Match[str]) -> tuple[Token | None, int]:
        """The token at a match and where it ends; None when what was found is text."""
        end = match.end()
        if match["newline"]:
            return Newline(), end
        if match["quotes"]:
            return Quotes(end - match.start()), end
        if match["sealed"]:
            return Sealed(int(match["sealed"])), end
        if match["link"]:
            return self._link(match.start())
        if match["address"]:
            return External(match["address"], match["label"].strip()), end
        if match["bare"]:
            return _bare(match)
        if match["tag"]:
            return _tag(match), end
        return (Text(""), end) if match["switch"] in _SWITCHES else (None, end)

    def _link(self, start: int) -> tuple[Token | None, int]:
        span = self._spans.get(start)
        if span is None:
            return None, start + 2
        end, has_inner = span
        # Brackets within brackets within brackets: only what is a link is taken out whole.
        target, bar, _ = self._text[start + 2 : min(end, start + 2 + _MAX_TARGET)].partition("|")
        link = _link(target) if bar or end <= start + 2 + _MAX_TARGET else None
        is_shown = link is not None and not link.is_plain and link.title is not None and link.title.namespace == FILE
        if link is None or (has_inner and not is_shown):
            return None, start + 2
        if bar:
            link = replace(link, label=self._text[start + 3 + len(target) : end])
        trail = None if is_shown else _TRAIL.match(self._text, end + 2)
        if trail is None:
            return link, end + 2
        return replace(link, trail=trail[0]), trail.end()


def _spans(text: str) -> dict[int, tuple[int, bool]]:
    """By where brackets open: where they close, and whether others are within."""
    spans: dict[int, tuple[int, bool]] = {}
    open_: list[tuple[int, bool]] = []
    for match in _BRACKETS.finditer(text):
        if match[0] == "[[":
            open_.append((match.start(), False))
        elif open_:
            start, has_inner = open_.pop()
            spans[start] = (match.start(), has_inner)
            if open_:
                open_[-1] = (open_[-1][0], True)
    return spans


def _link(target: str) -> Link | None:
    """The link to a target; None if it can be none."""
    if "\n" in target or "\x7f" in target or "[" in target or "]" in target:
        return None
    name, _, fragment = target.partition("#")
    name = name.strip()
    is_plain = name.startswith(":")
    if not name.removeprefix(":").strip():
        return Link(None, target.strip(), fragment.strip(), None, is_plain) if fragment and not is_plain else None
    try:
        title = Title.parse(name.removeprefix(":"))
    except InvalidTitle:
        return None
    return Link(title, target.strip(), fragment.strip(), None, is_plain)


def _bare(match: re.Match[str]) -> tuple[Token | None, int]:
    address = match["bare"]
    marks = _PUNCTUATION if "(" not in address else _PUNCTUATION[:-1]
    address = address.rstrip(marks)
    if address.endswith(":") or ("://" in address and address.endswith("://")):
        return None, match.end()
    return External(address, None), match.start() + len(address)


def _tag(match: re.Match[str]) -> Tag | None:
    name, attributes = match["tag"].lower(), match["attributes"]
    if name not in ALLOWED or (attributes and attributes[0] not in " \t\n/"):
        return None
    is_whole = name in VOID or attributes.endswith("/")
    return Tag(name, attributes.removesuffix("/"), bool(match["end"]), is_whole)
