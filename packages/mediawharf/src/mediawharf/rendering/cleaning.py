"""HTML from elsewhere, such as a description in a shared repository, made as harmless as what is rendered here."""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

from mediawharf.pages.markup.external import clean_address, is_address
from mediawharf.pages.markup.html_writer import VOID, HtmlWriter
from mediawharf.pages.markup.tags import ALLOWED, clean_attributes

# The standard library's parser takes the square of some texts' length.
MOST_CHARACTERS: Final = 100_000
# Elements of which not even the text is kept.
_DROPPED: Final = frozenset(("script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg"))

Pairs = Sequence[tuple[str, str | None]]


def clean_html(text: str, base: str) -> str:
    """The text with harmless tags alone, each closed in its turn; links are made whole from the address ``base``."""
    cleaner = _Cleaner(base)
    cleaner.feed(text[:MOST_CHARACTERS])
    cleaner.close()
    return cleaner.html()


class _Cleaner(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self._writer = HtmlWriter()
        self._dropped = 0

    def html(self) -> str:
        self._writer.close_to(0)
        return "".join(piece for piece in self._writer.pieces if isinstance(piece, str))

    def handle_starttag(self, tag: str, attrs: Pairs) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        elif self._dropped:
            return
        elif tag == "a":
            self._writer.open("a", self._link(attrs), is_tag=True)
        elif tag in VOID and tag in ALLOWED:
            self._writer.void(tag, _attributes(tag, attrs))
        elif tag in ALLOWED:
            self._writer.open(tag, _attributes(tag, attrs), is_tag=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif not self._dropped:
            self._writer.close_tag(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._writer.verbatim(data)

    def _link(self, attrs: Pairs) -> dict[str, str]:
        address = next((value for key, value in attrs if key == "href" and value), "")
        try:
            whole = urljoin(self._base, address)
        except ValueError:
            return {}
        return {"href": clean_address(whole), "rel": "nofollow"} if address and is_address(whole) else {}


def _attributes(tag: str, attrs: Pairs) -> dict[str, str]:
    # Ids are the other page's; here they could be taken for ours.
    return clean_attributes(tag, [(key, value or "") for key, value in attrs if key != "id"])
