"""When something ends: for good, at a date, or after a span of time, as people write it.

Source: MediaWiki 1.39's answers to ``expiry`` and ``watchlistexpiry``; it reads them with PHP's ``strtotime``,
of whose grammar this takes the parts that mean a date.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final, TypeAlias

from mediawharf.model.timestamp import LAST, BadTimestamp, parse_timestamp


class Infinite(Enum):
    """The type of the one expiry that never comes."""

    INFINITE = "infinity"


INFINITE: Final = Infinite.INFINITE
Expiry: TypeAlias = int | Infinite

INFINITE_WORDS: Final = frozenset({"infinite", "indefinite", "infinity", "never"})
MAX_LENGTH: Final = 128

_UNITS: Final = {
    "sec": "seconds", "second": "seconds", "min": "minutes", "minute": "minutes", "hour": "hours", "day": "days",
    "week": "weeks", "fortnight": "fortnights", "month": "months", "year": "years",
}  # fmt: skip
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "(?P<name>[a-z]{3,9})"
_UNIT = "(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")s?"
_PART: Final = re.compile(
    r"(?P<moment>now|today|midnight|noon|tomorrow|yesterday)\b"
    rf"|(?P<count>[+-]?\d{{1,9}})\s*{_UNIT}\b(?P<ago>\s+ago\b)?"
    rf"|(?P<which>next|last|previous|this)\s+{_UNIT.replace('?P<unit>', '?P<which_unit>')}\b"
    r"|(?P<Y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:t(?=\d))?"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b"
    rf"|{_MONTH.replace('name', 'name_us')}\s+(?P<day_us>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_us>\d{{4}})\b"
    r"|(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d))?(?:z|\s+utc)?\b"
    rf"|(?P<next_weekday>next\s+)?(?P<weekday>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _WEEKDAYS)})\b",
    re.ASCII,
)
_SEPARATOR: Final = re.compile(r"[\s,]*")


class BadExpiry(ValueError):
    """The text means no time, or one that is over; ``is_past`` tells which."""

    def __init__(self, text: str, *, is_past: bool = False) -> None:
        super().__init__(f"{text!r} {'is over' if is_past else 'is no time'}")
        self.text = text
        self.is_past = is_past


def parse_expiry(text: str, *, now: int, refuse_past: bool = False) -> Expiry:
    """The second since 1970 at which something ends, or INFINITE; raises BadExpiry.

    Taken are ``infinite``, ``indefinite``, ``infinity`` and ``never``; every form of a timestamp but bare seconds;
    ``@`` with seconds since 1970; and in English dates (``31 December 2026``, ``2026-12-31 10:00``, ``next friday``)
    and spans (``1 month``, ``2 hours 30 minutes``, ``1 week ago``), which are counted from now. With ``refuse_past``
    a time before now is refused too.
    """
    if text in INFINITE_WORDS:
        return INFINITE
    seconds = _seconds(text, now)
    if seconds is None or seconds > LAST:
        raise BadExpiry(text)
    if refuse_past and seconds < now:
        raise BadExpiry(text, is_past=True)
    return seconds


def _seconds(text: str, now: int) -> int | None:
    words = text.strip().lower()
    if not words or len(words) > MAX_LENGTH:
        return None
    if re.fullmatch(r"@-?\d{1,12}", words, re.ASCII):
        return int(words[1:])
    if not re.fullmatch(r"-?\d{0,13}(\.\d*)?", words):  # bare numbers mean nothing here
        try:
            return parse_timestamp(text.strip(), now=now)
        except BadTimestamp:
            pass  # then it is a phrase
    try:
        return _phrase(words, now)
    except (ValueError, OverflowError):
        return None


@dataclass
class _Reading:
    """What the parts of a phrase have said so far: spans count from the date and time, wherever they stand."""

    start: datetime
    spans: dict[str, int] = field(default_factory=dict)
    weekday: int | None = None

    def at(self, hour: int, minute: int, second: int) -> None:
        """Sets the time of day."""
        self.start = self.start.replace(hour=hour, minute=minute, second=second)

    def on(self, year: int, month: int, day: int) -> None:
        """Sets the date, at midnight; a 30th of February is the 1st or 2nd of March, as in PHP."""
        if not 1 <= day <= 31:
            raise ValueError(day)
        self.start = datetime(year, month, 1, tzinfo=UTC) + timedelta(days=day - 1)

    def add(self, count: int, unit: str) -> None:
        """Adds a span."""
        self.spans[unit] = self.spans.get(unit, 0) + count

    def end(self) -> int:
        """The second that all of it means."""
        spans = dict(self.spans)
        months = self.start.month - 1 + spans.pop("months", 0) + 12 * spans.pop("years", 0)
        first = self.start.replace(year=self.start.year + months // 12, month=months % 12 + 1, day=1)
        spans["days"] = spans.get("days", 0) + self.start.day - 1 + 14 * spans.pop("fortnights", 0)
        end = first + timedelta(**spans)
        if self.weekday is not None:
            end += timedelta(days=(self.weekday - end.weekday()) % 7)
        return int(end.timestamp())


def _phrase(words: str, now: int) -> int | None:
    reading = _Reading(datetime.fromtimestamp(now, UTC))
    position = 0
    while position < len(words):
        match = _PART.match(words, position)
        if match is None:
            return None
        _take(match.groupdict(), reading)
        position = match.end()
        separator = _SEPARATOR.match(words, position)
        position = position if separator is None else separator.end()
    return reading.end()


def _take(part: dict[str, str | None], reading: _Reading) -> None:
    if part["moment"] is not None:
        _take_moment(part["moment"], reading)
    elif part["count"] is not None and part["unit"] is not None:
        reading.add(int(part["count"]) * (-1 if part["ago"] is not None else 1), _UNITS[part["unit"]])
    elif part["which"] is not None and part["which_unit"] is not None:
        reading.add({"next": 1, "this": 0}.get(part["which"], -1), _UNITS[part["which_unit"]])
    elif part["Y"] is not None:
        reading.on(*(int(part[name] or 0) for name in "Ymd"))
    elif part["year"] is not None:
        reading.on(int(part["year"]), _month(part["name"]), int(part["day"] or 0))
    elif part["year_us"] is not None:
        reading.on(int(part["year_us"]), _month(part["name_us"]), int(part["day_us"] or 0))
    elif part["H"] is not None:
        reading.at(*(int(part[name] or 0) for name in "HMS"))
    elif part["weekday"] is not None:
        reading.at(0, 0, 0)
        reading.weekday = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(part["weekday"]))
        if part["next_weekday"] is not None:
            reading.add(1, "days")


def _take_moment(word: str, reading: _Reading) -> None:
    if word != "now":
        reading.at(12 if word == "noon" else 0, 0, 0)
    if word in {"tomorrow", "yesterday"}:
        reading.add(1 if word == "tomorrow" else -1, "days")


def _month(name: str | None) -> int:
    months = [number for number, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}]
    if not months:
        raise ValueError(name)
    return months[0]
