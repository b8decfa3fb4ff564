"""Current files as people look for them: by uploader, type, date, hash, category and licence, a page at a time.

Each page begins where an index says. Where no index leads to what is wanted, so many files are looked at and no more:
a page may then be short, and still tell where to go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import BigInteger, Connection, Select, String, select, tuple_
from sqlalchemy import literal as value_of

from mediawharf.db.files import revision_of_row
from mediawharf.db.schema import file_revision, page, search_term
from mediawharf.db.search_terms import count_up_to
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE

Order = Literal["newest", "oldest", "name"]
Place = tuple[int, str]  # timestamp and name of a file


@dataclass(frozen=True, slots=True)
class Effort:
    """How much one page may cost.

    A term that so many pages hold at most is ``rare``: they are all looked at, to be put into order. Where files must
    be looked at one by one, it is at so many of them.
    """

    rare: int = 2000
    most_looked_at: int = 5000


USUAL = Effort()


@dataclass(frozen=True, slots=True)
class BrowseFilter:
    """Which files; None and the empty tuple let all pass. ``terms`` are those of the pages' index."""

    user_name: str | None = None
    media_types: tuple[str, ...] = ()
    since: int | None = None  # seconds, both included
    until: int | None = None
    sha1: str | None = None  # hexadecimal
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """Files in their order; ``next`` is the last place looked at when there is more behind it."""

    files: tuple[FileRevision, ...]
    next: Place | None


def browse(
    connection: Connection,
    filter_: BrowseFilter,
    *,
    order: Order = "newest",
    limit: int,
    after: Place | None = None,
    backwards: bool = False,
    effort: Effort = USUAL,
) -> BrowsePage:
    """The files after a place, or those before it when ``backwards``: then ``next`` is where to go further back."""
    filter_, is_rare = _rarest_first(connection, filter_, effort.rare)
    columns, falls = _columns(order), (order == "newest") != backwards
    sorted_by = _columns(order, is_sorted_after=is_rare or filter_.sha1 is not None)
    candidates = _from(_filtered(filter_, is_rare=is_rare), sorted_by, after, falls=falls)
    needs_looking = bool(filter_.media_types) or (bool(filter_.terms) and not is_rare)
    stop = None
    if needs_looking and filter_.sha1 is None:
        everyone = replace(filter_, media_types=(), terms=())
        passed = _from(_filtered(everyone, is_rare=False), columns, after, falls=falls)
        stop = _place_of(connection, passed, effort.most_looked_at)
    if stop is not None:
        row = tuple_(*columns)
        candidates = candidates.where(row >= _pair(stop, columns) if falls else row <= _pair(stop, columns))
    found = [revision_of_row(row) for row in connection.execute(candidates.limit(limit + 1))]
    following = stop
    if len(found) > limit:
        found = found[:limit]
        following = found[-1].timestamp, found[-1].title.dbkey
    return BrowsePage(tuple(reversed(found)) if backwards else tuple(found), following)


def _rarest_first(connection: Connection, wanted: BrowseFilter, rare: int) -> tuple[BrowseFilter, bool]:
    """The filter with its rarest term in front, and whether that one is rare."""
    counts = {term: count_up_to(connection, term, rare + 1) for term in wanted.terms}
    terms = tuple(sorted(counts, key=lambda term: counts[term]))
    return replace(wanted, terms=terms), bool(terms) and counts[terms[0]] <= rare


def _filtered(wanted: BrowseFilter, *, is_rare: bool) -> Select[Any]:
    table = file_revision.c
    statement = select(file_revision).where(table.archive_name.is_(None))
    if wanted.user_name is not None:
        statement = statement.where(table.user_name == wanted.user_name)
    if wanted.media_types:
        statement = statement.where(table.media_type.in_(wanted.media_types))
    if wanted.since is not None:
        statement = statement.where(table.timestamp >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(table.timestamp <= wanted.until)
    if wanted.sha1 is not None:
        statement = statement.where(table.sha1 == wanted.sha1)
    return _with_terms(statement, wanted.terms, is_rare=is_rare)


def _with_terms(statement: Select[Any], terms: Sequence[str], *, is_rare: bool) -> Select[Any]:
    """Pages of a rare term lead to their files; of a common one, files are asked for their pages."""
    for place, term in enumerate(terms):
        described, held = page.alias(), search_term.alias()
        here = described.c.namespace == FILE, described.c.title == file_revision.c.title
        if place == 0 and is_rare:
            # The sum keeps the index of names out of the way that is to begin at the term.
            statement = statement.join(described, (described.c.namespace + 0 == FILE) & here[1])
            statement = statement.join(held, (held.c.page_id == described.c.id) & (held.c.term == term))
            continue
        there = select(described.c.id).join(held, held.c.page_id == described.c.id).where(*here, held.c.term == term)
        statement = statement.where(there.correlate(file_revision).exists())
    return statement


def _from(statement: Select[Any], columns: Sequence[Any], after: Place | None, *, falls: bool) -> Select[Any]:
    if after is not None:
        row, place = tuple_(*columns), _pair(after, columns)
        statement = statement.where(row < place if falls else row > place)
    return statement.order_by(*(column.desc() if falls else column.asc() for column in columns))


def _place_of(connection: Connection, statement: Select[Any], number: int) -> Place | None:
    """Where the file of that number is; None unless there is another after it."""
    places = statement.with_only_columns(file_revision.c.timestamp, file_revision.c.title)
    rows = connection.execute(places.offset(number - 1).limit(2)).all()
    return (rows[0].timestamp, rows[0].title) if len(rows) == 2 else None


def _columns(order: Order, *, is_sorted_after: bool = False) -> Sequence[Any]:
    """What to sort by; of few rows that are found otherwise, so that the database does not walk along the order."""
    table = file_revision.c
    if is_sorted_after:
        name = table.title.concat("")
        return (name,) if order == "name" else (table.timestamp + 0, name)
    return (table.title,) if order == "name" else (table.timestamp, table.title)


def _pair(place: Place, columns: Sequence[Any]) -> Any:
    timestamp, name = value_of(place[0], BigInteger), value_of(place[1], String)
    return tuple_(name) if len(columns) == 1 else tuple_(timestamp, name)
