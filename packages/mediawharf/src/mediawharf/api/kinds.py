"""The types of parameter values. Bounds that depend on settings are functions of the environment."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.params import Values
from mediawharf.api.request_errors import (
    BadExpiryValue,
    BadInteger,
    BadTimestampValue,
    BadUpload,
    BadUser,
    PastExpiryValue,
    UnknownValue,
)
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.expiry import BadExpiry, Expiry, Infinite, parse_expiry
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp

WATCH_LONGEST = "6 months"
"""The longest a page is watched, but for good. Source: $wgWatchlistExpiryMaxDuration."""

_INTEGER = re.compile(r"[+-]?\d+\Z")
_ID = re.compile(r"#[0-9]{1,18}")
_ILLEGAL_IN_USER = re.compile(r"[#<>\[\]|{}/@:=\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Text:
    """Any text."""

    name: str = "string"

    def parse(self, text: str, param: str, values: Values) -> str:  # noqa: ARG002 - the kinds' common face
        """The text itself."""
        return text


@dataclass(frozen=True, slots=True)
class Flag:
    """True when the parameter is present, whatever it holds."""

    name: str = "boolean"

    def parse(self, text: str, param: str, values: Values) -> bool:  # noqa: ARG002 - the kinds' common face
        """True: the parameter was sent."""
        return True


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number; outside the bounds it is set to the bound, with a warning."""

    minimum: int | None = None
    maximum: Callable[[Any], int] | None = None
    name: str = "integer"

    def parse(self, text: str, param: str, values: Values) -> int:
        """The number, within the bounds; raises BadInteger."""
        if _INTEGER.match(text) is None or len(text) > 19:
            raise BadInteger(param, text)
        number = int(text)
        highest = None if self.maximum is None else self.maximum(values.environment)
        if self.minimum is not None and number < self.minimum:
            return _clamped(self.minimum, param, text, values)
        if highest is not None and number > highest:
            return _clamped(highest, param, text, values)
        return number


def _clamped(bound: int, param: str, text: str, values: Values) -> int:
    values.warn("outofrange", Message("paramvalidator-outofrange-clamped", (param, text, bound)))
    return bound


@dataclass(frozen=True, slots=True)
class Limit:
    """How many rows to give; ``max`` is the most the user may ask for."""

    low: int = 500
    high: int = 5000
    name: str = "limit"

    def parse(self, text: str, param: str, values: Values) -> int:
        """A number from 1 to the user's limit; raises BadInteger."""
        highest = self.high if values.has_high_limits else self.low
        if text == "max":
            return highest
        if _INTEGER.match(text) is None or len(text) > 19:
            raise BadInteger(param, text)
        if int(text) < 1:
            return _clamped(1, param, text, values)
        if int(text) > highest:
            return _clamped(highest, param, text, values)
        return int(text)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: Sequence[str] | Callable[[Any], Sequence[str]]
    name: str = "enum"

    def choices(self, environment: Any) -> Sequence[str]:
        """The words, in the order of the documentation."""
        return self.words(environment) if callable(self.words) else self.words

    @property
    def constant(self) -> frozenset[str]:
        """The words, if they are the same in every environment; else none."""
        return frozenset() if callable(self.words) else frozenset(self.words)

    def parse(self, text: str, param: str, values: Values) -> str:
        """The word; raises UnknownValue."""
        choices = self.choices(values.environment)
        if text not in choices:
            raise UnknownValue(param, text, tuple(choices))
        return text


@dataclass(frozen=True, slots=True)
class TimestampKind:
    """A moment, in any form MediaWiki takes."""

    name: str = "timestamp"

    def parse(self, text: str, param: str, values: Values) -> int:
        """Seconds since 1970; raises BadTimestampValue."""
        try:
            return parse_timestamp(text, now=values.environment.clock.now())
        except BadTimestamp:
            raise BadTimestampValue(param, text) from None


@dataclass(frozen=True, slots=True)
class ExpiryKind:
    """When something ends: a moment to come, a span from now, or infinity.

    ``longest`` is the longest span; what lies beyond is cut to it, with a warning, save infinity.
    """

    longest: str | None = None
    name: str = "expiry"

    def parse(self, text: str, param: str, values: Values) -> Expiry:
        """Seconds since 1970 or INFINITE; raises BadExpiryValue, PastExpiryValue."""
        now = values.environment.clock.now()
        try:
            expiry = parse_expiry(text, now=now, refuse_past=True)
        except BadExpiry as bad:
            raise (PastExpiryValue if bad.is_past else BadExpiryValue)(param, text) from None
        if self.longest is None or isinstance(expiry, Infinite):
            return expiry
        last = parse_expiry(self.longest, now=now)
        if isinstance(last, Infinite) or expiry <= last:
            return expiry
        values.warn(
            "badexpiry-duration-max", Message("paramvalidator-badexpiry-duration-max", (param, text, self.longest))
        )
        return last


@dataclass(frozen=True, slots=True)
class UserName:
    """The name of an account or an address; where ``takes_id`` is set, ``#5`` too, which names an account by its id."""

    name: str = "user"
    takes_id: bool = False

    def parse(self, text: str, param: str, values: Values) -> str:  # noqa: ARG002 - the kinds' common face
        """The name with its first letter upper case; raises BadUser."""
        if self.takes_id and _ID.fullmatch(text) is not None:
            return text
        name = " ".join(text.replace("_", " ").split())
        name = name[5:] if name[:5].lower() == "user:" else name
        if not name or _ILLEGAL_IN_USER.search(name):
            raise BadUser(param, text)
        return name[0].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Tag:
    """A change tag that may be applied by hand."""

    name: str = "tags"

    def parse(self, text: str, param: str, values: Values) -> str:  # noqa: ARG002 - the kinds' common face
        """The tag."""
        return text

    def check_all(self, texts: Sequence[str], values: Values) -> None:
        """Raises BadTags for those that are not active, all at once."""
        values.environment.check_tags(texts)


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file, sent as a file part of multipart/form-data."""

    name: str = "upload"

    def parse(self, text: str, param: str, values: Values) -> Any:  # noqa: ARG002 - the kinds' common face
        """The received file; raises BadUpload when it came as an ordinary field."""
        received = values.file(param)
        if received is None:
            raise BadUpload(param)
        return received


@dataclass(frozen=True, slots=True)
class Modules:
    """Names of submodules; ``refusal`` makes the error for what is none, where that has a code of its own."""

    names: Callable[[Any], Sequence[str]]
    refusal: Callable[[str], WharfError] | None = None
    name: str = "submodule"

    def choices(self, environment: Any) -> Sequence[str]:
        """The submodules' names."""
        return self.names(environment)

    def parse(self, text: str, param: str, values: Values) -> str:
        """The name; raises UnknownValue, or the refusal."""
        choices = self.choices(values.environment)
        if text in choices:
            return text
        raise UnknownValue(param, text, tuple(choices)) if self.refusal is None else self.refusal(text)
