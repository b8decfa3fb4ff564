"""Writes lines: headings, paragraphs, lists, preformatted text, rules; tables have a file of their own."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.markup.html_writer import FLOW, HtmlWriter
from mediawharf.pages.markup.tables import Tables
from mediawharf.pages.markup.tags import BLOCK
from mediawharf.pages.markup.tokens import Link, Newline, Quotes, Sealed, Tag, Text, Token

_LIST: Final = re.compile(r"[*#:;]+")
_MAX_LIST_DEPTH: Final = 15
_RULE: Final = re.compile(r"-{4,}")
_CONTAINERS: Final = {"*": "ul", "#": "ol", ":": "dl", ";": "dl"}
_ITEMS: Final = {"*": "li", "#": "li", ":": "dd", ";": "dt"}


@dataclass(slots=True)
class _List:
    """A list that is open: its mark, and how many elements were open before it."""

    mark: str
    depth: int


class Blocks:
    """Writes the lines of a text. ``write_line`` writes what stands in one, ``write_heading`` a heading.

    ``is_block`` tells of verbatim parts whether they are blocks, ``is_unseen`` of tokens whether they leave nothing,
    and is asked of each once.
    """

    def __init__(
        self,
        writer: HtmlWriter,
        *,
        write_line: Callable[[Sequence[Token]], None],
        write_heading: Callable[[int, Sequence[Token]], None],
        is_block: Callable[[int], bool],
        is_unseen: Callable[[Token], bool],
    ) -> None:
        self._writer = writer
        self._write_line = write_line
        self._write_heading = write_heading
        self._is_sealed_block = is_block
        self._is_unseen = is_unseen
        self._lists: list[_List] = []
        self._outer_lists: list[list[_List]] = []
        self._pre_depth: int | None = None
        self._tables = Tables(writer, write_line=self._cell_line, on_edge=self._end_lists)

    def write(self, tokens: Sequence[Token]) -> None:
        """All lines; everything that was begun is ended."""
        for line in _lines(tokens):
            seen = [token for token in line if not self._is_unseen(token)]
            # A line with nothing on it but categories is none at all, and ends no paragraph.
            if len(seen) == len(line) or not _is_blank(seen):
                self._line(seen)
        self._writer.close_to(0)

    def _line(self, line: list[Token]) -> None:
        start = line[0].text if line and isinstance(line[0], Text) else ""
        if self._pre_depth is not None and not (start.startswith(" ") and self._is_plain(line)):
            self._end_pre()
        if self._table(line, start):
            return
        if _is_blank(line):
            self._end_lists()
            self._writer.end_paragraph()
        elif start.startswith("=") and (heading := _heading(line)) is not None:
            self._end_lists()
            self._writer.end_paragraph()
            self._write_heading(*heading)
        elif rule := _RULE.match(start):
            self._end_lists()
            self._writer.end_paragraph()
            self._writer.void("hr", {})
            rest: list[Token] = [Text(start[rule.end() :]), *line[1:]]
            if not _is_blank(rest):
                self._text(rest)
        elif marks := _LIST.match(start):
            self._list_line(marks[0][:_MAX_LIST_DEPTH], [Text(start[len(marks[0]) :].lstrip()), *line[1:]])
        else:
            self._end_lists()
            if start.startswith(" ") and self._is_plain(line) and self._may_hold_pre():
                self._pre_line([Text(start[1:]), *line[1:]])
            else:
                self._text(line)

    def _table(self, line: list[Token], start: str) -> bool:
        """Whether the line is a table's own."""
        text = start.lstrip(" \t:")
        if text.startswith("{|") and self._tables.can_begin:
            self._end_lists()
            self._writer.end_paragraph()
            self._outer_lists.append(self._lists)
            self._lists = []
            self._tables.begin([Text(text[2:]), *line[1:]])
            return True
        if not self._tables.is_open:
            return False
        text = start.lstrip(" \t")
        if not text.startswith(("|", "!")):
            return False
        if text.startswith("|}") and not text.startswith("|}}"):
            self._end_lists()
            self._tables.end()
            self._lists = self._outer_lists.pop()
            after: list[Token] = [Text(text[2:]), *line[1:]]
            if not _is_blank(after):
                self._text(after)
        else:
            self._tables.line([Text(text), *line[1:]])
        return True

    def _cell_line(self, tokens: Sequence[Token]) -> None:
        self._write_line(tokens)

    def _text(self, line: Sequence[Token]) -> None:
        """A line of a paragraph, or of a block that the line begins, ends, or is within."""
        has_block = any(self._is_block(token) for token in line)
        if self._tables.is_between_cells and not has_block:
            self._tables.open_cell()
        if not has_block and self._may_hold_paragraph():
            self._writer.open("p")
        elif self._writer.pieces:
            self._writer.text("\n")
        self._write_line(line)
        if has_block and self._writer.innermost != "p":
            self._writer.end_paragraph()

    def _may_hold_paragraph(self) -> bool:
        return self._writer.innermost in FLOW

    def _may_hold_pre(self) -> bool:
        return self._pre_depth is not None or self._writer.innermost == "p" or self._may_hold_paragraph()

    def _pre_line(self, line: Sequence[Token]) -> None:
        if self._pre_depth is None:
            self._writer.end_paragraph()
            self._pre_depth = self._writer.depth
            self._writer.open("pre")
        self._write_line(line)
        self._writer.text("\n")

    def _end_pre(self) -> None:
        if self._pre_depth is not None:
            self._writer.close_to(self._pre_depth)
            self._pre_depth = None

    def _list_line(self, marks: str, rest: list[Token]) -> None:
        self._writer.end_paragraph()
        open_marks = "".join(each.mark for each in self._lists)
        shared = _shared(open_marks, marks)
        if shared == len(marks):
            self._close_lists(shared)
            self._next_item(marks[-1])
        else:
            self._close_lists(shared)
            for mark in marks[shared:]:
                self._lists.append(_List(mark, self._writer.depth))
                self._writer.open(_CONTAINERS[mark])
                self._writer.open(_ITEMS[mark])
        if marks[-1] == ";" and (parts := _term(rest)) is not None:
            self._write_line(parts[0])
            self._next_item(":")
            self._lists[-1].mark = ":"
            rest = parts[1]
        self._write_line(rest)

    def _next_item(self, mark: str) -> None:
        """Ends the item of the innermost list and begins another."""
        self._writer.close_to(self._lists[-1].depth + 1)
        self._writer.open(_ITEMS[mark])
        self._lists[-1].mark = mark

    def _close_lists(self, count: int) -> None:
        while len(self._lists) > count:
            self._writer.close_to(self._lists.pop().depth)

    def _end_lists(self) -> None:
        self._close_lists(0)

    def _is_plain(self, line: Sequence[Token]) -> bool:
        return not _is_blank(line) and not any(self._is_block(token) for token in line)

    def _is_block(self, token: Token) -> bool:
        if isinstance(token, Tag):
            return token.name in BLOCK or token.name == "hr"
        return isinstance(token, Sealed) and self._is_sealed_block(token.number)


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        if isinstance(token, Newline):
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _is_blank(line: Sequence[Token]) -> bool:
    return all(isinstance(token, Text) and not token.text.strip() for token in line)


def _heading(line: list[Token]) -> tuple[int, list[Token]] | None:
    """The level of a heading and what it says; None if the line is none."""
    first, last = line[0], line[-1]
    if not isinstance(first, Text) or not isinstance(last, Text):
        return None
    end = last.text.rstrip()
    opening = len(first.text) - len(first.text.lstrip("="))
    closing = len(end) - len(end.rstrip("="))
    if len(line) == 1 and opening == len(end):
        opening = closing = (len(end) - 1) // 2
    level = min(opening, closing, 6)
    if level < 1:
        return None
    if len(line) == 1:
        return level, [Text(end[level : len(end) - level].strip())]
    return level, [Text(first.text[level:].lstrip()), *line[1:-1], Text(end[: len(end) - level].rstrip())]


def _shared(open_marks: str, marks: str) -> int:
    """How many of the open lists a line goes on with; terms and their meanings are of one list."""
    pairs = zip(open_marks.replace(";", ":"), marks.replace(";", ":"), strict=False)
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _term(line: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """A term and, after a colon, its meaning; None without a colon."""
    for place, token in enumerate(line):
        if isinstance(token, Text) and ":" in token.text:
            before, _, after = token.text.partition(":")
            return [*line[:place], Text(before.rstrip())], [Text(after.lstrip()), *line[place + 1 :]]
        if not isinstance(token, Text | Link | Quotes):
            return None
    return None
