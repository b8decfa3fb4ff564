"""The values that MediaWiki takes from XMP, checked and brought into its form."""

import re
from datetime import UTC, datetime, timedelta

from mediawharf.media.facts import Json, plain
from mediawharf.media.xmp_tags import XmpRule

_PATTERNS = {
    "rational": re.compile(r"-?\d+/(?:\d+[1-9]|[1-9]\d*)"),
    "integer": re.compile(r"[-+]?\d+"),
    "boolean": re.compile(r"True|False"),
    "language": re.compile(r"[-A-Za-z0-9]{2,}"),
}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_DATE = re.compile(
    r"(?!0000)([0-3]\d{3})(?:-([01]\d)(?:-([0-3]\d)"
    r"(?:T([0-2]\d):([0-6]\d)(?::([0-6]\d)(?:\.\d+)?)?([-+]\d\d:\d\d|Z)?)?)?)?"
)
_DEGREES_MINUTES_SECONDS = re.compile(r"(\d{1,3}),(\d{1,2}),(\d{1,2})([NWSE])")
_DEGREES_MINUTES = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d*)?)([NWSE])")


def checked(rule: XmpRule, value: str) -> Json:
    """The value in MediaWiki's form, or None when the property may not have it."""
    pattern = _PATTERNS.get(rule.check)
    if pattern is not None:
        return value if pattern.fullmatch(value) else None
    result: Json = value
    match rule.check:
        case "choice":
            result = value if value in rule.choices else None
        case "date":
            result = _date(value)
        case "place":
            result = _place(value)
        case "rating":
            result = _rating(value)
        case "real":
            result = value if _is_between(value, rule) else None
    return result


def flash(fields: dict[str, Json]) -> int | None:
    """The flash structure as the number that EXIF has for it, or None when a field lacks."""
    if not {"Fired", "Function", "Mode", "RedEyeMode", "Return"} <= fields.keys():
        return None
    return (
        (fields["Fired"] == "True")
        | int(str(fields["Return"])) << 1
        | int(str(fields["Mode"])) << 3
        | (fields["Function"] == "True") << 5
        | (fields["RedEyeMode"] == "True") << 6
    )


def _is_between(value: str, rule: XmpRule) -> bool:
    # MediaWiki refuses a zero here.
    return bool(_NUMBER.fullmatch(value)) and float(value) != 0 and rule.low <= float(value) <= rule.high


def _rating(value: str) -> str | None:
    if not _NUMBER.fullmatch(value):
        return None
    number = float(value)
    if number < 0:
        return "-1"
    return "5" if number > 5 else value


def _date(value: str) -> str | None:
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None:
        return ":".join(part for part in (year, month, day) if part is not None)
    if zone is None or zone == "Z":
        clock = f"{year}:{month}:{day} {hour}:{minute}"
        return clock if second is None else f"{clock}:{second}"
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        # The sign is MediaWiki's.
        moment += -offset if zone[0] == "-" else offset
    except (ValueError, OverflowError):
        return None
    text = f"{moment.year:04d}:{moment:%m:%d %H:%M:%S}"
    return text if second is not None else text[:-3]


def _place(value: str) -> int | float | None:
    found = _DEGREES_MINUTES_SECONDS.search(value)
    if found is not None:
        degrees = int(found[1]) + int(found[2]) * (1 / 60) + int(found[3]) * (1 / 3600)
        return plain(-degrees if found[4] in "SW" else degrees)
    found = _DEGREES_MINUTES.search(value)
    if found is None:
        return None
    degrees = int(found[1]) + float(found[2]) * (1 / 60)
    return plain(-degrees if found[3] in "SW" else degrees)
