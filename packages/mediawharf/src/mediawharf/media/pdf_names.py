"""The names in a PDF's objects, as tokens: a name inside a string or a comment is none."""

import re
from dataclasses import dataclass

from mediawharf.media.cursor import Damaged
from mediawharf.media.pdf_syntax import Parser

_TOKEN = re.compile(rb"%[^\r\n]*|\(|/[^\0\t\n\f\r ()<>\[\]{}/%]*|\bstream\r?\n?|\bendobj\b")
_DELIMITED = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
_ACTIVE = frozenset(("JavaScript", "Launch", "XFA", "EmbeddedFile", "EmbeddedFiles"))
_MAX_NAMES = 100_000


@dataclass(frozen=True)
class ObjectNames:
    """The names of one object in their order, where its text ends, and where its stream begins if it has one."""

    names: tuple[str, ...]
    end: int
    stream: int | None

    @property
    def is_active(self) -> bool:
        """Whether the object runs a script or a program, or carries a file."""
        found = frozenset(self.names)
        if found & _ACTIVE or {"JS", "Rendition"} <= found:
            return True
        return "EF" in found and bool(found & {"F", "UF"})


def spelled(*names: str) -> bytes:
    """A pattern for any of the names after the slash, with or without ``#xx`` for a letter."""
    return b"(?:" + b"|".join(b"".join(map(_letter, name)) for name in names) + b")" + _DELIMITED


def _letter(letter: str) -> bytes:
    code = f"{ord(letter):02x}"
    either = "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in code)
    return f"(?:{re.escape(letter)}|#{either})".encode()


def object_names(text: bytes, start: int = 0) -> ObjectNames:
    """The names from ``start`` to the end of the object, or of ``text``."""
    names: list[str] = []
    at = start
    while (found := _TOKEN.search(text, at)) is not None and len(names) < _MAX_NAMES:
        at = found.end()
        match found[0][:1]:
            case b"(":
                at = _after_string(text, found.start())
            case b"/":
                parsed = Parser(text, found.start()).value()
                names.append(str(parsed))
            case b"s":
                return ObjectNames(tuple(names), found.start(), found.end())
            case b"e":
                return ObjectNames(tuple(names), found.start(), None)
    return ObjectNames(tuple(names), len(text), None)


def _after_string(text: bytes, start: int) -> int:
    parser = Parser(text, start)
    try:
        parser.value()
    except Damaged:
        return start + 1  # a bracket that nothing closes hides nothing
    return parser.at
