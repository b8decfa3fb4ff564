"""Finding markup that a browser could run in a file of another type."""

import re

from mediawharf.media.seeded import Seeded, in_any_case
from mediawharf.media.svg_names import HANDLERS

_TAGS = ("script", "html", "body", "head", "iframe")


def _spaced(word: str) -> str:
    """The word with a zero byte or none before each letter: UTF-16 in either byte order, at either alignment."""
    return "".join(rf"\0?{re.escape(letter)}" for letter in word)


def _seeds() -> list[bytes]:
    """The first bytes of all markup that is looked for: few, or no vector code looks for them."""
    starts = sorted({word[:2].encode() for word in (*_TAGS, "!d", "?p")})
    return [b"<\0", *(seed for start in starts for seed in in_any_case(b"<" + start))]


MARKUP = Seeded(
    re.compile(
        rf"<(?:(?:{'|'.join(map(_spaced, _TAGS))})(?=\0?[\s/>]|\Z)"
        rf"|{_spaced('!doctype')}(?:\0?\s)+(?:\0?x)?{_spaced('html')}"
        rf"|{_spaced('?php')}(?=\0?\s|\Z))".encode(),
        re.IGNORECASE,
    ),
    _seeds(),
)
_LINK = re.compile(
    rb"(?:(?:href|src|data)\s*=|url\s*\()\s*[\"']?\s*(?:java|ecma|live|vb)script:"
    rb"|type\s*=\s*[\"']?\s*(?:\w*/)?(?:java|ecma)script",
    re.IGNORECASE,
)
_SCRIPT = Seeded(re.compile(rb"script", re.IGNORECASE), (b"script", b"SCRIPT", b"Script"))
_ELEMENT = Seeded(
    re.compile(rb"<[a-z][a-z\d:-]{0,31}(?=[\s/\"'])[^<>]{0,4096}?[\s/\"'](on[a-z]{3,24})\s*=", re.IGNORECASE),
    [b"<" + bytes([letter]) for letter in range(ord("A"), ord("z") + 1) if chr(letter).isalpha()],
)
# What servers run when they serve a file by a wrong handler, and markup in UTF-7, which old browsers read.
CODES = (
    Seeded(re.compile(rb"<\?=[\t\n\r ]*[$`\w(\"'\\@][\t\n\r -~]{6}"), (b"<?=",)),
    Seeded(re.compile(rb"__halt_compiler\s*\(\s*\)", re.IGNORECASE), in_any_case(b"__ha")),
    Seeded(re.compile(rb"<!--#(?:exec|include|set|config)\b", re.IGNORECASE), (b"<!--#",)),
    Seeded(re.compile(rb"\+ADw-?(?:script|html|body|head|iframe|\?php)\b", re.IGNORECASE), (b"+ADw",)),
)
# What a picture that is also a program says once its unreadable beginning is commented out.
_PROGRAM = re.compile(rb"\*/(?=[\t\n\r -~]{0,32}[=(])[\t\n\r -~]{6,}")
_OPENING = 16
_TEXT = re.compile(rb"(?:\0?[\t\n\r -~]){8}|(?:\0?[\t\n\r -~])*\0?\Z")

LONGEST = 64  # no markup that is looked for is longer


def find_script(head: bytes) -> str | None:
    """The first piece of active markup in ``head``, in lower case, or None; UTF-16 is seen through."""
    found = MARKUP.search(head)
    return None if found is None else found[0].replace(b"\0", b"").decode("ascii", "replace").lower()


def goes_on_as_text(markup: re.Match[bytes]) -> bool:
    """Whether what was found in compressed data is markup indeed.

    Compressed data are as good as chance: of 600 GB a piece has ``<body>`` somewhere. Eight more letters are none.
    """
    return _TEXT.match(markup.string, markup.end()) is not None


def has_link_or_handler(text: bytes) -> bool:
    """Whether ``text`` has a link to a script, as ``href="javascript:…"``, or an element with an event handler."""
    if _SCRIPT.search(text) is not None and _LINK.search(text) is not None:
        return True
    return any(found[1].lower().decode() in HANDLERS for found in _ELEMENT.finditer(text))


def opens_comment(head: bytes) -> bool:
    """Whether the file's first bytes begin a comment of a script, which hides what a browser could not read."""
    return b"/*" in head[:_OPENING]


def has_program(text: bytes) -> bool:
    """Whether a comment ends in ``text`` and a script follows."""
    return _PROGRAM.search(text) is not None
