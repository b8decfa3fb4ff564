"""Result trees as ``format=xml`` shows them: plain values become attributes, the rest elements."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from mediawharf.api.result import Assoc, ById, Pairs, RealBool, Star, Sub, Tagged

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def to_xml(result: Mapping[str, Any], version: int) -> str:
    """The result as an XML document with the root element ``api``."""
    return '<?xml version="1.0"?>' + _element("api", result, version)


def _element(tag: str, value: Any, version: int) -> str:
    name = _name(tag)
    match value:
        case Mapping():
            return _object(name, value, version)
        case ById():
            items = "".join(_element(value.tag, item, version) for item in value.items.values())
        case Tagged() | Assoc():
            items = "".join(_element(value.tag, item, version) for item in value.items)
        case Pairs():
            pairs = [{value.key: key, "value": item} for key, item in value.items.items()]
            items = "".join(_element(value.tag, pair, version) for pair in pairs)
        case list() | tuple():
            items = "".join(_element(tag[:1], item, version) for item in value)
        case Star() | Sub():
            return _element(tag, value.value, version)
        case _:
            items = escape(_text(value))
            return f'<{name} xml:space="preserve">{items}</{name}>' if items else f"<{name} />"
    return f"<{name}>{items}</{name}>" if items else f"<{name} />"


def _object(name: str, value: Mapping[str, Any], version: int) -> str:
    attributes, content, children = "", "", ""
    for key, item in value.items():
        plain = item.value if isinstance(item, RealBool | Star) else item
        if isinstance(item, Star) or key == "*":
            content = escape(_text(plain))
        elif isinstance(plain, bool):
            attributes += f' {_name(key)}=""' if plain and not isinstance(item, RealBool) else ""
            attributes += f' {_name(key)}="{str(plain).lower()}"' if isinstance(item, RealBool) else ""
        elif isinstance(plain, str | int | float):
            attributes += f" {_name(key)}={quoteattr(_text(plain), {chr(10): '&#10;', chr(9): '&#9;'})}"
        elif plain is not None:
            children += _element(key, plain, version)
    if content:
        attributes += ' xml:space="preserve"'
    inside = content + children
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes} />"


def _text(value: Any) -> str:
    return _NOT_XML.sub("\ufffd", "" if value is None else str(value))


def _name(key: str) -> str:
    name = _NOT_NAME.sub(lambda found: f"_x{ord(found.group()):04X}_", str(key))
    return name if name[:1].isalpha() or name[:1] == "_" else "_" + name
