"""The sections of a wikitext: one by its number, put in place of one, or added.

A section reaches from its heading to the next one of the same level or a higher one; section 0 is what stands
before the first heading. Source: MediaWiki 1.39's answers to ``action=edit`` with ``section``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.wikitext import replace_outside_verbatim

_HEADING: Final = re.compile(r"^(={1,6})(.+?)(={1,6})[ \t]*$", re.MULTILINE)
_HEADING_LETTER: Final = re.compile("=")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    start: int


def section_text(text: str, number: int) -> str | None:
    """The text of a section, without the blank at its end; None if there is no such section."""
    span = _span(text, number)
    return None if span is None else text[span[0] : span[1]].rstrip()


def with_section(text: str, number: int, new: str) -> str | None:
    """The text with another one in place of a section; None if there is no such section."""
    span = _span(text, number)
    if span is None:
        return None
    before, after = text[: span[0]], text[span[1] :]
    return before + (f"{new.rstrip()}\n\n{after}" if new and after else new + after)


def with_new_section(text: str, heading: str, body: str) -> str:
    """The text with one more section at its end; an empty heading adds the body alone."""
    added = f"== {heading} ==\n\n{body}" if heading else body
    return f"{text}\n\n{added}" if text else added


def heading_offsets(text: str) -> list[int]:
    """Where the headings begin, in bytes of UTF-8."""
    offsets, position, count = [], 0, 0
    for heading in _headings(text):
        count += len(text[position : heading.start].encode())
        position = heading.start
        offsets.append(count)
    return offsets


def _span(text: str, number: int) -> tuple[int, int] | None:
    headings = list(_headings(text))
    if number == 0:
        return 0, headings[0].start if headings else len(text)
    if number > len(headings):
        return None
    own = headings[number - 1]
    end = next((one.start for one in headings[number:] if one.level <= own.level), len(text))
    return own.start, end


def _headings(text: str) -> Iterator[_Heading]:
    # Headings within comments and <nowiki> are none: only those that a blind spot for "=" leaves untouched count.
    spoken = replace_outside_verbatim(text, lambda part: _HEADING_LETTER.sub("\0", part))
    for match in _HEADING.finditer(text):
        if spoken[match.start()] == "\0":
            yield _Heading(min(len(match[1]), len(match[3])), match.start())
