"""Which tags a text may have, with which attributes; all others are shown as they were written.

Source: the elements and attributes that MediaWiki lets through.
"""

import html
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from mediawharf.pages.markup.css import clean_style
from mediawharf.pages.markup.html_writer import INLINE, VOID

BLOCK: Final = frozenset(
    (
        "blockquote", "caption", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
        "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip
ALLOWED: Final = (INLINE - {"a"}) | BLOCK | (VOID - {"img"})
# Elements that make sense only within one of others.
PARENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "tr": ("table",), "td": ("tr",), "th": ("tr",),
    "caption": ("table",),
}  # fmt: skip

_GLOBAL: Final = frozenset(("class", "dir", "id", "lang", "style", "title"))
_CELL: Final = frozenset(
    ["abbr", "align", "bgcolor", "colspan", "headers", "height", "rowspan", "scope", "valign", "width"]
)
_OWN: Final[Mapping[str, frozenset[str]]] = {
    "bdo": frozenset(("dir",)),
    "br": frozenset(("clear",)),
    "data": frozenset(("value",)),
    "div": frozenset(("align",)),
    "font": frozenset(("color", "face", "size")),
    "hr": frozenset(("width",)),
    "li": frozenset(("type", "value")),
    "ol": frozenset(("reversed", "start", "type")),
    "p": frozenset(("align",)),
    "table": frozenset(["align", "bgcolor", "border", "cellpadding", "cellspacing", "summary", "width"]),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset(("datetime",)),
    "tr": frozenset(("align", "bgcolor", "valign")),
    "ul": frozenset(("type",)),
}
_ATTRIBUTE: Final = re.compile(r"""([A-Za-z][A-Za-z0-9_:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?""")
_MAX_ATTRIBUTES: Final = 40
_ROLES: Final = ("presentation", "none")


def attributes_of(name: str, text: str) -> dict[str, str]:
    """Those of the attributes in a tag's text that the element may have, their values made harmless."""
    if not text.strip():
        return {}
    pairs = (
        (match[1].lower(), html.unescape(next((part for part in match.groups()[1:] if part is not None), "")))
        for match in _ATTRIBUTE.finditer(text)
    )
    return clean_attributes(name, pairs)


def clean_attributes(name: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those of the attributes that the element may have, their values made harmless."""
    cleaned = ((key, _clean(name, key, value)) for key, value in islice(pairs, _MAX_ATTRIBUTES))
    return {key: value for key, value in cleaned if value is not None}


def _clean(name: str, key: str, raw: str) -> str | None:
    """The value to give; None when the attribute is to be left out."""
    value = " ".join(raw.split())
    if key == "style":
        return clean_style(value) or None
    if key == "role":
        return value if value in _ROLES else None
    if key == "id":
        return value.replace(" ", "_") or None
    if key == "dir":
        return value.lower() if value.lower() in ("ltr", "rtl", "auto") else None
    if key in _GLOBAL or key in _OWN.get(name, ()):
        return value
    return None
