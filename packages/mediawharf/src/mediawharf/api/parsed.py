"""What ``action=parse`` tells of a rendered text, one function for each part. Source: the wire."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from mediawharf.api.result import Star, Tagged
from mediawharf.model.namespaces import namespace_by_id
from mediawharf.model.title import Title
from mediawharf.pages.sections import heading_offsets
from mediawharf.rendering.addresses import Addresses
from mediawharf.rendering.rendered import Rendered

# Headings from which on MediaWiki shows a table of contents.
_TABLE_OF_CONTENTS: Final = 4


@dataclass(frozen=True, slots=True)
class Parsed:
    """A rendered text and what it was made of."""

    title: Title
    page_id: int
    revision_id: int | None
    text: str
    rendered: Rendered
    addresses: Addresses
    version: int

    def part(self, prop: str) -> Mapping[str, Any]:
        """The part of the reply for one value of ``prop``; empty for what there is nothing of here."""
        part = _PARTS.get(prop)
        return _EMPTY.get(prop, {}) if part is None else part(self)

    def told_categories(self) -> list[dict[str, Any]]:
        """The categories, each with its sort key and whether it has a page."""
        return [self._category(*each) for each in self.rendered.categories.items()]

    def content(self, text: str) -> Any:
        """A text that stands in an element of its own in the old version of the format."""
        return {"content": Star(text)} if self.version == 1 else text

    def _category(self, title: Title, sort_key: str) -> dict[str, Any]:
        key = sort_key or self.rendered.properties.get("defaultsort", "")
        missing = {} if title in self.rendered.existing else {"missing": True}
        return {"sortkey": key, "category": Star(title.dbkey), **missing}

    def told_titles(self, titles: Iterable[Title]) -> list[dict[str, Any]]:
        """Titles, each with whether it has a page."""
        existing = self.rendered.existing
        return [
            {"ns": title.namespace, "title": Star(title.prefixed), "exists": title.namespace < 0 or title in existing}
            for title in titles
        ]

    def categories_html(self) -> str:
        """The categories as a list of links."""
        links = []
        for title in self.rendered.categories:
            is_there = title in self.rendered.existing
            address = self.addresses.page(title) if is_there else self.addresses.missing(title)
            mark = "" if is_there else ' class="new"'
            links.append(f'<li><a href="{escape(address)}"{mark}>{escape(title.text)}</a></li>')
        inner = f'<div class="mw-normal-catlinks"><ul>{"".join(links)}</ul></div>' if links else ""
        return f'<div id="catlinks" class="catlinks">{inner}</div>'

    def told_sections(self) -> list[dict[str, Any]]:
        """The headings, numbered."""
        offsets = heading_offsets(self.text)
        # Headings that templates bring are of no section of the text: then no number fits.
        is_own = len(offsets) == len(self.rendered.sections)
        levels, numbers, told = list[int](), list[int](), list[dict[str, Any]]()
        for place, section in enumerate(self.rendered.sections):
            while levels and levels[-1] > section.level:
                levels.pop()
            if not levels or levels[-1] < section.level:
                levels.append(section.level)
            depth = len(levels)
            numbers = numbers[:depth] if len(numbers) >= depth else [*numbers, 0]
            numbers[-1] += 1
            told.append(
                {
                    "toclevel": depth,
                    "level": str(section.level),
                    "line": section.line,
                    "number": ".".join(map(str, numbers)),
                    "index": str(place + 1) if is_own else "",
                    "fromtitle": self.title.prefixed_dbkey if is_own else "",
                    "byteoffset": offsets[place] if is_own else None,
                    "anchor": section.anchor,
                }
            )
        return told

    def display_title(self) -> str:
        """The title as HTML."""
        name = namespace_by_id(self.title.namespace).name
        parts = [("main", self.title.text)]
        if name:
            parts = [("namespace", name), ("separator", ":"), *parts]
        return "".join(f'<span class="mw-page-title-{kind}">{escape(text)}</span>' for kind, text in parts)

    def told_properties(self) -> Any:
        """What the text says of the page as a whole."""
        if self.version != 1:
            return dict(self.rendered.properties)
        rows = [{"name": name, "value": Star(value)} for name, value in self.rendered.properties.items()]
        return Tagged(rows, "pp")


# What pages of this wiki never have.
_EMPTY: Final[Mapping[str, Mapping[str, Any]]] = {
    "langlinks": {"langlinks": Tagged((), "ll")},
    "iwlinks": {"iwlinks": Tagged((), "iw")},
    "modules": {
        "modules": Tagged((), "m"),
        "modulescripts": Tagged((), "m"),
        "modulestyles": Tagged((), "m"),
    },
    "jsconfigvars": {"jsconfigvars": {}},
    "indicators": {"indicators": {}},
    "subtitle": {"subtitle": ""},
    "limitreportdata": {"limitreportdata": Tagged((), "limitreport")},
}


def _sections(parsed: Parsed) -> Mapping[str, Any]:
    sections = parsed.told_sections()
    return {"sections": Tagged(sections, "s"), "showtoc": len(sections) >= _TABLE_OF_CONTENTS}


_PARTS: Final[Mapping[str, Callable[[Parsed], Mapping[str, Any]]]] = {
    "text": lambda parsed: {"text": parsed.content(parsed.rendered.html)},
    "wikitext": lambda parsed: {"wikitext": parsed.content(parsed.text)},
    "revid": lambda parsed: {} if parsed.revision_id is None else {"revid": parsed.revision_id},
    "categories": lambda parsed: {"categories": Tagged(parsed.told_categories(), "cl")},
    "categorieshtml": lambda parsed: {"categorieshtml": parsed.content(parsed.categories_html())},
    "links": lambda parsed: {"links": Tagged(parsed.told_titles(parsed.rendered.links), "pl")},
    "templates": lambda parsed: {"templates": Tagged(parsed.told_titles(parsed.rendered.templates), "tl")},
    "images": lambda parsed: {"images": Tagged([title.dbkey for title in parsed.rendered.files], "img")},
    "externallinks": lambda parsed: {"externallinks": Tagged(parsed.rendered.external_links, "el")},
    "sections": _sections,
    "displaytitle": lambda parsed: {"displaytitle": parsed.display_title()},
    "parsewarnings": lambda parsed: {"parsewarnings": Tagged(parsed.rendered.warnings, "pw")},
    "properties": lambda parsed: {"properties": parsed.told_properties()},
}
