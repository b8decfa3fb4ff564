"""Turning the bytes of comments and tags into text the way MediaWiki does."""

import re
import zlib
from datetime import UTC, datetime

from mediawharf.media.cursor import Damaged

_PHP_BLANKS = " \t\n\r\0\x0b"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DATE_FORMS = (
    re.compile(r"(?P<Y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?P<H>\d\d)(?P<i>\d\d)(?P<s>\d\d)"),
    re.compile(
        r"(?P<Y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)[T ](?P<H>\d\d):(?P<i>\d\d):(?P<s>\d\d)"
        r"(?:[.,]\d{1,6})?(?P<O>Z|[+-]\d\d(?::?\d\d)?| GMT)?"
    ),
    re.compile(r"(?P<Y>\d{4}):(?P<m>\d\d):(?P<d>\d\d) (?P<H>\d\d):(?P<i>\d\d):(?P<s>\d\d)"),
    re.compile(
        r"\s*(?:[A-Z][a-z]{2},\s*)?(?P<d>\d\d?)\s+(?P<M>[A-Z][a-z]{2})\s+(?P<Y>\d{4})"
        r"\s+(?P<H>\d\d)\s*:\s*(?P<i>\d\d)\s*:\s*(?P<s>\d\d)(?:\s+(?P<O>[+-]\d{4}|[A-Z]{1,3}))?"
    ),
    re.compile(r"[A-Z][a-z]{2} (?P<M>[A-Z][a-z]{2}) +(?P<d>\d\d?) (?P<H>\d\d):(?P<i>\d\d):(?P<s>\d\d) (?P<Y>\d{4})\s*"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


def php_trim(text: str) -> str:
    """Text without the blanks that PHP's trim() takes off."""
    return text.strip(_PHP_BLANKS)


def clean_utf8(raw: bytes) -> str | None:
    """The bytes as UTF-8, or None when they are not, or hold characters that XML forbids."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _FORBIDDEN.search(text) else text


def utf8_or_windows(raw: bytes) -> str:
    """The bytes as UTF-8 if they are clean UTF-8, else as windows-1252."""
    text = clean_utf8(raw)
    return raw.decode("windows-1252", "ignore") if text is None else text


def inflate(raw: bytes, *, limit: int) -> bytes:
    """The inflated bytes of a zlib stream; more than ``limit`` of them, or a broken stream, is damage."""
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(raw, limit)
    except zlib.error:
        raise Damaged("a compressed text does not inflate") from None
    if stream.unconsumed_tail or not stream.eof:
        raise Damaged(f"a compressed text is cut or longer than {limit} bytes")
    return plain


def exif_date(text: str) -> str | None:
    """A date in any form that MediaWiki knows, as ``YYYY:MM:DD HH:MM:SS`` in UTC; None if it is no date."""
    found = next((m for form in _DATE_FORMS if (m := form.fullmatch(text))), None)
    if found is None:
        return None
    part = found.groupdict()
    month = _MONTHS.index(part["M"]) + 1 if part.get("M") in _MONTHS else part.get("m")
    if month is None:
        return None
    try:
        moment = datetime(
            int(part["Y"]),
            int(month),
            int(part["d"]),
            int(part["H"]),
            int(part["i"]),
            int(part["s"]),
            tzinfo=UTC,
        )
        shifted = datetime.fromtimestamp(moment.timestamp() - _zone_seconds(part.get("O")), UTC)
    except (ValueError, OverflowError):
        return None
    return f"{shifted.year:04d}:{shifted:%m:%d %H:%M:%S}"


def _zone_seconds(zone: str | None) -> int:
    if not zone or zone[0] not in "+-":
        return _ZONES.get(zone or "", 0) * 3600
    digits = zone[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds
