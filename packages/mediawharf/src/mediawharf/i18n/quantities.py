"""Numbers, sizes and times as people of a language write them; other languages get the English form."""

from datetime import UTC, datetime
from types import MappingProxyType

_NARROW_SPACE = "\u202f"
_SPACE = "\u00a0"
_MONTHS = MappingProxyType({
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
})  # fmt: skip
_UNITS = MappingProxyType({"en": ("kB", "MB", "GB", "TB"), "fr": ("ko", "Mo", "Go", "To")})
_BYTES = MappingProxyType({"en": ("byte", "bytes"), "fr": ("octet", "octets")})


def number(value: float, language: str, *, digits: int = 0) -> str:
    """A number with its thousands apart and so many digits after the point: ``1,234.5`` or ``1 234,5``."""
    plain = f"{value:,.{digits}f}"
    if language != "fr":
        return plain
    return plain.translate({ord(","): _NARROW_SPACE, ord("."): ","})


def size(octets: int, language: str) -> str:
    """A size in bytes, in the unit that suits it; a thousand of each makes one of the next: ``1.2 MB``."""
    language = language if language in _UNITS else "en"
    if octets < 1000:
        one, other = _BYTES[language]
        is_one = octets == 1 or (language == "fr" and octets == 0)
        return f"{octets}{_SPACE}{one if is_one else other}"
    scaled, units = octets / 1000, _UNITS[language]
    index = 0
    while scaled >= 999.5 and index < len(units) - 1:
        scaled, index = scaled / 1000, index + 1
    return f"{number(scaled, language, digits=0 if scaled >= 99.95 else 1)}{_SPACE}{units[index]}"


def date(timestamp: int, language: str) -> str:
    """The day of a time in seconds since 1970, in UTC: ``24 November 2026``."""
    moment = datetime.fromtimestamp(timestamp, UTC)
    month = _MONTHS.get(language, _MONTHS["en"])[moment.month - 1]
    day = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return f"{day} {month} {moment.year}"


def time(timestamp: int, language: str) -> str:
    """The day and the minute of a time in seconds since 1970, in UTC: ``24 November 2026, 11:02``."""
    moment = datetime.fromtimestamp(timestamp, UTC)
    between = " à " if language == "fr" else ", "
    return f"{date(timestamp, language)}{between}{moment:%H:%M}"
