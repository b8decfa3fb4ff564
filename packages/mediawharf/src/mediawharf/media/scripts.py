"""Finding markup that a browser could run in a file of another type."""

import re

from mediawharf.media.seeded import Seeded, in_any_case
from mediawharf.media.svg_names import HANDLERS

_TAGS = ("script", "html", "body", "head", "iframe")


def _spaced(word: str) -> str:
    """The word with zero bytes or none before each letter: UTF-16 and UTF-32 in either byte order, at any alignment."""
    return "".join(rf"\0{{0,3}}{re.escape(letter)}" for letter in word)


def _seeds() -> list[bytes]:
    """The first bytes of all markup that is looked for: few, or no vector code looks for them."""
    starts = sorted({word[:2].encode() for word in (*_TAGS, "!d", "?p")})
    return [b"<\0", *(seed for start in starts for seed in in_any_case(b"<" + start))]


MARKUP = Seeded(
    re.compile(
        rf"<(?:(?:{'|'.join(map(_spaced, _TAGS))})(?=\0{{0,3}}[\s/>]|\Z)"
        rf"|{_spaced('!doctype')}(?:\0{{0,3}}\s)+(?:\0{{0,3}}x)?{_spaced('html')}"
        rf"|{_spaced('?php')}(?=\0{{0,3}}\s|\Z))".encode(),
        re.IGNORECASE,
    ),
    _seeds(),
)


def _loose(word: str) -> str:
    """The word as browsers read it: each letter written out or as a reference, with blanks between them."""
    return r"(?:&(?:tab|newline);|[\t\n\r\0])*".join(
        rf"(?:{letter}|&\#(?:0*{ord(letter)}|0*{ord(letter.upper())}|x0*{ord(letter):x}|x0*{ord(letter.upper()):x})\b;?)"
        for letter in word
    )


_LINK = re.compile(
    rf"(?:(?:href|src|data|action)\s{{0,64}}=|url\s{{0,64}}\()\s{{0,64}}[\"']?\s{{0,64}}"
    rf"(?:{_loose('java')}|ecma|live|vb)(?:[\t\n\r\0]|&tab;)*script:"
    r"|<[a-z][a-z\d:-]{0,31}\s[^<>]{0,4096}\btype\s{0,64}=\s{0,64}[\"']?\s{0,64}(?:\w{1,32}/)?(?:java|ecma)script"
    r"|<[a-z][\w.-]{0,31}:script(?=[\s/>])".encode(),
    re.IGNORECASE,
)
_SCRIPT = Seeded(re.compile(rb"script", re.IGNORECASE), in_any_case(b"scr"))
_ELEMENT = Seeded(
    re.compile(rb"<[a-z][a-z\d:-]{0,31}(?=[\s/\"'])[^<>]{0,4096}?[\s/\"'](on[a-z]{3,24})\s*=", re.IGNORECASE),
    [b"<" + bytes([letter]) for letter in range(ord("A"), ord("z") + 1) if chr(letter).isalpha()],
)
# What servers run when they serve a file by a wrong handler, and markup in UTF-7, which old browsers read.
# Signs so short that chance writes them count only where text follows.
CODES = (
    Seeded(
        re.compile(
            rb"<\?=[\t\n\r ]*(?:[$`(\"'\\@]|\w{1,64}(?:::\w{1,64})?[\t\n\r ]{0,9}[(;?])"
            rb"(?:[\t\n\r -~]{10}|[\t\n\r -~]{0,9}\?>)"
        ),
        (b"<?=",),
    ),
    Seeded(
        re.compile(
            rb"<\?[\t\n\r ]+(?:[$@]?\w{1,64}[\t\n\r ]{0,64}[(=;]|(?:echo|print|include|require|return)\b)[\t\n\r -~]{8}"
        ),
        (b"<?\t", b"<?\n", b"<?\r", b"<? "),
    ),
    Seeded(
        re.compile(
            rb"<%(?:@\s*\w+\s+[\w:]+\s*=|[=!]?\s*(?:(?:eval|execute|executeglobal)\b|\w{1,64}(?:\.\w{1,64}){0,8}\s*\())"
            rb"[\t\n\r -~]{8}",
            re.IGNORECASE,
        ),
        (b"<%",),
    ),
    Seeded(re.compile(rb"__halt_compiler\s*\(\s*\)", re.IGNORECASE), in_any_case(b"__ha")),
    Seeded(re.compile(rb"<!--#(?:exec|include|set|config)\b", re.IGNORECASE), (b"<!--#",)),
    Seeded(re.compile(rb"\+ADw-?(?:script|html|body|head|iframe|\?php)\b", re.IGNORECASE), (b"+ADw",)),
)
# What a picture that is also a program says once its unreadable beginning is commented out.
_PROGRAM = re.compile(rb"\*/(?=[\t\n\r -~]{0,32}[=(])[\t\n\r -~]{6,}")
_OPENING = 16
_TEXT = re.compile(rb"(?:\0{0,3}[\t\n\r -~]){8}|(?:\0{0,3}[\t\n\r -~])*\0{0,3}\Z")

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
