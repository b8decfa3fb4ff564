"""Lists of files and of deleted files, by name and by time.

Each page of a list begins where an index says, so the last page costs as little as the first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, RowMapping, Select, String, bindparam, func, literal, or_, select, tuple_

from mediawharf.db.files import archived_of_row, revision_of_row, revision_of_values
from mediawharf.db.prepared import Prepared
from mediawharf.db.schema import account, account_group, archived_file, file_revision
from mediawharf.db.timerange import MOST_LOOKED_AT
from mediawharf.model.file import ArchivedFile, FileRevision

# No title holds this character, and it sorts after all that a title may hold.
_AFTER_ALL = "\U0010ffff"
_HEAVY = ("metadata", "common_metadata")


@dataclass(frozen=True, slots=True)
class FileFilter:
    """Which files are wanted; ``sha1`` is hexadecimal, sizes are in bytes and included."""

    sha1: str | None = None
    min_size: int | None = None
    max_size: int | None = None
    mimes: tuple[str, ...] | None = None

    @property
    def needs_looking(self) -> bool:
        """Whether files must be looked at one by one to find those wanted."""
        return self.sha1 is None and (self.min_size, self.max_size, self.mimes) != (None, None, None)

    def apply(self, statement: Select[Any]) -> Select[Any]:
        """The statement, narrowed to those files."""
        table = file_revision.c
        if self.sha1 is not None:
            statement = statement.where(table.sha1 == self.sha1)
        if self.min_size is not None:
            statement = statement.where(table.size >= self.min_size)
        if self.max_size is not None:
            statement = statement.where(table.size <= self.max_size)
        if self.mimes is not None:
            statement = statement.where(table.mime.in_(self.mimes))
        return statement


@dataclass(frozen=True, slots=True)
class NameRange:
    """A stretch of names: database keys from ``start`` to ``end`` in the list's direction, both included.

    ``from_row`` is the first name to give, where the page before left off; ``until_row`` is the first not to give.
    """

    limit: int
    descending: bool = False
    start: str | None = None
    end: str | None = None
    prefix: str | None = None
    from_row: str | None = None
    until_row: str | None = None

    def apply(self, statement: Select[Any], name: Any) -> Select[Any]:
        """The statement, cut to the stretch."""
        lows = [self.end] if self.descending else [self.start, self.from_row]
        highs = [self.start, self.from_row] if self.descending else [self.end]
        for low in lows:
            if low is not None:
                statement = statement.where(name >= low)
        for high in highs:
            if high is not None:
                statement = statement.where(name <= high)
        if self.prefix is not None:
            statement = statement.where(name >= self.prefix, name < self.prefix + _AFTER_ALL)
        if self.until_row is not None:
            statement = statement.where(name > self.until_row if self.descending else name < self.until_row)
        return statement


@dataclass(frozen=True, slots=True)
class UploadRange:
    """A stretch of time: seconds from ``start`` to ``end`` in the list's direction, both included.

    ``from_row`` is the timestamp and the name of the first file to give, where the page before left off;
    ``until_row`` are those of the first not to give.
    """

    limit: int
    newest_first: bool = False
    start: int | None = None
    end: int | None = None
    from_row: tuple[int, str] | None = None
    until_row: tuple[int, str] | None = None
    user_name: str | None = None
    except_users: tuple[str, ...] = ()

    def apply(self, statement: Select[Any]) -> Select[Any]:
        """The statement, cut to the stretch and in its order."""
        table = file_revision.c
        low, high = (self.end, self.start) if self.newest_first else (self.start, self.end)
        if low is not None:
            statement = statement.where(table.timestamp >= low)
        if high is not None:
            statement = statement.where(table.timestamp <= high)
        row = tuple_(table.timestamp, table.title)
        if self.from_row is not None:
            first = _pair(self.from_row)
            statement = statement.where(row <= first if self.newest_first else row >= first)
        if self.until_row is not None:
            last = _pair(self.until_row)
            statement = statement.where(row > last if self.newest_first else row < last)
        if self.user_name is not None:
            statement = statement.where(table.user_name == self.user_name)
        if self.except_users:
            statement = statement.where(table.user_name.not_in(self.except_users))
        columns = (table.timestamp, table.title)
        return statement.order_by(*(column.desc() if self.newest_first else column.asc() for column in columns))


def _pair(row: tuple[int, str]) -> Any:
    return tuple_(literal(row[0], BigInteger), literal(row[1], String))


def list_by_name(
    connection: Connection, range_: NameRange, *, filter_: FileFilter, has_metadata: bool
) -> list[FileRevision]:
    """Current revisions in the order of their names; without metadata unless these are asked for."""
    if filter_ != FileFilter():
        statement = filter_.apply(_by_name(range_, has_metadata=has_metadata))
        return _read(connection, statement, has_metadata=has_metadata)
    values = {each.name: getattr(range_, each.name) for each in fields(range_) if each.name != "descending"}
    given = {name: value for name, value in values.items() if value is not None}
    prepared = _prepared_by_name(frozenset(given), descending=range_.descending, has_metadata=has_metadata)
    rows = prepared.all(connection, **given)
    return [revision_of_row(row) if has_metadata else _without_metadata(row._asdict()) for row in rows]


def _by_name(range_: NameRange, *, has_metadata: bool) -> Select[Any]:
    name = file_revision.c.title
    statement = range_.apply(_current(has_metadata=has_metadata), name)
    return statement.order_by(name.desc() if range_.descending else name.asc()).limit(range_.limit)


@cache
def _prepared_by_name(given: frozenset[str], *, descending: bool, has_metadata: bool) -> Prepared:
    """The list with a place for each of the range's values that are given."""
    places: dict[str, Any] = {name: bindparam(name, type_=String) for name in given - {"limit"}}
    range_ = NameRange(bindparam("limit"), descending=descending, **places)  # type: ignore[arg-type]
    return Prepared(_by_name(range_, has_metadata=has_metadata))


def list_of_sha1s(connection: Connection, sha1s: Collection[str], *, limit: int) -> list[FileRevision]:
    """Current revisions with one of the hashes, by name, without metadata."""
    table = file_revision.c
    statement = _current(has_metadata=False).where(table.sha1.in_(sha1s)).order_by(table.title).limit(limit)
    return _read(connection, statement, has_metadata=False)


def name_to_stop_at(connection: Connection, range_: NameRange, *, after: int = MOST_LOOKED_AT) -> str | None:
    """The name in the stretch before which so many files are, that is to be the next page's first; None for none."""
    name = file_revision.c.title
    statement = range_.apply(select(name).where(file_revision.c.archive_name.is_(None)), name)
    statement = statement.order_by(name.desc() if range_.descending else name.asc())
    found: str | None = connection.scalar(statement.offset(after).limit(1))
    return found


def list_by_time(
    connection: Connection, range_: UploadRange, *, filter_: FileFilter, has_metadata: bool
) -> list[FileRevision]:
    """Current revisions in the order of their uploads; without metadata unless these are asked for."""
    statement = range_.apply(filter_.apply(_current(has_metadata=has_metadata)))
    return _read(connection, statement.limit(range_.limit), has_metadata=has_metadata)


def moment_to_stop_at(
    connection: Connection, range_: UploadRange, *, after: int = MOST_LOOKED_AT
) -> tuple[int, str] | None:
    """The place in the stretch before which so many files are, that is to be the next page's first; None for none."""
    columns = file_revision.c.timestamp, file_revision.c.title
    statement = range_.apply(select(*columns).where(file_revision.c.archive_name.is_(None)))
    row = connection.execute(statement.offset(after).limit(1)).first()
    return None if row is None else (row.timestamp, row.title)


def names_of_members(connection: Connection, groups: Collection[str], *, now: int) -> tuple[str, ...]:
    """The names of the accounts that are in one of the groups now."""
    member, is_valid = account_group.c, or_(account_group.c.expiry.is_(None), account_group.c.expiry >= now)
    statement = select(account.c.name).join(account_group, member.account_id == account.c.id)
    # Sorted here: the database would walk through all accounts for the sake of the order.
    return tuple(sorted(set(connection.execute(statement.where(member.name.in_(groups), is_valid)).scalars())))


def list_old(
    connection: Connection,
    title: str,
    *,
    limit: int,
    start: int | None = None,
    end: int | None = None,
    from_row: tuple[int, int] | None = None,
) -> list[FileRevision]:
    """A file's old revisions from newest to oldest, from the second ``start`` down to ``end``.

    ``from_row`` is the timestamp and the id of the first one to give.
    """
    wanted: dict[str, object] = {"called": title, "most": limit}
    if start is not None:
        wanted["start"] = start
    if end is not None:
        wanted["end"] = end
    if from_row is not None:
        wanted["from_time"], wanted["from_id"] = from_row
    return [revision_of_row(row) for row in _old(frozenset(wanted)).all(connection, **wanted)]


@cache
def _old(wanted: frozenset[str]) -> Prepared:
    table = file_revision.c
    statement = select(file_revision).where(table.title == bindparam("called"), table.archive_name.is_not(None))
    if "start" in wanted:
        statement = statement.where(table.timestamp <= bindparam("start"))
    if "end" in wanted:
        statement = statement.where(table.timestamp >= bindparam("end"))
    if "from_id" in wanted:
        first = tuple_(bindparam("from_time", type_=BigInteger), bindparam("from_id", type_=BigInteger))
        statement = statement.where(tuple_(table.timestamp, table.id) <= first)
    return Prepared(statement.order_by(table.timestamp.desc(), table.id.desc()).limit(bindparam("most")))


def list_archived(
    connection: Connection, range_: NameRange, *, sha1: str | None, from_row: tuple[str, int, int] | None
) -> list[ArchivedFile]:
    """Deleted revisions by name, time and id; ``from_row`` is those of the first one to give."""
    table = archived_file.c
    statement = range_.apply(select(archived_file), table.title)
    if sha1 is not None:
        statement = statement.where(table.sha1 == sha1)
    columns = (table.title, table.timestamp, table.id)
    if from_row is not None:
        row = tuple_(*columns)
        name, timestamp, row_id = from_row
        first = tuple_(literal(name, String), literal(timestamp, BigInteger), literal(row_id, BigInteger))
        statement = statement.where(row <= first if range_.descending else row >= first)
    order = [column.desc() if range_.descending else column.asc() for column in columns]
    statement = statement.order_by(*order).limit(range_.limit)
    return [archived_of_row(row) for row in connection.execute(statement)]


def _current(*, has_metadata: bool) -> Select[Any]:
    skipped: Collection[str] = () if has_metadata else _HEAVY
    columns = [column for column in file_revision.c if column.name not in skipped]
    return select(*columns).where(file_revision.c.archive_name.is_(None))


def _read(connection: Connection, statement: Select[Any], *, has_metadata: bool) -> list[FileRevision]:
    rows = connection.execute(statement)
    if has_metadata:
        return [revision_of_row(row) for row in rows]
    return [_without_metadata(row._mapping) for row in rows]  # noqa: SLF001


def _without_metadata(values: Mapping[str, Any] | RowMapping) -> FileRevision:
    return revision_of_values({"metadata": None, "common_metadata": {}, **values})


def repeated_sha1s(connection: Connection, sha1s: Collection[str]) -> set[str]:
    """Those of the hashes that more than one file has now."""
    table = file_revision.c
    here = table.sha1.in_(sha1s), table.archive_name.is_(None)
    statement = select(table.sha1).where(*here).group_by(table.sha1).having(func.count() > 1)
    return set(connection.execute(statement).scalars())
