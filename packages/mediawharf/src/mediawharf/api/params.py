"""Declares a module's parameters as fields of a dataclass, and parses a request into it.

The same declarations give ``action=paraminfo``, ``action=help`` and the reference docs; field order is doc order.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Protocol, TypeVar

from mediawharf.api.request_errors import MissingParam, MustPostParams, TooManyValues
from mediawharf.model.errors import Message, WharfError

MULTI_LIMIT = 50
MULTI_LIMIT_HIGH = 500
SEPARATOR = "|"
ALTERNATIVE_SEPARATOR = "\x1f"
# Names of kinds whose values depend on nothing but the text, the settings and the user's limits.
_LASTING = frozenset(("boolean", "enum", "integer", "limit", "string", "submodule", "user"))
_SHORT = 255  # characters of a multi-value text whose values are remembered

P = TypeVar("P")


class Values(Protocol):
    """What parsing needs of the request around it."""

    def get(self, name: str) -> str | None:
        """The parameter's text, the body's before the query string's; None when it was not sent."""

    def names(self) -> Iterable[str]:
        """The names of all parameters that the request has, as text or as file parts."""

    def file(self, name: str) -> Any | None:
        """The file part of that name; None when there is none."""

    def in_query(self, name: str) -> bool:
        """Whether the query string holds the parameter."""

    @property
    def found(self) -> dict[Any, Any] | None:
        """What parsing has found in these fields before, to read and to add to; None if it is not kept."""

    def take(self, names: Iterable[str]) -> None:
        """Counts the parameters as used."""

    @property
    def warned(self) -> int:
        """How many warnings the request has called for so far."""

    @property
    def has_high_limits(self) -> bool:
        """Whether the user may ask for more at once (right apihighlimits)."""

    @property
    def environment(self) -> Any:
        """What kinds look their choices up in: settings and facilities."""

    def warn(self, code: str, message: Message, **data: Any) -> None:
        """Adds a warning to the reply under the module that is parsing."""


class Kind(Protocol):
    """A type of value."""

    @property
    def name(self) -> str:
        """What paraminfo calls the type."""

    def parse(self, text: str, param: str, values: Values) -> Any:
        """The value that the text stands for; raises a WharfError."""


@dataclass(frozen=True, slots=True, eq=False)
class Param:
    """One parameter's declaration; it equals itself alone."""

    kind: Kind
    help: str
    default: Any = None
    required: bool = False
    multi: bool = False
    multi_limit: tuple[int, int] = (MULTI_LIMIT, MULTI_LIMIT_HIGH)
    all_values: str | None = None  # the value that stands for all choices
    may_be_empty: bool = False  # of a required one: whether it may be sent without a value
    deprecated: bool = False
    deprecated_values: tuple[str, ...] = ()
    sensitive: bool = False  # must not stand in the query string
    slow: bool = False  # whether a brief module that is given it is brief no longer
    slow_values: tuple[str, ...] = ()  # the same of these values
    wire: str | None = None  # the name on the wire, where it is not the field's without underscores

    @property
    def lasts(self) -> bool:
        """Whether a text means the same at any time, in the query string or in the body, to users of equal limits."""
        return self.kind.name in _LASTING and not self.sensitive


def param(kind: Kind, help: str, *, default: Any = None, **options: Any) -> Any:  # noqa: A002 - the field's word
    """A dataclass field that is a parameter of the API."""
    declared = Param(kind, help, default=default, **options)
    return field(default=default, metadata={"param": declared})


def declared(params: type) -> tuple[tuple[str, str, Param], ...]:
    """Each parameter of a params class: field name, name on the wire without its prefix, declaration."""
    return _declared(params)


@cache
def _declared(params: type) -> tuple[tuple[str, str, Param], ...]:
    fields = [(each.name, each.metadata["param"]) for each in dataclasses.fields(params)]
    return tuple((name, one.wire or name.replace("_", ""), one) for name, one in fields)


def limits(params: type) -> tuple[tuple[str, str], ...]:
    """The parameters of a params class that say how many rows: field name, name on the wire without its prefix."""
    return _limits(params)


@cache
def _limits(params: type) -> tuple[tuple[str, str], ...]:
    return tuple((name, wire) for name, wire, one in _declared(params) if one.kind.name == "limit")


def parse(params: type[P], values: Values, *, prefix: str = "") -> P:
    """The request's parameters as an instance of the params class; raises the first WharfError in field order."""
    parsed: P | None = _recalled(params, values, prefix)
    if parsed is not None:
        return parsed
    found: dict[str, Any] = {}
    warned = values.warned
    for name, wire, one in _looked_at(params, values, prefix):
        value = _parse_one(wire, one, values)
        if value is not None:
            found[name] = value
    parsed = _filled(params, found)
    if values.warned == warned:
        _keep(parsed, values, prefix)
    return parsed


def parse_what_can_be(params: type[P], values: Values) -> tuple[P, WharfError | None]:
    """The same with the defaults of those parameters that are not of their form, and what the first is refused for."""
    parsed: P | None = _recalled(params, values, "")
    if parsed is not None:
        return parsed, None
    found: dict[str, Any] = {}
    refused: WharfError | None = None
    warned = values.warned
    for name, wire, one in _looked_at(params, values, ""):
        try:
            value = _parse_one(wire, one, values)
        except WharfError as refusal:
            refused = refusal if refused is None else refused
            continue
        if value is not None:
            found[name] = value
    parsed = _filled(params, found)
    if refused is None and values.warned == warned:
        _keep(parsed, values, "")
    return parsed, refused


def _recalled(params: type[P], values: Values, prefix: str) -> P | None:
    """What these fields came to before; None if that is not known."""
    known = None if values.found is None else values.found.get((params, prefix, values.has_high_limits))
    if known is None:
        return None
    parsed: P
    parsed, names = known
    values.take(names)
    return parsed


def _keep(parsed: object, values: Values, prefix: str) -> None:
    """Keeps what fields came to without a warning, where it is wanted and depends on nothing but their texts."""
    if values.found is None:
        return
    looked_at = _looked_at(type(parsed), values, prefix)
    if all(one.lasts for _, _, one in looked_at):
        names = [wire for _, wire, _ in looked_at]
        values.found[type(parsed), prefix, values.has_high_limits] = parsed, names


@dataclass(frozen=True, slots=True)
class _Layout:
    """A params class under one prefix: its fields with their names in a request, and the places of some of them."""

    fields: Sequence[tuple[str, str, Param]]
    places: Mapping[str, int]  # by the names in a request
    required: Sequence[int]


@cache
def _layout(params: type, prefix: str) -> _Layout:
    fields = [(name, prefix + wire, one) for name, wire, one in _declared(params)]
    places = {wire: place for place, (_, wire, _) in enumerate(fields)}
    return _Layout(fields, places, [place for place, (_, _, one) in enumerate(fields) if one.required])


def _looked_at(params: type, values: Values, prefix: str) -> list[tuple[str, str, Param]]:
    """The parameters that were sent, and those that should have been, in field order."""
    layout = _layout(params, prefix)
    places = layout.places
    looked_at = [places[name] for name in values.names() if name in places]
    if layout.required:
        looked_at = list({*looked_at, *layout.required})
    looked_at.sort()
    return [layout.fields[place] for place in looked_at]


def _filled(params: type, found: Mapping[str, Any]) -> Any:
    return params(**found) if found else _defaults(params)


@cache
def _defaults(params: type) -> Any:
    return params()


def _parse_one(wire: str, one: Param, values: Values) -> Any:
    if one.kind.name == "upload":
        return one.kind.parse(values.get(wire) or "", wire, values)
    text = values.get(wire)
    if one.sensitive and values.in_query(wire):
        raise MustPostParams((wire,))
    if one.required and not text and not (one.may_be_empty and text is not None):
        raise MissingParam(wire)
    if text is None:
        return None
    if one.deprecated:
        values.warn("deprecation", Message("paramvalidator-param-deprecated", (wire, text)), feature=wire)
    if one.multi:
        return _parse_multi(text, wire, one, values)
    return one.kind.parse(text, wire, values)


def split(text: str) -> list[str]:
    """The values of a multi-value text; a leading U+001F makes U+001F the separator instead of ``|``."""
    if text.startswith(ALTERNATIVE_SEPARATOR):
        return text[1:].split(ALTERNATIVE_SEPARATOR)
    return text.split(SEPARATOR) if text else []


def _parse_multi(text: str, wire: str, one: Param, values: Values) -> tuple[Any, ...]:
    words = _plain_words(one, text) if len(text) <= _SHORT else None
    if words is not None:
        return words
    parts = split(text)
    low, high = one.multi_limit
    choices = getattr(one.kind, "choices", None)
    if one.all_values is not None and parts == [one.all_values] and choices is not None:
        return tuple(choices(values.environment))
    if choices is not None:
        return _known(parts, wire, one, values)
    limit = high if values.has_high_limits else low
    if len(parts) > limit:
        raise TooManyValues(wire, limit, low, high)
    # A value that is given again counts once.
    parsed = tuple(one.kind.parse(part, wire, values) for part in dict.fromkeys(parts))
    check_all = getattr(one.kind, "check_all", None)
    if check_all is not None and parsed:
        check_all(parsed, values)
    return parsed


@lru_cache(maxsize=1024)
def _plain_words(one: Param, text: str) -> tuple[str, ...] | None:
    """The values of a text that calls for no warning, where the choices never change; else None.

    Few texts of such a parameter are in use, and programs send the same ones again and again.
    """
    choices: frozenset[str] = getattr(one.kind, "constant", frozenset())
    parts = tuple(dict.fromkeys(split(text)))
    if not choices or not choices.issuperset(parts):
        return None
    return None if set(parts).intersection(one.deprecated_values) else parts


def _known(parts: list[str], wire: str, one: Param, values: Values) -> tuple[str, ...]:
    choices: Sequence[str] = one.kind.choices(values.environment)  # type: ignore[attr-defined]
    parts = list(dict.fromkeys(parts))
    known = tuple([part for part in parts if part in choices])
    if len(known) < len(parts):
        unknown = tuple(part for part in parts if part not in choices)
        values.warn(
            "unrecognizedvalues",
            Message("paramvalidator-unrecognizedvalues", (wire, unknown, len(unknown))),
            values=list(unknown),
        )
    for part in known if one.deprecated_values else ():
        if part in one.deprecated_values:
            feature = f"{wire}={part}"
            values.warn("deprecation", Message("paramvalidator-deprecatedvalue", (wire, part)), feature=feature)
    return known
