"""The templates that a text uses, with what they are given; none is carried out.

Only as much of wikitext is understood as file pages need: nesting, links, named and counted parameters, comments.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mediawharf.pages.wikitext import replace_outside_verbatim

# What a text may cost is bounded: what stands later, or deeper, is not looked at.
MAX_CHARACTERS: Final = 50_000
MAX_DEPTH: Final = 40

_MARK: Final = re.compile(r"\{\{|\}\}|\[\[|\]\]|[|=]")
_COUNTED: Final = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Template:
    """One use of a template, from ``start`` to before ``end`` of the text that was looked at."""

    name: str  # lower case, with spaces
    params: Mapping[str, str]  # names in lower case; counted ones are "1", "2", …
    start: int
    end: int

    def first(self, *names: str) -> str | None:
        """The first of the parameters that says something."""
        return next((self.params[name] for name in names if self.params.get(name)), None)


@dataclass(slots=True)
class _Open:
    """A template or a link whose end is not seen yet."""

    start: int
    is_template: bool
    bars: list[int] = field(default_factory=list)
    equals: dict[int, int] = field(default_factory=dict)  # by number of the part, the first of each


def spoken(text: str) -> str:
    """The beginning of a text without its comments and what is in ``<nowiki>`` and the like."""
    parts: list[str] = []

    def keep(part: str) -> str:
        parts.append(part)
        return part

    replace_outside_verbatim(text[:MAX_CHARACTERS], keep)
    return "".join(parts)


def all_templates(text: str) -> list[Template]:
    """The templates of a text, those inside of others too, in the order in which they begin."""
    found: list[Template] = []
    open_: list[_Open] = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        top = open_[-1] if open_ else None
        if mark in ("{{", "[["):
            if len(open_) < MAX_DEPTH:
                open_.append(_Open(at, mark == "{{"))
        elif mark == "]]":
            if top is not None and not top.is_template:
                open_.pop()
        elif mark == "}}":
            closed = _close(open_)
            if closed is not None:
                found.append(_template(text, closed, at))
        elif top is not None and top.is_template:
            _divide(top, mark, at)
    return sorted(found, key=lambda template: template.start)


def outer_templates(text: str) -> list[Template]:
    """The templates of a text that are in no other."""
    outer: list[Template] = []
    for template in all_templates(text):
        if not outer or template.start >= outer[-1].end:
            outer.append(template)
    return outer


def _close(open_: list[_Open]) -> _Open | None:
    """Takes the innermost template off, and links in it that were never closed; None when there is none."""
    while open_ and not open_[-1].is_template:
        open_.pop()
    return open_.pop() if open_ else None


def _divide(top: _Open, mark: str, at: int) -> None:
    if mark == "|":
        top.bars.append(at)
    else:
        top.equals.setdefault(len(top.bars), at)


def _template(text: str, closed: _Open, end: int) -> Template:
    edges = [*closed.bars, end]
    name = text[closed.start + 2 : edges[0]]
    params: dict[str, str] = {}
    count = 0
    for number in range(1, len(edges)):
        begin, until = edges[number - 1] + 1, edges[number]
        equals = closed.equals.get(number)
        if equals is None:
            count += 1
            params[str(count)] = text[begin:until].strip()
        else:
            params[text[begin:equals].strip().lower()] = text[equals + 1 : until].strip()
    return Template(" ".join(name.replace("_", " ").split()).lower(), params, closed.start, end + 2)


def counted(template: Template) -> list[str]:
    """The counted parameters, in their order."""
    return [value for name, value in template.params.items() if _COUNTED.fullmatch(name)]
