"""A rendered text."""

from collections.abc import Mapping
from dataclasses import dataclass

from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Section


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML that is safe to put into a page, and what the text mentions, each in the order of its first mention."""

    html: str
    categories: Mapping[Title, str]  # with the sort key that the text gives, "" where it gives none
    links: tuple[Title, ...]
    files: tuple[Title, ...]
    templates: tuple[Title, ...]
    external_links: tuple[str, ...]
    sections: tuple[Section, ...]
    properties: Mapping[str, str]
    existing: frozenset[Title]  # those of the links, templates and categories that have a page
    warnings: tuple[str, ...]  # what was left out for being too much, as sentences
