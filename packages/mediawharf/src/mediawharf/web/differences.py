"""What changed between two texts, line by line, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_AROUND: Final = 2  # unchanged lines shown before and after a change
# Comparing takes a time that grows with the square of the lines.
_MOST_LINES: Final = 4000

Kind = Literal["same", "gone", "new", "gap"]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that is there in both texts, in the old one, or in the new one; or a gap of lines that are the same."""

    kind: Kind
    text: str = ""


def differences(old: str, new: str) -> tuple[DiffLine, ...] | None:
    """The lines around all changes; None when the texts are too long to be compared."""
    before, after = old.splitlines(), new.splitlines()
    if len(before) + len(after) > _MOST_LINES:
        return None
    return tuple(_lines(before, after))


def _lines(before: list[str], after: list[str]) -> Iterator[DiffLine]:
    end = 0
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND):
        if group[0][1] > end:
            yield DiffLine("gap")
        end = group[-1][2]
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (DiffLine("same", line) for line in before[old_from:old_to])
                continue
            yield from (DiffLine("gone", line) for line in before[old_from:old_to])
            yield from (DiffLine("new", line) for line in after[new_from:new_to])
    if end and end < len(before):
        yield DiffLine("gap")
