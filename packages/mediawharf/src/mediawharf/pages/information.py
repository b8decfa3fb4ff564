"""Writes the text of a new file's page from what people filled in: the way back from ``describe``.

Source: the templates that UploadWizard writes on Wikimedia Commons. The browser's ``upload/description.js`` writes the
same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_NOT_IN_TITLES: Final = re.compile(r"[\[\]{}<>#]")
_MARK: Final = re.compile(r"(\[\[|\]\]|\{\{|\}\}|\|)")
_ENDS: Final = {"[[": "]]", "{{": "}}"}
_STRAY: Final = re.compile(r"[\[\]{}]")
_ENTITIES: Final = {"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "|": "{{!}}"}


@dataclass(frozen=True, slots=True)
class Information:
    """What is said of a file. ``licence`` is a template's name, ``language`` a code, that of the description."""

    description: str = ""
    language: str = ""
    date: str = ""
    author: str = ""
    source: str = ""
    licence: str = ""
    categories: tuple[str, ...] = ()

    def text(self) -> str:
        """The page's wikitext, empty if nothing is said."""
        parts = [self._about(), f"{{{{{self.licence}}}}}" if self.licence else ""]
        parts.append("\n".join(f"[[Category:{name}]]" for name in self.categories))
        return "\n\n".join(part for part in parts if part)

    def _about(self) -> str:
        said = {
            "description": self._described(),
            "date": escaped(self.date),
            "source": escaped(self.source),
            "author": escaped(self.author),
        }
        if not any(said.values()):
            return ""
        lines = "\n".join(f"|{name}={value}" for name, value in said.items())
        return f"{{{{Information\n{lines}\n}}}}"

    def _described(self) -> str:
        text = escaped(self.description)
        return f"{{{{{self.language}|1={text}}}}}" if text and self.language else text


def category_names(text: str) -> tuple[str, ...]:
    """The names in a text with bars between them, each once; what no title may hold is left out."""
    names = (" ".join(_NOT_IN_TITLES.sub("", name).replace("_", " ").split()) for name in text.split("|"))
    return tuple(dict.fromkeys(name for name in names if name))


def escaped(text: str) -> str:
    """A text as a template's value: links and templates stay as they are if they are whole, all else is only text.

    A bar outside of them would end the value, as would stray brackets and braces; a tag could hide what comes after.
    """
    text = text.strip().replace("<", "&lt;")
    parts = _MARK.split(text)
    if not _is_whole(parts):
        return "".join(_ENTITIES.get(letter, letter) for letter in text)
    depth, written = 0, []
    for part in parts:
        depth += (part in _ENDS) - (part in _ENDS.values())
        written.append("{{!}}" if part == "|" and depth == 0 else part)
    return "".join(written)


def _is_whole(parts: Sequence[str]) -> bool:
    """Whether every link and template that begins also ends, one within the other."""
    expected: list[str] = []
    for part in parts:
        if part in _ENDS:
            expected.append(_ENDS[part])
        elif part in _ENDS.values():
            if not expected or expected.pop() != part:
                return False
        elif _STRAY.search(part):
            return False
    return not expected
