"""The namespaces of pages: ids, names and the spellings they are known by.

Source: MediaWiki's built-in namespaces.
"""

from dataclasses import dataclass
from typing import Final

MEDIA: Final = -2
SPECIAL: Final = -1
MAIN: Final = 0
TALK: Final = 1
USER: Final = 2
USER_TALK: Final = 3
PROJECT: Final = 4
PROJECT_TALK: Final = 5
FILE: Final = 6
FILE_TALK: Final = 7
TEMPLATE: Final = 10
CATEGORY: Final = 14


@dataclass(frozen=True, slots=True)
class Namespace:
    """One namespace; every one of them makes the first letter of a title upper case (``first-letter``)."""

    id: int
    name: str  # canonical, with spaces; "" for the main namespace
    aliases: tuple[str, ...] = ()
    has_subpages: bool = False

    @property
    def is_content(self) -> bool:
        """Whether its pages count as content."""
        return self.id == MAIN

    @property
    def is_talk(self) -> bool:
        """Whether its pages talk about the pages of the namespace before it."""
        return self.id > 0 and self.id % 2 == 1


NAMESPACES: Final = (
    Namespace(MEDIA, "Media"),
    Namespace(SPECIAL, "Special"),
    Namespace(MAIN, ""),
    Namespace(TALK, "Talk", has_subpages=True),
    Namespace(USER, "User", has_subpages=True),
    Namespace(USER_TALK, "User talk", has_subpages=True),
    Namespace(PROJECT, "Project", has_subpages=True),
    Namespace(PROJECT_TALK, "Project talk", has_subpages=True),
    Namespace(FILE, "File", ("Image",)),
    Namespace(FILE_TALK, "File talk", ("Image talk",), has_subpages=True),
    Namespace(8, "MediaWiki", has_subpages=True),
    Namespace(9, "MediaWiki talk", has_subpages=True),
    Namespace(TEMPLATE, "Template", has_subpages=True),
    Namespace(11, "Template talk", has_subpages=True),
    Namespace(12, "Help", has_subpages=True),
    Namespace(13, "Help talk", has_subpages=True),
    Namespace(CATEGORY, "Category"),
    Namespace(15, "Category talk", has_subpages=True),
)

_BY_ID: Final = {namespace.id: namespace for namespace in NAMESPACES}
_BY_NAME: Final = {
    name.lower(): namespace for namespace in NAMESPACES for name in (namespace.name, *namespace.aliases) if name
}


def namespace_by_id(number: int) -> Namespace:
    """The namespace with this id; KeyError if there is none."""
    return _BY_ID[number]


def namespace_by_name(name: str) -> Namespace | None:
    """The namespace of this name or alias, in any case, with spaces or underscores; never the main one."""
    return _BY_NAME.get(name.replace("_", " ").lower())
