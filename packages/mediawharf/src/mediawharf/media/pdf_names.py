"""The names in a PDF's objects, as tokens: a name inside a string or a comment is none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mediawharf.media.pdf_filters import KNOWN
from mediawharf.media.pdf_syntax import unescaped_name

_TOKEN = re.compile(
    rb"%[^\r\n]*|\(|/[^\0\t\n\f\r ()<>\[\]{}/%]*|<<|>>|<[^<>%]*>|\bstream(?=[\r\n])\r?\n?|\bendobj\b|\btrailer\b"
)
_BRACKET = re.compile(rb"[()]|\\.", re.DOTALL)
_DELIMITED = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
_ACTIVE = frozenset(("JavaScript", "Launch", "XFA", "EmbeddedFile", "EmbeddedFiles"))
_FILE_NAMES = frozenset(("F", "UF", "DOS", "Mac", "Unix"))
_TOLD = KNOWN | _ACTIVE | _FILE_NAMES | {"JS", "Rendition", "EF", "ObjStm", "N", "First"}
_RAW = frozenset(f"/{name}".encode() for name in _TOLD)
_DEPTHS = {b"<<": 1, b">>": -1}
_SLASH, _STREAM = b"/s"
_WORDS = frozenset(b"set")  # the first letters of stream, endobj, trailer
_MAX_BRACKETS = 100_000


@dataclass(frozen=True)
class ObjectNames:
    """The names of one object that mean something here, in their order, each once.

    ``count`` is the number of all; ``end`` is where the object's text ends, ``stream`` where its stream begins if it
    has one.
    """

    names: tuple[str, ...]
    count: int
    end: int
    stream: int | None

    @property
    def is_active(self) -> bool:
        """Whether the object runs a script or a program, or carries a file."""
        found = frozenset(self.names)
        if found & _ACTIVE or {"JS", "Rendition"} <= found:
            return True
        is_kind_alone = self.names == ("Rendition",) and self.count == 1
        return is_kind_alone or ("EF" in found and bool(found & _FILE_NAMES))

    @property
    def may_pack_objects(self) -> bool:
        """Whether the object's stream holds objects; its type may stand elsewhere, what it is read by may not."""
        return self.stream is not None and ("ObjStm" in self.names or {"N", "First"} <= set(self.names))


class Strings:
    """Where the strings of a text end: found once for all of them, so that brackets nothing closes cost no more."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._ends: dict[int, int] | None = None

    def end_of(self, start: int) -> int:
        """Behind the string that begins at ``start``; right behind its bracket if nothing closes it: it hides nothing.

        So it is with texts that have more brackets than anybody writes.
        """
        if self._ends is None:
            self._ends = self._all_ends()
        return self._ends.get(start, start + 1)

    def _all_ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACKET.finditer(self._text):
            if found[0] == b"(":
                opened.append(found.start())
            elif found[0] == b")" and opened:
                ends[opened.pop()] = found.end()
            if len(ends) + len(opened) > _MAX_BRACKETS:
                return {}
        return ends


def spelled(*names: str) -> bytes:
    """A pattern for any of the names after the slash, with or without ``#xx`` for a letter."""
    return b"(?:" + b"|".join(b"".join(map(_letter, name)) for name in names) + b")" + _DELIMITED


def _letter(letter: str) -> bytes:
    code = f"{ord(letter):02x}"
    either = "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in code)
    return f"(?:{re.escape(letter)}|#{either})".encode()


def object_names(text: bytes, start: int, *, strings: Strings) -> ObjectNames:
    """The names from ``start`` to the end of the object, or of ``text``, whose strings are given."""
    names: dict[str, None] = {}
    at: int | None = start
    depth = count = 0
    while at is not None:
        tokens, at = _TOKEN.finditer(text, at), None
        for found in tokens:
            token = found[0]
            if token[0] == _SLASH:
                count += 1
                if token in _RAW or b"#" in token:
                    names[unescaped_name(token[1:])] = None
            elif token == b"(":
                at = strings.end_of(found.start())
                break  # what is looked for next begins behind the string, whatever stands in it
            elif token in _DEPTHS:
                depth += _DEPTHS[token]
            elif token[0] in _WORDS and (depth <= 0 or token[0] != _STREAM):
                stream = found.end() if token[0] == _STREAM else None
                return ObjectNames(_told(names), count, found.start(), stream)
    return ObjectNames(_told(names), count, len(text), None)


def _told(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in _TOLD)
