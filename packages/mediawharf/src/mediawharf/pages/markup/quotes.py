"""What apostrophes in a row mean: two begin and end italics, three bold, five both; a line settles them.

Source: MediaWiki's answers to lines whose apostrophes do not come out even.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.markup.tokens import Quotes, Text, Token

ITALIC: Final = 2
BOLD: Final = 3
BOTH: Final = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """Apostrophes that are text, and then what they switch: 0, ITALIC, BOLD or BOTH."""

    literal: int
    switch: int


def meanings(line: Sequence[Token]) -> Mapping[int, Meaning]:
    """What the apostrophes of a line mean, by the places of their tokens."""
    found = {place: _first_meaning(token.count) for place, token in enumerate(line) if isinstance(token, Quotes)}
    italics = sum(meaning.switch in (ITALIC, BOTH) for meaning in found.values())
    bolds = sum(meaning.switch in (BOLD, BOTH) for meaning in found.values())
    if italics % 2 and bolds % 2:
        place = _least_likely_bold(line, found)
        if place is not None:
            found[place] = Meaning(found[place].literal + 1, ITALIC)
    return found


def _first_meaning(count: int) -> Meaning:
    if count == 4:
        return Meaning(1, BOLD)
    if count > BOTH:
        return Meaning(count - BOTH, BOTH)
    return Meaning(0, count)


def _least_likely_bold(line: Sequence[Token], found: Mapping[int, Meaning]) -> int | None:
    """The bold mark that is rather an apostrophe and italics: after one letter, else after a word, else a space."""
    after_letter = after_word = after_space = None
    for place, meaning in found.items():
        if meaning.switch != BOLD:
            continue
        before = line[place - 1] if place else None
        text = before.text if isinstance(before, Text) else ""
        if text.endswith(" "):
            after_space = place if after_space is None else after_space
        elif text[-2:-1] == " ":
            after_letter = place if after_letter is None else after_letter
        else:
            after_word = place if after_word is None else after_word
    return next((place for place in (after_letter, after_word, after_space) if place is not None), None)
