"""Finding markup that a browser could run in a file of another type."""

import re

from mediawharf.media.seeded import Seeded, in_any_case

_TAGS = ("script", "html", "body", "head", "iframe")


def _spaced(word: str) -> str:
    """The word with a zero byte or none before each letter: UTF-16 in either byte order, at either alignment."""
    return "".join(rf"\0?{re.escape(letter)}" for letter in word)


def _seeds() -> list[bytes]:
    """The first three bytes of all markup that is looked for."""
    starts = {word[:2].encode() for word in (*_TAGS, "!d", "?p")}
    plain = [seed for start in sorted(starts) for seed in in_any_case(b"<" + start)]
    return plain + [seed for start in sorted(starts) for seed in in_any_case(b"<\0" + start[:1])]


_MARKUP = Seeded(
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
# What a picture that is also a program says once its unreadable beginning is commented out.
_PROGRAM = re.compile(rb"\*/(?=[\t\n\r -~]{0,32}[=(])[\t\n\r -~]{6,}")
_OPENING = 16
_TEXT = re.compile(rb"(?:\0?[\t\n\r -~]){8}|(?:\0?[\t\n\r -~])*\0?\Z")

LONGEST = 64  # no markup that is looked for is longer


def find_script(head: bytes) -> str | None:
    """The first piece of active markup in ``head``, in lower case, or None; UTF-16 is seen through."""
    found = _MARKUP.search(head)
    return None if found is None else found[0].replace(b"\0", b"").decode("ascii", "replace").lower()


def has_script_in_data(block: bytes) -> bool:
    """Whether ``block`` of compressed data has active markup that goes on as text.

    Compressed data are as good as chance: of 600 GB a piece has ``<body>`` somewhere. Eight more letters are none.
    """
    return any(_TEXT.match(block, found.end()) is not None for found in _MARKUP.finditer(block))


def has_script_link(text: bytes) -> bool:
    """Whether ``text`` has a link that runs a script, as ``href="javascript:…"``."""
    return _SCRIPT.search(text) is not None and _LINK.search(text) is not None


def opens_comment(head: bytes) -> bool:
    """Whether the file's first bytes begin a comment of a script, which hides what a browser could not read."""
    return b"/*" in head[:_OPENING]


def has_program(text: bytes) -> bool:
    """Whether a comment ends in ``text`` and a script follows."""
    return _PROGRAM.search(text) is not None
