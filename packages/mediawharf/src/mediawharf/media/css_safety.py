"""Whether CSS in a picture fetches anything from elsewhere, or runs anything.

Most CSS is seen to be harmless by one linear scan of plain tokens. What is not plain, escapes above all, is read by
tinycss2; what a file may have of that is bounded, because it costs a microsecond a character.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from mediawharf.media.svg_names import NAMESPACES

_MAX_READ = 1 << 17  # characters that are read in full, of one file
_EACH_READ = 64  # what reading a short text costs beside its characters
_MAX_CACHED = 4096
_MAX_CACHED_LENGTH = 512

_DATA = (
    r"data:\s*+(?:image/(?:gif|jpe?g|a?png|webp|avif)|font/[\w.+-]++|application/(?:x-)?font[\w.+-]*+"
    r"|application/vnd\.ms-fontobject|application/octet-stream)?+(?:;[\w.+-]++=[\w.+-]++)*+(?:;base64)?+,"
)
_LOCAL = re.compile(rf"[\x00-\x20]*+(?:\#|\Z|{_DATA})", re.IGNORECASE | re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPECIAL = re.compile(r"""[\\@("'/]""")
_LONG_NUMBER = re.compile(r"\d{4000}")  # Python turns no longer one into an integer

# Tokens of which none fetches or runs anything. Not plain: escapes outside of strings, calls that may fetch, and any
# other "(", "@" or quote.
_PLAIN = re.compile(
    rf"""(?:
    [^\w\\@("'/-]++
    | (?:and|or|not)\s++\(
    | u\+[\da-f?]++(?:-[\da-f]++)?+(?![\w-])
    | (?!u\+)[\w-]++(?!\()
    | url\(\s*+(?:\#[^\s()'"\\]*+|'\#[^'\\\n\r\f]*+'|"\#[^"\\\n\r\f]*+")\s*+\)
    | url\(\s*+(?:{_DATA}[\w+/=%]*+|"{_DATA}[\w+/=%\ ]*+"|'{_DATA}[\w+/=%\ ]*+')\s*+\)
    | (?!(?:url|src|attr|expression|(?:-\w++-)?(?:image|image-set|cross-fade))\()[\w-]++\(
    | (?<=[(,:*+])\( | (?<=[(,:*+]\ )\(
    | "[^"\\\n\r\f]*+(?:\\[^\n\r\f][^"\\\n\r\f]*+)*+" | '[^'\\\n\r\f]*+(?:\\[^\n\r\f][^'\\\n\r\f]*+)*+'
    | /\*[^*]*+\*++(?:[^/*][^*]*+\*++)*+/ | /(?!\*)
    | @(?!import\b|charset\b|namespace\b)[\w-]++(?:\s*+\()?+
    )*+""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_WORDS = ("expression", "-o-", "binding", "behavior", "<!--")  # what needs a closer look, wherever it is

_FETCHING = frozenset(("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"))
_SUBSTITUTED = frozenset(("var", "attr", "env", "if", "inherit"))
_RUNNING = frozenset(("-o-link", "-o-link-source", "-o-replace", "-moz-binding", "behavior", "-ms-behavior"))


class CssCheck:
    """Tells hostile CSS of one file: style sheets, style attributes and values of other attributes alike."""

    def __init__(self) -> None:
        self._left = _MAX_READ
        self._known: dict[str, bool] = {}

    def is_hostile(self, css: str) -> bool:
        """Whether anything in it leaves the file or runs, or there is more than is read."""
        known = self._known.get(css)
        if known is None:
            known = not _is_plain(css) and self._is_hostile_read(css)
            if len(css) <= _MAX_CACHED_LENGTH and len(self._known) < _MAX_CACHED:
                self._known[css] = known
        return known

    def _is_hostile_read(self, css: str) -> bool:
        self._left -= len(css) + _EACH_READ
        if self._left < 0 or _CONTROL.search(css) is not None or _LONG_NUMBER.search(css) is not None:
            return True
        pending = [(tinycss2.parse_component_value_list(css, skip_comments=True), False)]
        while pending:
            tokens, is_address = pending.pop()
            for token in tokens:
                if _is_hostile_token(token, is_address=is_address):
                    return True
            if _has_hostile_sequence(tokens):
                return True
            pending.extend(_inside(tokens, is_address=is_address))
        return False


def is_local(address: str) -> bool:
    """Whether a reference stays in the file: empty, a fragment, or raster or font data."""
    return _LOCAL.match(address) is not None


def _is_plain(css: str) -> bool:
    lowered = css.lower()
    for word in _WORDS:  # a generator would cost as much as all the rest
        if word in lowered:
            return False
    if _CONTROL.search(css) is not None:
        return False
    if _SPECIAL.search(css) is None:
        return True
    found = _PLAIN.match(css)
    return found is not None and found.end() == len(css)


def _is_hostile_token(token: Any, *, is_address: bool) -> bool:
    """``is_address``: the token stands where a string names something to fetch."""
    match token.type:
        case "string" if is_address:
            return not is_local(token.value)
        case "ident" | "function" | "at-keyword" | "hash":
            return _is_hostile_name(token, is_address=is_address)
        case "literal":
            return bool(token.value == "\\")  # some readers join the lines that it parts
        case "error":
            return bool(token.kind == "bad-url")
    return False


def _is_hostile_name(token: Any, *, is_address: bool) -> bool:
    if token.type == "function":
        name = token.lower_name
        if name == "attr" and any(part.type == "ident" and part.lower_value == "url" for part in token.arguments):
            return True
        return name == "expression" or (is_address and name in _SUBSTITUTED) or _CONTROL.search(name) is not None
    if _CONTROL.search(token.value) is not None:
        return True
    return bool(token.type == "at-keyword" and token.lower_value == "import")


def _has_hostile_sequence(tokens: Sequence[Any]) -> bool:
    """What only neighbours tell: properties that run, other charsets, and calls as careless readers see them."""
    solid = [token for token in tokens if token.type != "whitespace"]
    statement = ""
    for token, following in zip_longest(solid, solid[1:]):
        kind = None if following is None else following.type
        if token.type == "at-keyword":
            statement = token.lower_value
            if statement == "charset" and not (kind == "string" and following.value.lower() == "utf-8"):
                return True
        elif token.type == "ident" and kind is not None:
            if token.lower_value in _RUNNING and following == ":":
                return True
            if kind == "() block" and token.lower_value in _FETCHING:
                return True
        elif token.type == "literal" and token.value == ";":
            statement = ""
        elif token.type == "url" and not is_local(token.value) and not _is_name(token.value, statement):
            return True
    return False


def _is_name(address: str, statement: str) -> bool:
    """Whether it is what ``@namespace`` names, which nobody fetches."""
    return statement == "namespace" and address.lower() in NAMESPACES


def _inside(tokens: Sequence[Any], *, is_address: bool) -> Iterator[tuple[Sequence[Any], bool]]:
    for token in tokens:
        if token.type == "function":
            # type("image/avif") and the like say what is fetched, not from where.
            yield token.arguments, token.lower_name in _FETCHING
        elif token.type in ("() block", "[] block", "{} block"):
            yield token.content, is_address
