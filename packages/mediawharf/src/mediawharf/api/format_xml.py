"""Result trees as ``format=xml`` shows them: plain values become attributes, the rest elements."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from mediawharf.api.result import Assoc, ById, Keyed, Pairs, RealBool, Star, Sub, Tagged

_NAMESPACE = "http://www.mediawiki.org/xml/api/"
_PRESERVE = ' xml:space="preserve"'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def to_xml(result: Mapping[str, Any], *, has_namespace: bool = False) -> str:
    """The result as an XML document with the root element ``api``, in its namespace if that is asked for."""
    attributes = f' xmlns="{_NAMESPACE}"' if has_namespace else ""
    return '<?xml version="1.0"?>' + _object("api", result, attributes)


def _element(tag: str, value: Any, attributes: str = "") -> str:
    name = _name(tag)
    match value:
        case Mapping():
            return _object(name, value, attributes)
        case ById() | Keyed():
            items = "".join(_element(value.tag, item, f" _idx={quoteattr(key)}") for key, item in value.items.items())
        case Tagged() | Assoc():
            items = "".join(_element(value.tag, item) for item in value.items)
        case Pairs():
            pairs = [{value.key: key, "value": item} for key, item in value.items.items()]
            items = "".join(_element(value.tag, pair) for pair in pairs)
        case list() | tuple():
            items = "".join(_element("_v", item) for item in value)
        case Star() | Sub():
            return _element(tag, value.value, _PRESERVE)
        case _:
            items = escape(_text(value))
    return f"<{name}{attributes}>{items}</{name}>" if items else f"<{name}{attributes} />"


def _object(name: str, value: Mapping[str, Any], attributes: str = "") -> str:
    text: tuple[str, Any] | None = None
    inside = ""
    for key, item in value.items():
        plain = item.value if isinstance(item, RealBool | Star) else item
        if isinstance(item, Star):
            text = key, plain
        elif isinstance(plain, bool):
            attributes += f' {_name(key)}=""' if plain and not isinstance(item, RealBool) else ""
            attributes += f' {_name(key)}="{str(plain).lower()}"' if isinstance(item, RealBool) else ""
        elif isinstance(plain, str | int | float):
            attributes += f" {_name(key)}={quoteattr(_text(plain), {chr(10): '&#10;', chr(9): '&#9;'})}"
        elif plain is not None:
            inside += _element(key, plain)
    if text is not None and inside:  # among elements the text is one of them
        inside += _element(text[0], Sub(text[1]))
    elif text is not None:
        attributes += _PRESERVE
        inside = escape(_text(text[1]))
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes} />"


def _text(value: Any) -> str:
    return _NOT_XML.sub("\ufffd", "" if value is None else str(value))


def _name(key: str) -> str:
    name = _NOT_NAME.sub(lambda found: f"_x{ord(found.group()):04X}_", str(key))
    return name if name[:1].isalpha() or name[:1] == "_" else "_" + name
