"""Where a list by time goes on: the time and the id of a row, as addresses carry them."""

import re
from typing import Final

_PLACE: Final = re.compile(r"(\d{1,12})-(\d{1,18})", re.ASCII)


def place_of(text: str) -> tuple[int, int] | None:
    """The place that an address names; None when it names none, and the list begins at its beginning."""
    match = _PLACE.fullmatch(text)
    return None if match is None else (int(match[1]), int(match[2]))


def place_text(place: tuple[int, int] | None) -> str | None:
    """The place as addresses carry it."""
    return None if place is None else f"{place[0]}-{place[1]}"
