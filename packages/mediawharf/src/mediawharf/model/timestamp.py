"""Points in time as API clients write them.

Source: the timestamp formats that MediaWiki's API documents under ``main``, and its answers to them.
"""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from typing import Final

LAST: Final = 253402300799  # 9999-12-31T23:59:59Z: what the written forms have room for
FIRST: Final = -62135596800  # 0001-01-01T00:00:00Z

_ZONE = r"(?P<zone>Z|(?P<sign>[+-])(?P<zone_hours>\d\d)(?::?(?P<zone_minutes>\d\d))?)?"
_FRACTION = r"(?:[.,]\d{1,6})?"
_FORMS: Final = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<Y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)",
        rf"(?P<Y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d){_FRACTION}{_ZONE}",
        rf"(?P<Y>\d{{4}})(?P<m>\d\d)(?P<d>\d\d)T(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d){_FRACTION}{_ZONE}",
        r"(?P<Y>\d{4}):(?P<m>\d\d):(?P<d>\d\d) (?P<H>\d\d):(?P<M>\d\d):(?P<S>\d\d)",  # EXIF
    )
)
_UNIX: Final = re.compile(r"(-?\d{1,13})(?:\.\d{1,6})?", re.ASCII)
_MAIL: Final = re.compile(r"[A-Za-z]{3,9},? .*\d\d:\d\d:\d\d.*|\d{1,2} [A-Z][a-z]{2} .*\d\d:\d\d:\d\d.*", re.ASCII)


class BadTimestamp(ValueError):
    """The text is in none of the forms of a timestamp, or names no day of the calendar."""

    def __init__(self, text: str) -> None:
        super().__init__(repr(text))
        self.text = text


def parse_timestamp(text: str, *, now: int) -> int:
    """The second since 1970 that a text means; raises BadTimestamp.

    Taken are ISO 8601 with or without separators (fractions of seconds are dropped), 14 digits, EXIF's form, those
    of RFC 2822, RFC 850 and C's ctime, and up to 13 digits as seconds since 1970. ``now``, the empty text and ``0``
    are the current second.
    """
    if text in {"now", "", "0"}:
        return now
    try:
        seconds = _seconds(text)
    except (ValueError, OverflowError):
        raise BadTimestamp(text) from None
    if seconds is None or not FIRST <= seconds <= LAST:
        raise BadTimestamp(text)
    return seconds


def _seconds(text: str) -> int | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _from_calendar(match)
    if match := _UNIX.fullmatch(text):
        return int(match[1])
    return _from_mail(text) if len(text) <= 64 and _MAIL.fullmatch(text) else None


def _from_calendar(match: re.Match[str]) -> int:
    parts = match.groupdict()
    year, month, day, hour, minute, second = (int(parts[name]) for name in "YmdHMS")
    time = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if parts.get("sign") is not None:
        offset = timedelta(hours=int(parts["zone_hours"]), minutes=int(parts["zone_minutes"] or 0))
        time += offset if parts["sign"] == "-" else -offset
    return int(time.timestamp())


def _from_mail(text: str) -> int | None:
    parts = parsedate_tz(text)
    if parts is None:
        return None
    # timegm() would let the 31st of June pass as the 1st of July.
    time = datetime(*parts[:6], tzinfo=UTC)
    return timegm(time.timetuple()) - (parts[9] or 0)
