"""Renders wikitext: parses it, and fills its links and pictures with what the wiki has now."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Document, Mentions, PageLink, Picture, Site
from mediawharf.pages.markup.html_writer import start_tag
from mediawharf.pages.markup.parser import Parser
from mediawharf.pages.markup.source import page_source
from mediawharf.pages.pages import Pages
from mediawharf.rendering.addresses import Addresses
from mediawharf.rendering.pictures import Pictures
from mediawharf.rendering.rendered import Rendered
from mediawharf.repo.urls import Urls
from mediawharf.repo.visible import VisibleFiles

WRAPPER = "mw-parser-output"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is to be rendered: addresses with the host or without, and the class of the element around it."""

    is_absolute: bool = False
    wrapper: str = WRAPPER  # "": no element around it


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders texts of pages; work and output are bounded by the text's length, whatever it says."""

    pages: Pages
    files: VisibleFiles
    urls: Urls
    site: Site = field(default_factory=Site)
    steps: tuple[int, ...] = ()  # widths in which thumbnails are made; (): any

    def render(self, connection: Connection, title: Title, text: str, *, style: Style | None = None) -> Rendered:
        """The text as that page's; it need not be what the page says now."""
        style = Style() if style is None else style
        document = Parser(title, self.site, source=page_source(connection)).parse(text)
        mentions = document.mentions
        existing = self._existing(connection, mentions)
        pictures = self.files.find(connection, mentions.files)
        addresses = Addresses(self.urls, style.is_absolute)
        filler = _Filler(title, addresses, Pictures(addresses, pictures, self.steps), existing)
        html = filler.html(document)
        if style.wrapper:
            html = start_tag("div", {"class": style.wrapper}) + html + "</div>"
        return Rendered(
            html=html,
            categories=mentions.categories,
            links=tuple(mentions.links),
            files=tuple(mentions.files),
            templates=tuple(mentions.templates),
            external_links=tuple(mentions.external_links),
            sections=document.sections,
            properties=mentions.properties,
            existing=existing,
            warnings=document.warnings,
        )

    def _existing(self, connection: Connection, mentions: Mentions) -> frozenset[Title]:
        """Those titles that have a page, or a file."""
        titles = {*mentions.links, *mentions.templates, *mentions.categories}
        pages = self.pages.find_many(connection, titles)
        return frozenset(pages) | frozenset(self.files.find(connection, [t for t in titles if t.namespace == FILE]))


@dataclass(frozen=True, slots=True)
class _Filler:
    page: Title
    addresses: Addresses
    pictures: Pictures
    existing: Collection[Title]

    def html(self, document: Document) -> str:
        parts = []
        for piece in document.pieces:
            match piece:
                case str():
                    parts.append(piece)
                case PageLink():
                    parts.append(self._link(piece))
                case Picture():
                    parts.append(self.pictures.html(piece))
        return "".join(parts)

    def _link(self, link: PageLink) -> str:
        title, fragment = link.title, "_".join(link.fragment.split())
        fragment = f"#{fragment}" if fragment else ""
        if title == self.page:
            return start_tag("a", {"href": fragment} if fragment else {"class": "mw-selflink selflink"})
        if title.namespace < 0 or title in self.existing:
            return start_tag("a", {"href": self.addresses.page(title) + fragment, "title": title.prefixed})
        told = f"{title.prefixed} (page does not exist)"
        return start_tag("a", {"href": self.addresses.missing(title), "class": "new", "title": told})
