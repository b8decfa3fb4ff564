"""Finding markup that a browser could run in a file of another type."""

import re

_TAGS = ("script", "html", "body", "head", "iframe")


def _spaced(word: str) -> str:
    """The word with a zero byte or none before each letter: UTF-16 in either byte order, at either alignment."""
    return "".join(rf"\0?{re.escape(letter)}" for letter in word)


_MARKUP = re.compile(
    rf"<(?:(?:{'|'.join(map(_spaced, _TAGS))})(?=\0?[\s/>]|\Z)"
    rf"|{_spaced('!doctype')}(?:\0?\s)+(?:\0?x)?{_spaced('html')}"
    rf"|{_spaced('?php')}(?=\0?\s|\Z))".encode(),
    re.IGNORECASE,
)
_LINK = re.compile(
    rb"(?:(?:href|src|data)\s*=|url\s*\()\s*[\"']?\s*(?:java|ecma|live|vb)script:"
    rb"|type\s*=\s*[\"']?\s*(?:\w*/)?(?:java|ecma)script",
    re.IGNORECASE,
)
_LINK_MARKS = (b"script", b"SCRIPT", b"Script")
# What a picture that is also a program says once its unreadable beginning is commented out.
_PROGRAM = re.compile(rb"\*/(?=[\t\n\r -~]{0,32}[=(])[\t\n\r -~]{6,}")
_OPENING = 16

LONGEST = 64  # no markup that is looked for is longer


def find_script(head: bytes) -> str | None:
    """The first piece of active markup in ``head``, in lower case, or None; UTF-16 is seen through."""
    found = _MARKUP.search(head)
    return None if found is None else found[0].replace(b"\0", b"").decode("ascii", "replace").lower()


def has_script_link(text: bytes) -> bool:
    """Whether ``text`` has a link that runs a script, as ``href="javascript:…"``."""
    return any(mark in text for mark in _LINK_MARKS) and _LINK.search(text) is not None


def opens_comment(head: bytes) -> bool:
    """Whether the file's first bytes begin a comment of a script, which hides what a browser could not read."""
    return b"/*" in head[:_OPENING]


def has_program(text: bytes) -> bool:
    """Whether a comment ends in ``text`` and a script follows."""
    return _PROGRAM.search(text) is not None
