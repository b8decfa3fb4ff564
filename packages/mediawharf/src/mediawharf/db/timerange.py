"""Which stretch of a list by time is wanted: how every list of revisions, log entries and changes is paged."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, literal, tuple_


@dataclass(frozen=True, slots=True)
class TimeRange:
    """At most ``limit`` rows from ``start`` to ``end``, both in the direction of the list and both included.

    ``from_row`` is the timestamp and the id of the first row to give: where the page before left off. Rows are
    found by their place in an index, never counted off, so the last page costs as little as the first.
    """

    limit: int
    newest_first: bool = True
    start: int | None = None
    end: int | None = None
    from_row: tuple[int, int] | None = None

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
        if self.from_row is not None:
            row = tuple_(timestamp, row_id)
            first = tuple_(*(literal(value, BigInteger) for value in self.from_row))
            statement = statement.where(row <= first if self.newest_first else row >= first)
        return statement.order_by(*order).limit(self.limit)
