"""A file's revisions for ``prop=imageinfo``: the current one, then the old ones from newest to oldest."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection

from mediawharf.api.request_errors import BadContinue
from mediawharf.db.file_lists import list_old
from mediawharf.model.clock import compact
from mediawharf.model.file import FileRevision
from mediawharf.model.timestamp import BadTimestamp, parse_timestamp


@dataclass(frozen=True, slots=True)
class Place:
    """A revision to go on from: its file's name, its second, and its id where the second alone is not clear."""

    name: str
    timestamp: int
    revision_id: int | None = None

    @classmethod
    def of(cls, revision: FileRevision) -> Self:
        """The revision's place."""
        return cls(revision.title.dbkey, revision.timestamp, revision.id)

    def __str__(self) -> str:
        rest = "" if self.revision_id is None else f"|{self.revision_id}"
        return f"{self.name}|{compact(self.timestamp)}{rest}"


def parse_place(text: str | None) -> Place | None:
    """The place that a ``continue`` parameter names, as a reply gave it; raises BadContinue."""
    if text is None:
        return None
    parts = text.split("|")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts[2:]):
        raise BadContinue
    try:
        timestamp = parse_timestamp(parts[1], now=0)
    except BadTimestamp:
        raise BadContinue from None
    return Place(parts[0], timestamp, int(parts[2][:18]) if parts[2:] else None)


@dataclass(frozen=True, slots=True)
class History:
    """One file's revisions between two seconds, both included, from a place on."""

    connection: Connection
    current: FileRevision
    start: int | None
    end: int | None
    place: Place | None

    def read(self, limit: int, *, is_told_of_more: bool) -> tuple[list[FileRevision], FileRevision | None]:
        """So many revisions, and if it is to be told, the one after them."""
        place = self.place if self.place is not None and self.place.name == self.current.title.dbkey else None
        start = self.start
        if place is not None and place.revision_id is None:
            start = place.timestamp
        given: list[FileRevision] = []
        from_row: tuple[int, int] | None = None
        if place is not None and place.revision_id not in (None, self.current.id):
            from_row = (place.timestamp, place.revision_id or 0)
        elif self._has_current(start):
            given = [self.current]
        more = limit - len(given) + is_told_of_more
        if more:
            title = self.current.title.dbkey
            given += list_old(self.connection, title, limit=more, start=start, end=self.end, from_row=from_row)
        return given[:limit], given[limit] if len(given) > limit else None

    def _has_current(self, start: int | None) -> bool:
        timestamp = self.current.timestamp
        return (start is None or timestamp <= start) and (self.end is None or timestamp >= self.end)
