"""The objects of PDF: names, strings, numbers, arrays, dictionaries and references."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.media.cursor import Damaged


class Name(str):
    """A PDF name, its ``#xx`` escapes undone."""

    __slots__ = ()


@dataclass(frozen=True)
class Reference:
    """A pointer to an object kept elsewhere."""

    number: int


Pdf: TypeAlias = "bool | int | float | bytes | Name | Reference | list[Pdf] | dict[str, Pdf] | None"

_BLANK = re.compile(rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*")
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_REFERENCE = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![A-Za-z0-9])")
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORD = re.compile(rb"[A-Za-z*']+")
_HEX = re.compile(rb"<([0-9A-Fa-f\0\t\n\f\r ]*)>")
_STRING_PIECE = re.compile(rb"[()]|\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPES |= {b"\r\n": b"", b"\n": b"", b"\r": b""}
_MAX_DEPTH = 40


class Parser:
    """Reads objects from bytes; anything that is no PDF raises Damaged."""

    def __init__(self, text: bytes, at: int = 0) -> None:
        self.text = text
        self.at = at

    def skip_blank(self) -> None:
        """Steps over white space and comments."""
        found = _BLANK.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    def word(self) -> bytes:
        """The keyword here, empty when there is none."""
        self.skip_blank()
        found = _WORD.match(self.text, self.at)
        if found is None:
            return b""
        self.at = found.end()
        return found[0]

    def integer(self) -> int:
        """The whole number here."""
        value = self.value()
        if isinstance(value, bool) or not isinstance(value, int):
            raise Damaged(f"PDF has no number at byte {self.at} of an object")
        return value

    def value(self, depth: int = 0) -> Pdf:
        """The object here."""
        self.skip_blank()
        if depth > _MAX_DEPTH:
            raise Damaged("PDF objects are nested too deep")
        match self.text[self.at : self.at + 1]:
            case b"/":
                return self._name()
            case b"(":
                return self._string()
            case b"[":
                self.at += 1
                return self._until(b"]", depth)
            case b"<" if self.text[self.at + 1 : self.at + 2] == b"<":
                self.at += 2
                return _paired(self._until(b">>", depth))
            case b"<":
                return self._hex()
        return self._number() if _NUMBER.match(self.text, self.at) else self._keyword()

    def _until(self, end: bytes, depth: int) -> list[Pdf]:
        values: list[Pdf] = []
        while True:
            self.skip_blank()
            if self.text.startswith(end, self.at):
                self.at += len(end)
                return values
            values.append(self.value(depth + 1))

    def _name(self) -> Name:
        found = _NAME.match(self.text, self.at)
        if found is None:
            raise Damaged("PDF has a broken name")
        self.at = found.end()
        return unescaped_name(found[1])

    def _number(self) -> Pdf:
        reference = _REFERENCE.match(self.text, self.at)
        if reference is not None:
            self.at = reference.end()
            return Reference(int(reference[1]))
        found = _NUMBER.match(self.text, self.at)
        if found is None or len(found[0]) > 40:
            raise Damaged("PDF has a broken number")
        self.at = found.end()
        return float(found[0]) if b"." in found[0] else int(found[0])

    def _keyword(self) -> Pdf:
        word = self.word()
        match word:
            case b"true" | b"false":
                return word == b"true"
            case b"null":
                return None
        raise Damaged(f"PDF has something unknown at byte {self.at} of an object")

    def _hex(self) -> bytes:
        found = _HEX.match(self.text, self.at)
        if found is None:
            raise Damaged("PDF has a broken hexadecimal string")
        self.at = found.end()
        digits = bytes(found[1].translate(None, b"\0\t\n\f\r "))
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def _string(self) -> bytes:
        parts: list[bytes] = []
        depth, start = 1, self.at + 1
        for found in _STRING_PIECE.finditer(self.text, start):
            parts.append(self.text[start : found.start()])
            start = found.end()
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if not depth:
                self.at = start
                return b"".join(parts)
            parts.append(found[0] if found[0] in b"()" else _unescaped(found[0][1:]))
        raise Damaged("PDF has an unfinished string")


def unescaped_name(raw: bytes) -> Name:
    """The name that is written so after its slash."""
    if b"#" in raw:
        raw = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), raw)
    return Name(raw.decode("latin-1"))


def _unescaped(code: bytes) -> bytes:
    return bytes([int(code, 8) & 255]) if code[:1] in b"01234567" else _ESCAPES.get(code, code)


def _paired(values: list[Pdf]) -> dict[str, Pdf]:
    return {key: value for key, value in zip(values[::2], values[1::2], strict=False) if isinstance(key, Name)}


def pdf_text(raw: bytes) -> str:
    """A text string: UTF-16 or UTF-8 with a mark, else Latin-1 as the nearest of PDFDocEncoding."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", "replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")
