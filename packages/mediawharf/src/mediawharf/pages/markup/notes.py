"""Notes: ``<ref>`` leaves a number in the text, ``<references>`` tells what the numbers stand for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mediawharf.pages.markup.html_writer import HtmlWriter
from mediawharf.pages.markup.preprocess import Verbatim

_NAME: Final = re.compile(r"""\bname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>/]+))""", re.IGNORECASE)


@dataclass(slots=True)
class _Note:
    number: int
    text: str


class Notes:
    """The notes of one text; ``write_label`` writes their wikitext."""

    def __init__(self, writer: HtmlWriter, *, write_label: Callable[[str], None]) -> None:
        self._writer = writer
        self._write_label = write_label
        self._notes: dict[str, _Note] = {}
        self._count = 0

    def mark(self, part: Verbatim) -> None:
        """Writes the number of a note; a name that came before stands for the same note."""
        name = _NAME.search(part.attributes)
        key = "" if name is None else next((each for each in name.groups() if each), "")
        note = self._notes.get(key) if key else None
        if note is None:
            self._count += 1
            note = self._notes[key or f"#{self._count}"] = _Note(self._count, "")
        note.text = note.text or part.body.strip()
        outer = self._writer.depth
        self._writer.open("sup", {"class": "reference"})
        self._writer.open("a", {"href": f"#cite_note-{note.number}"})
        self._writer.text(f"[{note.number}]")
        self._writer.close_to(outer)

    def write(self) -> None:
        """Writes the notes since the last time; without any, nothing."""
        notes, self._notes = self._notes, {}
        if not notes:
            return
        outer = self._writer.depth
        self._writer.open("ol", {"class": "references"})
        list_depth = self._writer.depth
        for note in notes.values():
            self._writer.open("li", {"id": f"cite_note-{note.number}"})
            self._write_label(note.text)
            self._writer.close_to(list_depth)
        self._writer.close_to(outer)
