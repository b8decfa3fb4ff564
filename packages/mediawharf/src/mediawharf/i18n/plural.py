"""Sentences with places to fill in, and forms by number: ``{count, plural, one {# file} other {# files}}``.

The form is the part of ICU's message format that interfaces need: ``{name}`` and plurals with ``one`` and ``other``.
A ``#`` within a form stands for the number. There is no quoting: braces and ``#`` have no other use in the sentences.
Source of the plural rules: Unicode's CLDR.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mediawharf.i18n.quantities import number

_PLACE = re.compile(
    r"\{(?P<name>\w+)(?:, plural, one \{(?P<one>(?:[^{}]|\{\w+\})*)\} other \{(?P<other>(?:[^{}]|\{\w+\})*)\})?\}"
)
_ONE_UP_TO_TWO = frozenset({"fr", "pt", "hy"})  # zero counts as one


@dataclass(frozen=True, slots=True)
class Literal:
    """Words of the sentence itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of that name goes."""

    name: str


def pieces(sentence: str, values: Mapping[str, object], language: str) -> Iterator[Literal | Place]:
    """The sentence taken apart, its plural forms chosen by the values; numbers are written as the language does."""
    end = 0
    for match in _PLACE.finditer(sentence):
        yield Literal(sentence[end : match.start()])
        end = match.end()
        if match["one"] is None:
            yield Place(match["name"])
            continue
        count = values.get(match["name"])
        amount = count if isinstance(count, int) else 0
        form = match["one"] if is_one(amount, language) else match["other"]
        yield from pieces(form.replace("#", number(amount, language)), values, language)
    yield Literal(sentence[end:])


def fill(sentence: str, values: Mapping[str, object], language: str, *, write: Callable[[object], str] = str) -> str:
    """The sentence with its values put in; a place without a value stays as it is.

    ``write`` makes text of each value, and of the words between them: to escape for HTML, for one.
    """
    return "".join(
        write(piece.text) if isinstance(piece, Literal) else _value(piece.name, values, language, write)
        for piece in pieces(sentence, values, language)
    )


def places(sentence: str) -> frozenset[str]:
    """The names of all values that a sentence asks for."""
    found = set()
    for match in _PLACE.finditer(sentence):
        found.add(match["name"])
        for form in (match["one"], match["other"]):
            found |= places(form or "")
    return frozenset(found)


def is_one(amount: int, language: str) -> bool:
    """Whether the language uses its singular for so many."""
    return amount in (0, 1) if language in _ONE_UP_TO_TWO else amount == 1


def _value(name: str, values: Mapping[str, object], language: str, write: Callable[[object], str]) -> str:
    value = values.get(name)
    if value is None:
        return write("{" + name + "}")
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value, language)
    return write(value)
