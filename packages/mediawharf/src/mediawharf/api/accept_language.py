"""The languages that a browser asks for, by its header Accept-Language (RFC 9110, 12.5.4)."""

import re
from typing import Final

_CODE: Final = r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*"
_WEIGHT: Final = r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?"
_RANGE: Final = re.compile(rf"\s*({_CODE})\s*(?:;\s*q\s*=\s*({_WEIGHT}))?\s*")
_MOST: Final = 100  # ranges; a browser sends a few


def accepted_languages(header: str) -> list[tuple[str, float | int]]:
    """Codes in lower case with their weights, the best first; what is no range of languages is left out."""
    found: dict[str, float | int] = {}
    for text in header.split(",")[:_MOST]:
        match = _RANGE.fullmatch(text)
        if match is not None:
            weight = 1.0 if match[2] is None else float(match[2])
            found[match[1].lower()] = int(weight) if weight == int(weight) else weight
    wanted = [(code, weight) for code, weight in found.items() if weight > 0]
    return sorted(wanted, key=lambda pair: -pair[1])
