"""Result trees: plain values in the shape of formatversion 2, with marks where version 1 and XML differ.

Unmarked values need no care: a dict is an object, a list an array, and a bool is ``true``/``false`` in
version 2 but ``""``/absent in version 1. Source: the wire (MediaWiki's ApiResult keeps the same marks as
underscore keys).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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
    match value:
        case Mapping():
            return _render_object(value, version)
        case RealBool():
            return value.value
        case Star() | Sub():
            return render(value.value, version)
        case ById() | Keyed() if version == 1 or isinstance(value, Keyed):
            return {key: render(item, version) for key, item in value.items.items()}
        case ById():
            return [render(item, version) for item in value.items.values()]
        case Assoc() if version == 2:
            return {str(number): render(item, version) for number, item in enumerate(value.items)}
        case Assoc() | Tagged():
            return [render(item, version) for item in value.items]
        case Pairs():
            return [{value.key: key, "value": render(item, version)} for key, item in value.items.items()]
        case list() | tuple():
            return [render(item, version) for item in value]
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
