"""Dates of PDFs: ``D:20260102030405+01'00'``, of which all after the year may be missing (ISO 32000-2, 7.9.4)."""

import re
from datetime import UTC, datetime, timedelta

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([+-])(\d\d)'?(?:(\d\d)'?)?)?", re.ASCII)
_MISSING = (1, 1, 0, 0, 0)  # month, day, hour, minute, second


def pdf_date(text: str) -> str | None:
    """The moment in UTC and in pdfinfo's words, ``Fri Jan  2 02:04:05 2026 UTC``; None for what is no date."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    rest = [default if part is None else int(part) for part, default in zip(match.groups()[1:6], _MISSING, strict=True)]
    ahead = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        moment = datetime(int(match[1]), *rest, tzinfo=UTC)  # type: ignore[arg-type, misc]
        moment = moment + ahead if match[7] == "-" else moment - ahead
    except (ValueError, OverflowError):
        return None
    return f"{moment.ctime()} UTC"
