"""From a page's wikitext to its document."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.pages.markup.blocks import Blocks
from mediawharf.pages.markup.builtin import built_in
from mediawharf.pages.markup.document import Document, Mentions, Section, Site
from mediawharf.pages.markup.expansion import Expansion
from mediawharf.pages.markup.html_writer import HtmlWriter, start_tag
from mediawharf.pages.markup.notes import Notes
from mediawharf.pages.markup.phrases import Phrases
from mediawharf.pages.markup.pictures import parse_picture
from mediawharf.pages.markup.preprocess import Verbatim, shown
from mediawharf.pages.markup.tags import attributes_of
from mediawharf.pages.markup.tokens import External, Link, Sealed, Token, tokens_of

_TAG: Final = re.compile(r"<[^<>]*>")
_GALLERY_SIDE: Final = 120
_PREFORMATTED: Final = ("pre", "source", "syntaxhighlight")
_BLOCKS: Final = (*_PREFORMATTED, "gallery", "references")
_MAX_GALLERY: Final = 500
_MAX_NESTING: Final = 3
_MAX_SEALED: Final = 100_000


class Parser:
    """Parses the text of one page. ``source`` gives the texts of pages it may include, None where there is none."""

    def __init__(self, page: Title, site: Site, *, source: Callable[[Title], str | None]) -> None:
        self._page = page
        self._mentions = Mentions()
        self._expansion = Expansion(page, site, self._mentions, source=source, built_in=built_in)
        self._writer = HtmlWriter()
        self._sections: list[Section] = []
        self._anchors: dict[str, int] = {}
        self._phrases = Phrases(page, self._writer, self._mentions, write_sealed=self._write_sealed)
        self._notes = Notes(self._writer, write_label=lambda text: self._phrases.label(text, nesting=1))
        self._length = self._sealed_characters = self._nesting = 0

    def parse(self, text: str) -> Document:
        """The document; never raises, whatever the text is."""
        self._length = len(text)
        expanded = self._expansion.whole(shown(text))
        blocks = Blocks(
            self._writer,
            write_line=self._phrases.line,
            write_heading=self._heading,
            is_block=lambda number: self._expansion.verbatim[number].tag in _BLOCKS,
            is_unseen=self._phrases.take_category,
        )
        blocks.write(tokens_of(expanded))
        self._notes.write()
        pieces = tuple(self._writer.pieces)
        return Document(pieces, self._mentions, tuple(self._sections), tuple(self._expansion.warnings))

    def mentions(self, text: str) -> Mentions:
        """What the text mentions, without the work of laying it out; as ``parse`` would tell it."""
        self._length = len(text)
        for token in tokens_of(self._expansion.whole(shown(text))):
            match token:
                case Sealed(number):
                    self._write_sealed(number)
                case Link() | External():
                    self._phrases.line([token])
        self._notes.write()
        return self._mentions

    def _heading(self, level: int, line: Sequence[Token]) -> None:
        writer = self._writer
        outer = writer.depth
        writer.open(f"h{level}")
        # The anchor is made of what the heading says, which is known once it is written.
        place = len(writer.pieces)
        writer.open_piece("span", "", end="</span>")
        self._phrases.line(line)
        told = "".join(piece for piece in writer.pieces[place:] if isinstance(piece, str)).removesuffix("</span>")
        anchor = self._anchor(html.unescape(_TAG.sub("", told)))
        if writer.pieces[place] == "":
            writer.pieces[place] = start_tag("span", {"class": "mw-headline", "id": anchor})
        writer.close_to(outer)
        self._sections.append(Section(level, _TAG.sub("", told).strip(), anchor))

    def _anchor(self, words: str) -> str:
        anchor = "_".join(words.split()) or "_"
        count = self._anchors[anchor] = self._anchors.get(anchor, 0) + 1
        return anchor if count == 1 else f"{anchor}_{count}"

    def _write_sealed(self, number: int) -> None:
        part = self._expansion.verbatim[number]
        # A mark is short and what it stands for long: texts that repeat marks in marks must not grow without bound.
        self._sealed_characters += len(part.body) + 1
        if self._nesting >= _MAX_NESTING or self._sealed_characters > _MAX_SEALED + 2 * self._length:
            return
        self._nesting += 1
        self._write_verbatim(part)
        self._nesting -= 1

    def _write_verbatim(self, part: Verbatim) -> None:
        match part.tag:
            case "nowiki":
                self._writer.text(part.body)
            case "gallery":
                self._gallery(part)
            case "ref":
                self._notes.mark(part)
            case "references":
                self._notes.write()
            case tag if tag in _PREFORMATTED:
                outer = self._writer.depth
                self._writer.open("pre", attributes_of("pre", part.attributes))
                self._writer.text(part.body.removeprefix("\n"))
                self._writer.close_to(outer)

    def _gallery(self, part: Verbatim) -> None:
        writer = self._writer
        outer = writer.depth
        writer.open("ul", {"class": "gallery mw-gallery-traditional"})
        list_depth = writer.depth
        for line in part.body.splitlines()[:_MAX_GALLERY]:
            name, _, options = line.partition("|")
            title = _file_title(name)
            if title is None:
                continue
            self._mentions.files[title] = None
            shown_as, caption = parse_picture(title, options)
            writer.open("li", {"class": "gallerybox"})
            writer.open("div", {"class": "thumb"})
            writer.put(replace(shown_as, frame="gallery", width=_GALLERY_SIDE, height=_GALLERY_SIDE, align=None))
            writer.close_to(list_depth + 1)
            writer.open("div", {"class": "gallerytext"})
            self._phrases.label(caption, nesting=1)
            writer.close_to(list_depth)
        writer.close_to(outer)


def _file_title(text: str) -> Title | None:
    """The file that a line of a gallery names; None if it names none."""
    try:
        title = Title.parse(text, default_namespace=FILE)
    except InvalidTitle:
        return None
    return title if title.namespace == FILE else None
