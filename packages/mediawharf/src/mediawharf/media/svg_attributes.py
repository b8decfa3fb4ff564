"""What the attributes of an SVG's element do that they must not.

The rules that MediaWiki has are asked first, attribute by attribute, so that what both refuse has the same reason.
Those that it lacks come after.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediawharf.media.css_safety import CssCheck, is_local
from mediawharf.media.finding import Finding
from mediawharf.media.svg_names import (
    ACTING_NAMESPACES,
    ADDRESS_ATTRIBUTES,
    ANIMATED_VALUES,
    ANIMATIONS,
    CSS_ATTRIBUTES,
    HANDLERS,
    MORE_CSS_ATTRIBUTES,
    NAMESPACES,
    PAGE_ELEMENTS,
    SCRIPTED_ELEMENTS,
    UNANIMATED,
    XML,
)

_MAX_SHOWN = 1000  # characters of a value that an error tells
_TOKEN = r"[a-z0-9!#$&'*+.^_`{|}~-]"  # noqa: S105 - RFC 2397's token
_RASTER = re.compile(
    rf"data:\s*+image/(?:gif|jpeg|jpg|a?png|webp|avif)"
    rf'(?:;{_TOKEN}++=(?:{_TOKEN}++|"(?:[^"\\\r]|\\.)*+"))*+(?:;base64)?+,',
    re.ASCII | re.DOTALL,
)
_SCHEME = re.compile(r"https?:|data:|script:|ftp:|file:")
_UPPER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_WATCHED = CSS_ATTRIBUTES | MORE_CSS_ATTRIBUTES | ANIMATED_VALUES | ADDRESS_ATTRIBUTES
_WATCHED |= {"style", "href", "attributename", "handler", "base", "http-equiv"}


@dataclass(frozen=True, slots=True)
class ElementName:
    """An element's name: namespace and local part in lower case, and what is wrong with the name alone."""

    namespace: str
    local: str
    finding: Finding | None

    @classmethod
    def of(cls, namespace: str, local: str) -> "ElementName":
        """From the namespace's address (or the prefix that stands for none) and the local part as written."""
        namespace, local = _lower(namespace), _lower(local)
        return cls(namespace, local, _find_in_name(namespace, local))

    @property
    def is_acting(self) -> bool:
        """Whether browsers act upon such elements."""
        return self.namespace in ACTING_NAMESPACES


@dataclass(frozen=True, slots=True)
class AttributeName:
    """An attribute's name: as the wire shows it, its namespace, and its local part in lower case."""

    shown: str
    namespace: str
    local: str

    @property
    def is_watched(self) -> bool:
        """Whether any rule asks for it."""
        return self.local in _WATCHED or self.local.startswith("on")


Attribute = tuple[AttributeName, str]


def find_in_attributes(element: ElementName, attributes: Sequence[Attribute], css: CssCheck) -> Finding | None:
    """The first thing wrong with the watched attributes of an element."""
    lowered = [(name, _lower(value)) for name, value in attributes]
    for rule in (_find_known, _find_more):
        for attribute in lowered:
            finding = rule(element, *attribute, css)
            if finding is not None:
                return finding
    return None


def _lower(text: str) -> str:
    """In lower case, as far as ASCII goes: other letters do not make markup."""
    return text.lower() if text.isascii() else text.translate(_UPPER)


def _solid(text: str) -> str:
    """Without white space, which browsers drop from addresses; XML has no other control characters."""
    return "".join(text.split())


def _find_in_name(namespace: str, local: str) -> Finding | None:
    if namespace not in NAMESPACES and not _is_mangled(namespace):
        return Finding("uploadscriptednamespace", (namespace[:_MAX_SHOWN],))
    is_page = namespace in ACTING_NAMESPACES and local in PAGE_ELEMENTS
    return Finding("uploaded-script-svg", (local,)) if is_page or local in SCRIPTED_ELEMENTS else None


def _is_mangled(namespace: str) -> bool:
    """Whether it is the name of an entity of Illustrator's that Inkscape wrote down instead of its value."""
    return re.fullmatch(r"&(?:#38;)*+ns_[a-z_]++;", namespace) is not None


def _find_known(element: ElementName, name: AttributeName, value: str, css: CssCheck) -> Finding | None:
    local = name.local
    if local.startswith("on"):
        return _found("uploaded-event-handler-on-svg", name.shown, value) if _is_handler(element, name) else None
    if local == "href":
        return _find_href(element, name, value)
    if local == "attributename" and element.local in ANIMATIONS:
        return _find_animation(element, name, value)
    if local == "to" and element.local == "set" and _SCHEME.search(_solid(value)):
        return _found("uploaded-wrong-setting-svg", value)
    if local == "handler" and _SCHEME.search(_solid(value)):
        return _found("uploaded-setting-handler-svg", name.shown, value)
    if (local == "style" or local in CSS_ATTRIBUTES) and css.is_hostile(value):
        return _found("uploaded-remote-url-svg", name.shown, value)
    return None


def _is_handler(element: ElementName, name: AttributeName) -> bool:
    """Whether browsers may take it for a handler: not, if another vocabulary's word merely begins with "on"."""
    is_acting = name.namespace in ACTING_NAMESPACES and (bool(name.namespace) or element.is_acting)
    return is_acting or name.local in HANDLERS


def _find_href(element: ElementName, name: AttributeName, value: str) -> Finding | None:
    if value.startswith("data:"):
        if _RASTER.match(value) is None:
            return _found("uploaded-href-unsafe-target-svg", element.local, name.shown, value)
        return None
    if not value or value.startswith("#") or (element.local == "a" and value.startswith(("http://", "https://"))):
        return None
    return _found("uploaded-href-attribute-svg", element.local, name.shown, value)


def _find_animation(element: ElementName, name: AttributeName, value: str) -> Finding | None:
    target = _solid(value)
    if target.startswith("on") or target.rpartition(":")[2].startswith("on"):
        return _found("uploaded-setting-event-handler-svg", element.local, name.local, value)
    if element.local == "set" and "href" in target:
        return _found("uploaded-setting-href-svg")
    if target.rpartition(":")[2] in UNANIMATED:
        return _found("uploaded-animate-svg", element.local, name.shown, value)
    return None


def _find_more(element: ElementName, name: AttributeName, value: str, css: CssCheck) -> Finding | None:
    local = name.local
    if local in ANIMATED_VALUES and element.local in ANIMATIONS:
        return _find_animated_value(name, value, css)
    if local == "base" and name.namespace == XML and element.is_acting and not is_local(value):
        return _found("uploaded-href-attribute-svg", element.local, name.shown, value)
    if name.namespace not in ACTING_NAMESPACES or not element.is_acting:
        return None
    if local in MORE_CSS_ATTRIBUTES and css.is_hostile(value):
        return _found("uploaded-remote-url-svg", name.shown, value)
    if local in ADDRESS_ATTRIBUTES and not is_local(value):
        return _found("uploaded-href-attribute-svg", element.local, name.shown, value)
    return _found("uploaded-script-svg", element.local) if local == "http-equiv" else None


def _find_animated_value(name: AttributeName, value: str, css: CssCheck) -> Finding | None:
    if css.is_hostile(value):
        return _found("uploaded-remote-url-svg", name.shown, value)
    return _found("uploaded-wrong-setting-svg", value) if _SCHEME.search(_solid(value)) else None


def _found(key: str, *facts: str) -> Finding:
    return Finding(key, tuple(fact[:_MAX_SHOWN] for fact in facts))
