"""Which stretch of a list by time is wanted: how every list of revisions, log entries and changes is paged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, literal, select, tuple_

# Rows that one page of a list is picked from where no index leads to those wanted.
MOST_LOOKED_AT: Final = 5000


@dataclass(frozen=True, slots=True)
class TimeRange:
    """At most ``limit`` rows from ``start`` to ``end``, both in the direction of the list and both included.

    ``from_row`` is the timestamp and the id of the first row to give: where the page before left off; ``until_row``
    are those of the first not to give. Rows are found by their place in an index, never counted off, so the last page
    costs as little as the first.
    """

    limit: int
    newest_first: bool = True
    start: int | None = None
    end: int | None = None
    from_row: tuple[int, int] | None = None
    until_row: tuple[int, int] | None = None

    def apply(self, statement: Select[Any], timestamp: ColumnElement[int], row_id: ColumnElement[int]) -> Select[Any]:
        """The statement, cut to the range and in its order."""
        if self.newest_first:
            low, high, order = self.end, self.start, (timestamp.desc(), row_id.desc())
        else:
            low, high, order = self.start, self.end, (timestamp.asc(), row_id.asc())
        if low is not None:
            statement = statement.where(timestamp >= low)
        if high is not None:
            statement = statement.where(timestamp <= high)
        row = tuple_(timestamp, row_id)
        if self.from_row is not None:
            first = _pair(self.from_row)
            statement = statement.where(row <= first if self.newest_first else row >= first)
        if self.until_row is not None:
            last = _pair(self.until_row)
            statement = statement.where(row > last if self.newest_first else row < last)
        return statement.order_by(*order).limit(self.limit)


def place_to_stop_at(
    connection: Connection,
    range_: TimeRange,
    timestamp: ColumnElement[Any],
    row_id: ColumnElement[Any],
    *,
    where: Sequence[ColumnElement[bool]] = (),
    after: int = MOST_LOOKED_AT,
) -> tuple[int, int] | None:
    """The timestamp and the id of the row in the range before which so many are, that is to be the next page's first.

    For lists whose rows must be looked at one by one: a page ends there, however few it holds. None: there are fewer.
    ``where`` are the conditions that an index answers together with the time.
    """
    statement = replace(range_, limit=1).apply(select(timestamp, row_id).where(*where), timestamp, row_id)
    row = connection.execute(statement.offset(after)).first()
    return None if row is None else (row[0], row[1])


def _pair(row: tuple[int, int]) -> Any:
    return tuple_(*(literal(value, BigInteger) for value in row))
