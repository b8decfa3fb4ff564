"""What an edit does to a page's text: puts another in its place, adds to it, or undoes a revision."""

import hashlib
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from mediawharf.curation.edit_errors import BadMd5, MissingSectionText, NoSuchSection
from mediawharf.pages.sections import section_text, with_new_section, with_section


@dataclass(frozen=True, slots=True)
class Whole:
    """The text is to be this one."""

    text: str


@dataclass(frozen=True, slots=True)
class Around:
    """These texts go before and after the one that is there."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Undo:
    """The revision's changes go, or all after ``after_id`` up to it."""

    revision_id: int
    after_id: int | None


# Comparing takes a time that grows with the square of the lines.
_MOST_LINES: Final = 6000

TextChange: TypeAlias = Whole | Around | Undo


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a page that an edit is about; without a number, a new one under the heading."""

    number: int | None
    heading: str = ""


def changed_text(old: str, change: Whole | Around, section: Section | None) -> str:
    """The page's text after the change; raises NoSuchSection, MissingSectionText."""
    if section is None:
        return change.text if isinstance(change, Whole) else change.before + old + change.after
    if section.number is None:
        if not _sent(change).strip():
            raise MissingSectionText
        return with_new_section(old, section.heading, _sent(change))
    part = section_text(old, section.number)
    if part is None:
        raise NoSuchSection(str(section.number))
    new = change.text if isinstance(change, Whole) else change.before + part + change.after
    replaced = with_section(old, section.number, new)
    assert replaced is not None, "its text was found"
    return replaced


def check_md5(change: TextChange, md5: str) -> None:
    """Raises BadMd5 unless it is the MD5 of what was sent."""
    if isinstance(change, Undo):
        return
    if hashlib.md5(_sent(change).encode(), usedforsecurity=False).hexdigest() != md5.lower():
        raise BadMd5


def without_change(current: str, *, undone: str, before: str) -> str | None:
    """The current text without what changed between two others; None if later changes touch the same lines."""
    if current == undone:
        return before
    now, then, target = (text.split("\n") for text in (current, undone, before))
    if len(now) + len(then) + len(target) > _MOST_LINES:
        return None
    merged = list(now)
    moved = _unchanged(then, now)
    changes = [op for op in SequenceMatcher(None, then, target, autojunk=False).get_opcodes() if op[0] != "equal"]
    for _, start, end, new_start, new_end in reversed(changes):
        # The lines, and a neighbour on each side, must stand together in the current text.
        around = [moved.get(line) for line in range(max(start - 1, 0), min(end + 1, len(then)))]
        first = around[0]
        if first is None or around != list(range(first, first + len(around))):
            return None
        begin = first + (start - max(start - 1, 0))
        merged[begin : begin + end - start] = target[new_start:new_end]
    return "\n".join(merged)


def _unchanged(old: list[str], new: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}


def _sent(change: Whole | Around) -> str:
    return change.text if isinstance(change, Whole) else change.before + change.after
