"""Writes the tokens of a line: text, bold and italics, links, files and tags."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from mediawharf.model.namespaces import CATEGORY, FILE, MEDIA
from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Mentions, PageLink
from mediawharf.pages.markup.external import clean_address
from mediawharf.pages.markup.html_writer import HtmlWriter
from mediawharf.pages.markup.pictures import parse_picture
from mediawharf.pages.markup.quotes import BOLD, BOTH, meanings
from mediawharf.pages.markup.tags import BLOCK, PARENTS, attributes_of
from mediawharf.pages.markup.tokens import (
    External,
    Link,
    Newline,
    Quotes,
    Sealed,
    Tag,
    Text,
    Token,
    tokens_of,
)

_PIPED: Final = re.compile(r"^:?(?:[^:]+:)?(.+?)(?: *\([^()]+\)|, .+)?$")


class Phrases:
    """Writes what stands in lines; ``write_sealed`` writes verbatim parts by their number."""

    def __init__(
        self, page: Title, writer: HtmlWriter, mentions: Mentions, *, write_sealed: Callable[[int], None]
    ) -> None:
        self._page = page
        self._writer = writer
        self._mentions = mentions
        self._write_sealed = write_sealed
        self._numbered = 0

    def take_category(self, token: Token) -> bool:
        """Notes the category that the page is put into; whether the token is that and nothing else."""
        if not isinstance(token, Link) or token.title is None or token.is_plain or token.title.namespace != CATEGORY:
            return False
        self._mentions.categories[token.title] = (token.label or "").strip()
        return not token.trail

    def line(self, tokens: Sequence[Token], *, nesting: int = 0) -> None:
        """One line; its bold and italics end with it."""
        found = meanings(tokens)
        for place, token in enumerate(tokens):
            match token:
                case Text(text):
                    self._writer.text(text)
                case Newline():
                    self._writer.text("\n")
                case Quotes():
                    self._writer.text("'" * found[place].literal)
                    self._switch(found[place].switch)
                case Sealed(number):
                    self._write_sealed(number)
                case Link():
                    self._link(token, nesting)
                case External():
                    self._external(token, nesting)
                case Tag():
                    self._tag(token)
        if found:
            self._end_quotes()

    def label(self, text: str, *, nesting: int = 0) -> None:
        """Wikitext within a line, such as a caption."""
        line: list[Token] = []
        for token in tokens_of(text, nesting=nesting):
            if isinstance(token, Newline):
                self.line(line, nesting=nesting)
                line = []
            line.append(token)
        self.line(line, nesting=nesting)

    def _switch(self, what: int) -> None:
        is_bold, is_italic = (self._writer.has_open(name) is not None for name in ("b", "i"))
        match what:
            case 0:
                pass
            case _ if what == BOTH and is_bold and is_italic:
                self._end_quotes()
            case _ if what == BOTH:
                # The one that is open ends before the other begins.
                for name in ("b", "i") if is_bold else ("i", "b"):
                    self._toggle(name)
            case _:
                self._toggle("b" if what == BOLD else "i")

    def _toggle(self, name: str) -> None:
        other = "i" if name == "b" else "b"
        depth, outer = self._writer.has_open(name), self._writer.has_open(other)
        if depth is None:
            self._writer.open(name)
            return
        self._writer.close_to(depth)
        if outer is not None and outer > depth:
            self._writer.open(other)

    def _end_quotes(self) -> None:
        depths = [depth for name in ("b", "i") if (depth := self._writer.has_open(name)) is not None]
        if depths:
            self._writer.close_to(min(depths))

    def _link(self, link: Link, nesting: int) -> None:
        title = link.title
        if self.take_category(link) or (title is not None and title.namespace == CATEGORY and not link.is_plain):
            self._writer.text(link.trail)
        elif title is not None and title.namespace == FILE and not link.is_plain:
            self._picture(title, link.label or "", nesting)
        else:
            self._page_link(link, nesting)

    def _page_link(self, link: Link, nesting: int) -> None:
        title = self._page if link.title is None else link.title
        if title.namespace == MEDIA:
            title = Title(FILE, title.dbkey)
            self._mentions.files[title] = None
        elif link.title is not None and title != self._page and title.namespace >= 0:
            self._mentions.links[title] = None
        self._writer.open_piece("a", PageLink(title, link.fragment), end="</a>")
        depth = self._writer.depth
        if link.label is None:
            self._writer.text(link.target.removeprefix(":"))
        elif link.label.strip():
            self.label(link.label, nesting=nesting + 1)
        else:
            named = _PIPED.match(link.target)
            self._writer.text(link.target if named is None else named[1])
        self._writer.text(link.trail)
        self._writer.close_to(depth - 1)

    def _picture(self, title: Title, options: str, nesting: int) -> None:
        self._mentions.files[title] = None
        picture, caption = parse_picture(title, options)
        if isinstance(picture.target, Title):
            self._mentions.links[picture.target] = None
        if picture.frame not in ("thumb", "frame"):
            self._writer.put(picture)
            return
        self._writer.open_piece("div", picture, end="</div></div></div>")
        depth = self._writer.depth
        self.label(caption, nesting=nesting + 1)
        self._writer.close_to(depth - 1)

    def _external(self, link: External, nesting: int) -> None:
        address = clean_address(link.address)
        self._mentions.external_links[address] = None
        kind = "free" if link.label is None else "text" if link.label else "autonumber"
        self._writer.open("a", {"rel": "nofollow", "class": f"external {kind}", "href": address})
        depth = self._writer.depth
        if link.label is None:
            self._writer.text(link.address)
        elif link.label:
            self.label(link.label, nesting=nesting + 1)
        else:
            self._numbered += 1
            self._writer.text(f"[{self._numbered}]")
        self._writer.close_to(depth - 1)

    def _tag(self, tag: Tag) -> None:
        writer = self._writer
        if tag.name in ("br", "wbr", "hr"):
            if tag.name == "hr":
                writer.end_paragraph()
            writer.void(tag.name, attributes_of(tag.name, tag.attributes))
        elif tag.is_end:
            if not writer.close_tag(tag.name) and tag.name not in BLOCK:
                writer.text(f"</{tag.name}>")
        elif tag.name in PARENTS and writer.innermost not in PARENTS[tag.name] and not self._made_room(tag.name):
            writer.text(f"<{tag.name}{tag.attributes}>")
        else:
            writer.open(tag.name, attributes_of(tag.name, tag.attributes), is_tag=True)
            if tag.is_whole:
                writer.close_tag(tag.name)

    def _made_room(self, name: str) -> bool:
        """Ends what stands between the open element and its parent, as where the end tags of cells are left out."""
        for sibling in (name, *_ENDED_BY.get(name, ())):
            if self._writer.close_tag(sibling) and self._writer.innermost in PARENTS[name]:
                return True
        return False


_ENDED_BY: Final = {"td": ("th",), "th": ("td",), "dt": ("dd",), "dd": ("dt",), "tr": ("caption",)}
