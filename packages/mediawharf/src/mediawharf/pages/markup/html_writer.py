"""Writes HTML in which every tag is closed in its turn and all text is escaped, whatever it is told to write.

Nothing else makes tags of a page's text: what is safe here is safe everywhere.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.markup.document import Piece

# Deeper elements are left out; their content stays.
MAX_DEPTH: Final = 80

INLINE: Final = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var",
    )
)  # fmt: skip
VOID: Final = frozenset(("br", "hr", "img", "wbr"))
# Text beside others of these may stand in paragraphs of its own.
FLOW: Final = frozenset(("", "blockquote", "center", "dd", "div", "li", "td", "th"))

_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element that is open. Tags of the text close those that tags opened, never those of wikitext's own marks."""

    name: str
    end: str
    is_tag: bool


class HtmlWriter:
    """Pieces of HTML, and which elements are open."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._open: list[Element] = []

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    @property
    def innermost(self) -> str:
        """The name of the innermost open element; empty outside of all."""
        return self._open[-1].name if self._open else ""

    def text(self, text: str) -> None:
        """Text, in which character references stand for their characters."""
        if text:
            self.pieces.append(escaped(text))

    def verbatim(self, text: str) -> None:
        """Text as it stands, character references included."""
        self.pieces.append(html.escape(text, quote=False))

    def put(self, piece: Piece) -> None:
        """A piece that is whole in itself."""
        self.pieces.append(piece)

    def void(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element without content."""
        self.pieces.append(start_tag(name, attributes))

    def open(self, name: str, attributes: Mapping[str, str] | None = None, *, is_tag: bool = False) -> None:
        """Begins an element; the paragraph that is open ends before one that is a block."""
        if name not in INLINE:
            self.end_paragraph()
        if len(self._open) < MAX_DEPTH:
            self.pieces.append(start_tag(name, attributes or {}))
            self._open.append(Element(name, f"</{name}>", is_tag))

    def open_piece(self, name: str, piece: Piece, *, end: str) -> None:
        """Begins what a piece begins; ``end`` has all its end tags."""
        if name not in INLINE:
            self.end_paragraph()
        if len(self._open) < MAX_DEPTH:
            self.pieces.append(piece)
            self._open.append(Element(name, end, is_tag=False))

    def close_tag(self, name: str) -> bool:
        """Ends the innermost element of that name that a tag began, with all inside of it; False if none is near."""
        for depth in range(len(self._open) - 1, -1, -1):
            element = self._open[depth]
            if element.name == name and element.is_tag:
                self.close_to(depth)
                return True
            is_soft = element.is_tag or element.name in ("p", "b", "i")
            if not is_soft or (name in INLINE and element.name not in INLINE):
                return False
        return False

    def close_to(self, depth: int) -> None:
        """Ends elements until no more than so many are open."""
        while len(self._open) > depth:
            element = self._open.pop()
            if element.name == "p" and self.pieces[-1] == "<p>":
                self.pieces.pop()  # a paragraph in which nothing came to stand
            else:
                self.pieces.append(element.end)

    def has_open(self, name: str) -> int | None:
        """The depth at which an element of wikitext's own marks is open within the current block; None if none is."""
        for depth in range(len(self._open) - 1, -1, -1):
            element = self._open[depth]
            if element.name == name and not element.is_tag:
                return depth
            if element.name not in INLINE:
                return None
        return None

    def is_within(self, *names: str) -> bool:
        """Whether one of the elements is open, however far out."""
        return any(element.name in names for element in self._open)

    def end_paragraph(self) -> None:
        """Ends the paragraph that is open, if one is."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == "p":
                self.close_to(depth)
                return
            if self._open[depth].name not in INLINE:
                return


def escaped(text: str) -> str:
    """The text for HTML, its character references resolved."""
    if "&" in text:
        text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    return html.escape(_CONTROL.sub("\ufffd", text), quote=False)


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """A start tag; the names must be known to be good, the values are escaped."""
    told = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>"


def _attribute(value: str) -> str:
    return html.escape(_CONTROL.sub("\ufffd", value), quote=True)
