"""Tables in wikitext's own marks: ``{|``, ``|-``, ``|+``, ``|``, ``!``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.markup.html_writer import MAX_DEPTH, HtmlWriter
from mediawharf.pages.markup.tags import attributes_of
from mediawharf.pages.markup.tokens import Text, Token

# So many elements a table takes itself: deeper ones would lose their cells.
_ROOM: Final = 6


@dataclass(slots=True)
class _Table:
    """A table that is open; depths are of the writer."""

    outer_depth: int
    inner_depth: int  # within the table, outside of its rows
    row_attributes: str = ""
    row_depth: int | None = None
    is_in_cell: bool = False


class Tables:
    """Writes tables; ``write_line`` writes what stands in a cell, ``on_edge`` ends what a cell holds open."""

    def __init__(
        self, writer: HtmlWriter, *, write_line: Callable[[Sequence[Token]], None], on_edge: Callable[[], None]
    ) -> None:
        self._writer = writer
        self._write_line = write_line
        self._on_edge = on_edge
        self._open: list[_Table] = []

    @property
    def is_open(self) -> bool:
        """Whether a table is open."""
        return bool(self._open)

    @property
    def can_begin(self) -> bool:
        """Whether another table has room."""
        return self._writer.depth < MAX_DEPTH - _ROOM

    @property
    def is_between_cells(self) -> bool:
        """Whether a table is open, but no cell of it that could hold text."""
        return bool(self._open) and not self._open[-1].is_in_cell

    def begin(self, rest: Sequence[Token]) -> None:
        """Begins a table; what stands after the mark are its attributes."""
        outer = self._writer.depth
        self._writer.open("table", attributes_of("table", _plain(rest)))
        self._open.append(_Table(outer, self._writer.depth))

    def end(self) -> None:
        """Ends the innermost table."""
        self._writer.close_to(self._open.pop().outer_depth)

    def open_cell(self) -> None:
        """Begins a cell for text that stands between cells."""
        self._cell("td", [])

    def line(self, tokens: Sequence[Token]) -> None:
        """A line that begins with a bar or an exclamation mark."""
        table = self._open[-1]
        self._on_edge()
        first = tokens[0]
        text = first.text if isinstance(first, Text) else ""
        if text.startswith("|-"):
            self._writer.close_to(table.inner_depth)
            table.row_depth, table.is_in_cell = None, False
            table.row_attributes = _plain([Text(text.lstrip("|-")), *tokens[1:]])
        elif text.startswith("|+"):
            self._writer.close_to(table.inner_depth)
            table.row_depth = None
            self._content("caption", [Text(text[2:]), *tokens[1:]])
            table.is_in_cell = True
        else:
            name = "th" if text.startswith("!") else "td"
            marks = ("||", "!!") if name == "th" else ("||",)
            for cell in _split([Text(text[1:]), *tokens[1:]], marks):
                self._cell(name, cell)

    def _cell(self, name: str, tokens: Sequence[Token]) -> None:
        table = self._open[-1]
        if table.row_depth is None:
            self._writer.close_to(table.inner_depth)
            self._writer.open("tr", attributes_of("tr", table.row_attributes))
            table.row_depth = self._writer.depth
        self._writer.close_to(table.row_depth)
        self._content(name, tokens)
        table.is_in_cell = True

    def _content(self, name: str, tokens: Sequence[Token]) -> None:
        attributes, content = _attributes(tokens)
        self._writer.open(name, attributes_of(name, attributes))
        self._write_line(_stripped(content))


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if isinstance(token, Text))


def _split(tokens: Sequence[Token], marks: tuple[str, ...]) -> list[list[Token]]:
    """The cells of a line."""
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if not isinstance(token, Text):
            cells[-1].append(token)
            continue
        text = token.text
        for mark in marks[1:]:
            text = text.replace(mark, marks[0])
        first, *others = text.split(marks[0])
        cells[-1].append(Text(first))
        cells += [[Text(other)] for other in others]
    return cells


def _attributes(tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """The attributes before a single bar, and the content; only text can be attributes."""
    for place, token in enumerate(tokens):
        if not isinstance(token, Text):
            break
        before, bar, after = token.text.partition("|")
        if bar:
            return _plain(tokens[:place]) + before, [Text(after), *tokens[place + 1 :]]
    return "", tokens


def _stripped(tokens: Sequence[Token]) -> Sequence[Token]:
    """The content without blanks around it."""
    if not tokens:
        return tokens
    first, last = tokens[0], tokens[-1]
    if isinstance(first, Text):
        tokens = [Text(first.text.lstrip()), *tokens[1:]]
        last = tokens[-1]
    return [*tokens[:-1], Text(last.text.rstrip())] if isinstance(last, Text) else tokens
