"""Whether a request asks for so little that it is answered sooner than a thread would take it over.

A module says of itself that it is brief, and its parameters say with what it is not: those that are ``slow``, those
that have one of their ``slow_values``, and rows or pages beyond ``MOST``. What is brief reads rows by their keys, and
neither writes nor asks another host.
"""

from functools import cache

from mediawharf.api.call import Fields
from mediawharf.api.params import Param, declared, limits, split

MOST = 50  # pages, or rows of a list, or both multiplied


def asks_little(params: type, fields: Fields, *, prefix: str = "") -> bool:
    """Whether a module with these parameters is asked for no more than a brief answer."""
    costly = _costly(params, prefix)
    for name in fields.names():
        one = costly.get(name)
        if one is not None and not _is_little(one, fields.get(name) or ""):
            return False
    return True


def rows(params: type, fields: Fields, *, prefix: str = "") -> int:
    """The rows that are asked for by a limit, of each page where there are pages; 1 unless one is given."""
    texts = (fields.get(prefix + wire) for _, wire in limits(params))
    return max((int(text) for text in texts if text is not None and text.isdecimal()), default=1)


@cache
def _costly(params: type, prefix: str) -> dict[str, Param]:
    return {
        prefix + wire: one
        for _, wire, one in declared(params)
        if one.slow or one.slow_values or one.kind.name == "limit" or one.multi
    }


def _is_little(one: Param, text: str) -> bool:
    if one.slow:
        return False
    if one.kind.name == "limit":
        return text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= MOST
    values = split(text)
    if one.slow_values and (one.all_values in values or not frozenset(one.slow_values).isdisjoint(values)):
        return False
    return len(values) <= MOST
