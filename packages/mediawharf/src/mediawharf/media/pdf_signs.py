"""What in the bytes of a PDF is worth a closer look, found by one search."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from mediawharf.media import archives
from mediawharf.media.pdf_links import LINK
from mediawharf.media.pdf_names import spelled
from mediawharf.media.seeded import Seeded, SeededTable

_FLATE = spelled("FlateDecode", "Fl")
WATCHED = Seeded(
    re.compile(
        rb"/(?=[JLXEORF#])(?:"
        + spelled(
            "JavaScript", "JS", "Launch", "XFA", "EmbeddedFile", "EmbeddedFiles", "EF", "Rendition", "ObjStm", "First"
        )
        + b"|"
        + _FLATE
        + rb"[\0\t\n\f\r ]*/"
        + _FLATE
        + b")"
    ),
    [b"/" + start for start in (b"Ja", b"JS", b"La", b"XF", b"Em", b"EF", b"Ob", b"Fl", b"Fi", b"Re")]
    + [b"/#4", b"/#5", *(b"/" + letter + b"#" for letter in (b"J", b"L", b"X", b"E", b"O", b"F", b"R"))],
)
_WATCHED, _LINK, _BODY, _END, _OBJECT, _EOF = range(6)
_SIGNS: SeededTable[int | str] = SeededTable(
    [
        (WATCHED, _WATCHED),
        (LINK, _LINK),
        (Seeded(re.compile(rb"(?<!end)stream\r?\n"), (b"stream",)), _BODY),
        (Seeded(re.compile(rb"endstream"), (b"endstream",)), _END),
        (Seeded(re.compile(rb"(?<![A-Za-z])obj(?![A-Za-z])"), (b"obj",)), _OBJECT),
        (Seeded(re.compile(rb"%%EOF"), (b"%%EOF",)), _EOF),
        *archives.COMMON,
    ]
)


@dataclass
class Signs:
    """The signs of one piece of the file in their order: matches, or the places where they end."""

    archive: str | None = None
    watched: list[re.Match[bytes]] = field(default_factory=list)
    links: list[re.Match[bytes]] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    eof: int | None = None

    def object_before(self, place: int) -> int | None:
        """Where the object begins in which ``place`` seems to be; None when it began before the piece."""
        number = bisect_right(self.objects, place)
        return self.objects[number - 1] if number else None

    def end_between(self, start: int, place: int) -> int | None:
        """The end of the last stream that ends between the two, or None."""
        number = bisect_right(self.ends, place)
        return self.ends[number - 1] if number and self.ends[number - 1] >= start else None

    def streams(self, *, is_in_stream: bool, length: int) -> Iterator[tuple[int, int]]:
        """Where the bytes of each stream begin and where the word that ends it does."""
        at = 0
        if is_in_stream:
            at = next(iter(self.ends), length)
            yield 0, at
        for body in self.bodies:
            if body < at:
                continue  # a word inside a stream
            place = bisect_left(self.ends, body)
            at = self.ends[place] if place < len(self.ends) else length
            yield body, at

    def is_in_stream(self, place: int, *, at_first: bool) -> bool:
        """Whether a stream is open at ``place``."""
        body, end = bisect_left(self.bodies, place), bisect_left(self.ends, place)
        if not (body or end):
            return at_first
        return body > 0 and (end == 0 or self.ends[end - 1] < self.bodies[body - 1])


def signs_of(text: bytes) -> Signs:
    """The signs in a piece of a file."""
    signs = Signs()
    places = {_BODY: signs.bodies, _END: signs.ends, _OBJECT: signs.objects}
    matches = {_WATCHED: signs.watched, _LINK: signs.links}
    for found, meaning in _SIGNS.finditer(text):
        if isinstance(meaning, str):
            signs.archive = signs.archive or meaning
        elif meaning in places:
            places[meaning].append(found.end())
        elif meaning in matches:
            matches[meaning].append(found)
        else:
            signs.eof = found.start()
    return signs
