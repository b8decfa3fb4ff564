"""The little Markdown that the reference needs."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `make docs` from the source; change it there. -->"


def page(title: str, introduction: str, parts: Iterable[str]) -> str:
    """A page: its parts follow the introduction, with an empty line before each."""
    return "\n\n".join((MADE, f"# {title}", introduction, *parts)) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown."""
    lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    return "\n".join(lines)


def code(text: object) -> str:
    """The text as code."""
    return f"`{text}`"


def plain(text: str) -> str:
    """The text with what Markdown would take for HTML or emphasis escaped."""
    for special in ("\\", "<", "*", "["):
        text = text.replace(special, "\\" + special)
    return text.replace("&", "&amp;")


def first_paragraph(docstring: str | None) -> str:
    """A docstring's first paragraph in one line, with code marked as Markdown has it."""
    paragraph = (docstring or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
