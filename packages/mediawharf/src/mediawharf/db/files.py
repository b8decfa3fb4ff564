"""Queries on published and deleted files. Timestamps are seconds since 1970; titles are database keys."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from mediawharf.db import thumbnails
from mediawharf.db.inserting import insert_row
from mediawharf.db.prepared import NamedRow, Prepared
from mediawharf.db.schema import FILE_COLUMNS, archived_file, file_revision
from mediawharf.model.file import ArchivedFile, FileFacts, FileRevision
from mediawharf.model.title import Title

FILE_NAMESPACE = 6
# No title holds this character, and it sorts after all that a title may hold.
AFTER_ALL = "\U0010ffff"


# Facts stand in columns of their own names.
_FACTS = FileFacts.__struct_fields__
_COMMON = ("id", "blob_key", "timestamp", "user_id", "user_name", "comment", "archive_name")
_facts_in_row, _facts_in_values = attrgetter(*_FACTS), itemgetter(*_FACTS)
_common_in_row, _common_in_values = attrgetter(*_COMMON), itemgetter(*_COMMON)


def facts_to_row(facts: FileFacts) -> dict[str, Any]:
    """The facts as column values."""
    return dict(zip(_FACTS, _facts_in_row(facts), strict=True))


def facts_of_row(row: Mapping[str, Any] | RowMapping) -> FileFacts:
    """The facts that ``facts_to_row`` made columns of."""
    return FileFacts(*_facts_in_values(row))


def revision_of_row(row: NamedRow) -> FileRevision:
    """The revision that a row of ``file_revision`` holds."""
    return _revision(row.title, _common_in_row(row), FileFacts(*_facts_in_row(row)))


def revision_of_values(values: Mapping[str, Any] | RowMapping) -> FileRevision:
    """The revision that column values tell of."""
    return _revision(values["title"], _common_in_values(values), facts_of_row(values))


def _revision(title: str, common: tuple[Any, ...], facts: FileFacts) -> FileRevision:
    row_id, blob_key, *others = common
    return FileRevision(row_id, Title(FILE_NAMESPACE, title), blob_key, facts, *others)


def archived_of_row(row: NamedRow) -> ArchivedFile:
    """The deleted revision that a row of ``archived_file`` holds."""
    return ArchivedFile(
        facts=FileFacts(*_facts_in_row(row)),
        title=Title(FILE_NAMESPACE, row.title),
        deleted_timestamp=row.deleted_timestamp,
        deleted_by=row.deleted_by,
        deleted_reason=row.deleted_reason,
        **dict(zip(_COMMON, _common_in_row(row), strict=True)),
    )


def current(connection: Connection, titles: Iterable[str]) -> dict[str, FileRevision]:
    """The current revision of each of the titles that is a file."""
    wanted = list(titles)
    if not wanted:
        return {}
    return {row.title: revision_of_row(row) for row in _current_by_title().all(connection, wanted=wanted)}


@cache
def _current_by_title() -> Prepared:
    table = file_revision
    wanted: BindParameter[str] = bindparam("wanted", expanding=True)
    here = table.c.title.in_(wanted), table.c.archive_name.is_(None)
    return Prepared(select(table).where(*here), lists=("wanted",))


@cache
def _current_by_sha1() -> Prepared:
    table = file_revision
    here = table.c.sha1.in_(bindparam("wanted", expanding=True)), table.c.archive_name.is_(None)
    return Prepared(select(table).where(*here).order_by(table.c.title), lists=("wanted",))


@cache
def _old_by_sha1() -> Prepared:
    table = file_revision
    same = table.c.title == bindparam("called"), table.c.sha1 == bindparam("wanted")
    return Prepared(select(table).where(*same, table.c.archive_name.is_not(None)).order_by(table.c.timestamp.desc()))


@cache
def _archived_by_sha1() -> Prepared:
    table = archived_file
    query = select(table).where(table.c.sha1 == bindparam("wanted"))
    return Prepared(query.order_by(table.c.deleted_timestamp.desc(), table.c.id.desc()).limit(1))


@cache
def _by_archive_name() -> Prepared:
    table = file_revision
    here = table.c.title == bindparam("called"), table.c.archive_name == bindparam("archived_as")
    return Prepared(select(table).where(*here))


@cache
def _set_archive_name() -> Prepared:
    table = file_revision
    return Prepared(
        update(table).where(table.c.id == bindparam("wanted")).values(archive_name=bindparam("archived_as"))
    )


@cache
def _by_id() -> Prepared:
    return Prepared(select(file_revision).where(file_revision.c.id == bindparam("wanted")))


def revisions(
    connection: Connection, title: str, *, limit: int | None = None, start: int | None = None, end: int | None = None
) -> list[FileRevision]:
    """A file's revisions, the current one first, then from newest to oldest, from start down to end."""
    table = file_revision
    query = select(table).where(table.c.title == title)
    if start is not None:
        query = query.where(table.c.timestamp <= start)
    if end is not None:
        query = query.where(table.c.timestamp >= end)
    query = query.order_by(table.c.archive_name.is_(None).desc(), table.c.timestamp.desc(), table.c.id.desc())
    return [revision_of_row(row) for row in connection.execute(query.limit(limit))]


def revision(connection: Connection, revision_id: int) -> FileRevision | None:
    """The revision with that id."""
    row = _by_id().first(connection, wanted=revision_id)
    return None if row is None else revision_of_row(row)


def archived_name(connection: Connection, title: str, archive_name: str) -> FileRevision | None:
    """The old revision of that archive name."""
    row = _by_archive_name().first(connection, called=title, archived_as=archive_name)
    return None if row is None else revision_of_row(row)


def current_by_sha1(connection: Connection, sha1s: Sequence[str]) -> list[FileRevision]:
    """Files whose current revision has one of the hashes, by title."""
    if not sha1s:
        return []
    return [revision_of_row(row) for row in _current_by_sha1().all(connection, wanted=list(sha1s))]


def old_by_sha1(connection: Connection, title: str, sha1: str) -> list[FileRevision]:
    """Old revisions of a file with that hash, the newest first."""
    return [revision_of_row(row) for row in _old_by_sha1().all(connection, called=title, wanted=sha1)]


def insert_revision(connection: Connection, values: Mapping[str, Any]) -> int:
    """Adds a revision; gives its id. Raises IntegrityError when the title already has a current one."""
    return insert_row(connection, file_revision, {"sha256": None, **values})


def set_archive_name(connection: Connection, revision_id: int, archive_name: str | None) -> None:
    """Makes the revision an old one of that name, or with None the current one."""
    _set_archive_name().run(connection, wanted=revision_id, archived_as=archive_name)


def archive_name_exists(connection: Connection, title: str, archive_name: str) -> bool:
    """Whether an old revision of the file has that archive name."""
    return archived_name(connection, title, archive_name) is not None


def archived_by_title(connection: Connection, title: str, *, limit: int | None = None) -> list[ArchivedFile]:
    """Deleted revisions of that title, the newest first."""
    table = archived_file
    query = select(table).where(table.c.title == title).order_by(table.c.timestamp.desc(), table.c.id.desc())
    return [archived_of_row(row) for row in connection.execute(query.limit(limit))]


def archived_by_sha1(connection: Connection, sha1: str) -> ArchivedFile | None:
    """The deleted file with that hash that was deleted last."""
    row = _archived_by_sha1().first(connection, wanted=sha1)
    return None if row is None else archived_of_row(row)


def archive(connection: Connection, revision_ids: Sequence[int], *, timestamp: int, by: str, reason: str) -> int:
    """Moves revisions to the archive of deleted files, without their thumbnails; gives how many."""
    names = ["title", *(name for name, _, _ in FILE_COLUMNS)]
    deletion = {"deleted_timestamp": timestamp, "deleted_by": by, "deleted_reason": reason}
    rows = select(*(file_revision.c[name] for name in names)).where(file_revision.c.id.in_(revision_ids))
    moved = [{**row._mapping, **deletion} for row in connection.execute(rows.order_by(file_revision.c.id))]  # noqa: SLF001
    if moved:
        connection.execute(insert(archived_file), moved)
        thumbnails.drop(connection, [row["blob_key"] for row in moved])
        connection.execute(delete(file_revision).where(file_revision.c.id.in_(revision_ids)))
    return len(moved)


def restore(connection: Connection, archived_id: int, *, archive_name: str | None) -> int:
    """Moves a deleted revision back under its title, by that archive name or as the current one; gives its new id."""
    names = ["title", *(name for name, _, _ in FILE_COLUMNS)]
    table = archived_file
    row = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == archived_id)).one()
    connection.execute(delete(table).where(table.c.id == archived_id))
    return insert_revision(connection, {**row._mapping, "archive_name": archive_name})  # noqa: SLF001


def rename(connection: Connection, revision_id: int, *, title: str, archive_name: str | None) -> None:
    """Gives a revision another title, and the archive name that goes with it."""
    table = file_revision
    values = {"title": title, "archive_name": archive_name}
    connection.execute(update(table).where(table.c.id == revision_id).values(values))


def count(connection: Connection) -> int:
    """How many files there are."""
    return int(connection.scalar(select(func.count()).where(file_revision.c.archive_name.is_(None))) or 0)


def current_files() -> Select[Any]:
    """A query for the current revisions of all files, to be narrowed, ordered and limited by lists."""
    return select(file_revision).where(file_revision.c.archive_name.is_(None))
