"""Result trees: plain values in the shape of formatversion 2, with marks where version 1 and XML differ.

Unmarked values need no care: a dict is an object, a list an array, and a bool is ``true``/``false`` in
version 2 but ``""``/absent in version 1. Source: the wire (MediaWiki's ApiResult keeps the same marks as
underscore keys).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PLAIN = frozenset((str, int, float, bool, type(None)))


@dataclass(frozen=True, slots=True)
class RealBool:
    """A bool that version 1 shows as ``true``/``false`` too."""

    value: bool


@dataclass(frozen=True, slots=True)
class Star:
    """An object's content: version 1 calls its key ``*``, and XML makes it the element's text."""

    value: Any


@dataclass(frozen=True, slots=True)
class Sub:
    """A plain value that XML shows as an element of its own, not as an attribute."""

    value: Any


@dataclass(frozen=True, slots=True)
class Tagged:
    """A list whose items are elements called ``tag`` in XML."""

    items: Sequence[Any]
    tag: str


@dataclass(frozen=True, slots=True)
class ById:
    """Objects that version 1 shows as a map by the id of each, and version 2 as a list."""

    items: Mapping[str, Any]
    tag: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """Objects that both versions show as a map by the id of each; XML shows a list of elements called ``tag``."""

    items: Mapping[str, Any]
    tag: str


@dataclass(frozen=True, slots=True)
class Assoc:
    """Numbered values: an array in version 1, an object with string keys in version 2."""

    items: Sequence[Any]
    tag: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping shown as objects of one key and one value each, such as an image's metadata."""

    items: Mapping[str, Any]
    key: str = "name"
    tag: str = "metadata"


def render(value: Any, version: int) -> Any:
    """The value as JSON shows it in formatversion 1 or 2."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return _render_object(value, version)
    match value:
        case Mapping():
            return _render_object(value, version)
        case list() | tuple():
            return [render(item, version) for item in value]
        case ById() | Keyed() if version == 1 or isinstance(value, Keyed):
            return {key: render(item, version) for key, item in value.items.items()}
        case Assoc() if version == 1:
            return [render(item, version) for item in value.items]
        case _:
            shown = shown_in_json(value)
            return shown if shown is value else render(shown, version)


def shown_in_json(value: Any) -> Any:
    """What a mark or another mapping than a dict stands for in formatversion 2; its items may be such again.

    All else is itself.
    """
    match value:
        case RealBool() | Star() | Sub():
            return value.value
        case Tagged() | Keyed():
            return value.items
        case ById():
            return list(value.items.values())
        case Assoc():
            return {str(number): item for number, item in enumerate(value.items)}
        case Pairs():
            return [{value.key: key, "value": item} for key, item in value.items.items()]
        case Mapping():
            return dict(value)
        case _:
            return value


def _render_object(value: Mapping[str, Any], version: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, item in value.items():
        if version == 1 and isinstance(item, bool):
            if item:
                out[key] = ""
        elif version == 1 and isinstance(item, Star):
            out["*"] = render(item.value, version)
        else:
            out[key] = render(item, version)
    return out
