"""Titles of pages: from what people write to the one spelling that is stored.

Source: MediaWiki 1.39's title codec, as measured with ``action=query&titles=``.
"""

import re
import unicodedata
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Final, Self

from mediawharf.model.namespaces import FILE, MAIN, SPECIAL, TALK, namespace_by_id, namespace_by_name

MAX_TITLE_BYTES: Final = 255
MAX_SPECIAL_TITLE_BYTES: Final = 512

# Any one character that a title may hold: ASCII's harmless ones, and everything beyond ASCII.
LEGAL_CHARACTERS: Final = r" %!\"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~+\u0080-\U0010ffff"

_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BIDI_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e]")
_SPACES: Final = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_PREFIX: Final = re.compile(r"(.+?)_*:_*(.*)", re.DOTALL)
_REFERENCE: Final = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#[xX](?P<hex>[0-9A-Fa-f]+)|(?P<name>[A-Za-z0-9]+));")
_RELATIVE: Final = re.compile(r"(?:^|/)\.\.?(?:/|$)")
_ILLEGAL: Final = re.compile(
    f"[^{LEGAL_CHARACTERS}]"
    "|%[0-9A-Fa-f]{2}"  # could not be told from its own escape in a URL
    r"|&[A-Za-z0-9\u0080-\U0010ffff]+;|&#[0-9]+;|&#x[0-9A-Fa-f]+;"  # the same, in HTML
)


class InvalidTitle(ValueError):
    """The text cannot be a title; ``reason`` is MediaWiki's message key, such as ``title-invalid-empty``."""

    def __init__(self, text: str, reason: str, *params: str | int) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.text = text
        self.reason = reason
        self.params = params  # the characters at fault, or the limit in bytes


@dataclass(frozen=True, slots=True)
class Title:
    """A page's name. The constructor trusts its arguments; texts from outside go through ``parse``."""

    namespace: int
    dbkey: str  # without the namespace, with underscores for spaces

    def __hash__(self) -> int:
        # Titles are looked up very often, and few names stand in two namespaces.
        return hash(self.dbkey)

    @classmethod
    def parse(cls, text: str, *, default_namespace: int = MAIN) -> Self:
        """The title that a text written by people means; raises InvalidTitle.

        A namespace in the text wins over the default one. Character references are resolved, a ``#fragment`` is
        dropped, and ``parse(title.prefixed) == title`` holds for every title that comes out.
        """
        return cls(*_split(_resolve_references(clean_text(text)), text, default_namespace))

    @classmethod
    def in_namespace(cls, namespace: int, text: str) -> Self:
        """The title of a text within a namespace, whatever prefix the text seems to have; raises InvalidTitle.

        Character references are not resolved: with one, the title is invalid.
        """
        prefix = f"{namespace_by_id(namespace).name}:"
        return cls(*_split(clean_text(prefix + text), text, namespace))

    @classmethod
    def file(cls, dbkey: str) -> Self:
        """The title of a file whose name is known to be good, as it comes from the database."""
        return cls(FILE, dbkey.replace(" ", "_"))

    @property
    def text(self) -> str:
        """The name for people, without the namespace: ``Foo bar.png``."""
        return self.dbkey.replace("_", " ")

    @property
    def prefixed(self) -> str:
        """The full name for people: ``File:Foo bar.png``."""
        return self.prefixed_dbkey.replace("_", " ")

    @property
    def prefixed_dbkey(self) -> str:
        """The full name for URLs: ``File:Foo_bar.png``."""
        name = namespace_by_id(self.namespace).name.replace(" ", "_")
        return f"{name}:{self.dbkey}" if name else self.dbkey


def clean_text(text: str) -> str:
    """The text in NFC, with U+FFFD for what is not text: controls but tab and line ends, surrogates, U+FFFE/F."""
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("\ufffd", text))


def capitalise(dbkey: str) -> str:
    """The name with its first letter in upper case.

    As measured, the whole of Unicode's mapping counts (``ß`` becomes ``SS``); a name can thus grow by some bytes.
    """
    return unicodedata.normalize("NFC", dbkey[:1].upper() + dbkey[1:])


def _split(text: str, original: str, default_namespace: int) -> tuple[int, str]:
    # Marks go before NFC: without them, a letter and its accent may stand side by side.
    dbkey = unicodedata.normalize("NFC", _BIDI_MARKS.sub("", text))
    dbkey = _SPACES.sub("_", dbkey).strip("_")
    if "\ufffd" in dbkey:
        raise InvalidTitle(original, "title-invalid-utf8")
    namespace = default_namespace
    if dbkey.startswith(":"):
        namespace, dbkey = MAIN, dbkey[1:].strip("_")
    if match := _PREFIX.fullmatch(dbkey):
        found = namespace_by_name(match[1])
        if found is not None:
            namespace, dbkey = found.id, match[2]
    dbkey = dbkey.partition("#")[0].rstrip("_")
    _check(namespace, dbkey, original)
    dbkey = capitalise(dbkey)
    _check_length(namespace, dbkey, original)
    return namespace, dbkey


def _check(namespace: int, dbkey: str, original: str) -> None:
    inner = _PREFIX.fullmatch(dbkey)
    if namespace == TALK and inner is not None and namespace_by_name(inner[1]) is not None:
        raise InvalidTitle(original, "title-invalid-talk-namespace")
    if illegal := _ILLEGAL.search(dbkey):
        raise InvalidTitle(original, "title-invalid-characters", illegal[0])
    if _RELATIVE.search(dbkey):
        raise InvalidTitle(original, "title-invalid-relative")
    if "~~~" in dbkey:
        raise InvalidTitle(original, "title-invalid-magic-tilde")
    _check_length(namespace, dbkey, original)
    if not dbkey:
        raise InvalidTitle(original, "title-invalid-empty")
    if dbkey.startswith(":"):
        raise InvalidTitle(original, "title-invalid-leading-colon")


def _check_length(namespace: int, dbkey: str, original: str) -> None:
    limit = MAX_SPECIAL_TITLE_BYTES if namespace == SPECIAL else MAX_TITLE_BYTES
    if len(dbkey.encode()) > limit:
        raise InvalidTitle(original, "title-invalid-too-long", limit)


def _resolve_references(text: str) -> str:
    return clean_text(_REFERENCE.sub(_referenced, text))


def _referenced(match: re.Match[str]) -> str:
    if (name := match["name"]) is not None:
        return chr(name2codepoint[name]) if name in name2codepoint else match[0]
    digits, base = (match["decimal"], 10) if match["decimal"] is not None else (match["hex"], 16)
    significant = digits.lstrip("0") or "0"
    if len(significant) > 7:  # past Unicode's end; int() of a million digits would be slow
        return "\ufffd"
    number = int(significant, base)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
