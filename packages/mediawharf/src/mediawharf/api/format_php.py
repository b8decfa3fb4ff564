"""PHP's serialised form of plain values, as ``format=php`` gives it."""

from collections.abc import Mapping
from typing import Any


def to_php(value: Any) -> str:
    """The value as PHP's ``serialize`` writes it; string lengths are in bytes of UTF-8."""
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case float():
            return f"d:{value!r};"
        case str():
            return f's:{len(value.encode("utf-8", "surrogatepass"))}:"{value}";'
        case Mapping():
            return _array(value.items())
        case _:
            return _array(enumerate(value))


def _array(items: Any) -> str:
    members = [_key(key) + to_php(item) for key, item in items]
    return f"a:{len(members)}:{{{''.join(members)}}}"


def _key(key: str | int) -> str:
    # PHP turns keys that read as whole numbers into numbers.
    if isinstance(key, str) and key.lstrip("-").isascii() and key.lstrip("-").isdigit() and str(int(key)) == key:
        return to_php(int(key))
    return to_php(key)
