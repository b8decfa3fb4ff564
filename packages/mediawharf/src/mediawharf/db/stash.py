"""Queries on stashed files."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, func, select, update

from mediawharf.db.files import facts_of_row, facts_to_row
from mediawharf.db.inserting import add_row
from mediawharf.db.prepared import NamedRow, Prepared
from mediawharf.db.schema import stashed_file
from mediawharf.model.file import FileFacts
from mediawharf.model.stashed import StashedFile

HOLDING_BYTES = ("chunks", "stashed")


def _of_row(row: NamedRow) -> StashedFile:
    values = row._asdict()
    facts = values.pop("facts")
    return StashedFile(facts=None if facts is None else facts_of_row(facts), **values)


def _to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    facts = cast("FileFacts | None", values.get("facts"))
    return {**values, "facts": facts_to_row(facts)} if facts is not None else dict(values)


def find(connection: Connection, filekey: str) -> StashedFile | None:
    """The stashed file with that key."""
    row = _by_filekey().first(connection, wanted=filekey)
    return None if row is None else _of_row(row)


@cache
def _by_filekey() -> Prepared:
    return Prepared(select(stashed_file).where(stashed_file.c.filekey == bindparam("wanted")))


@cache
def _advance() -> Prepared:
    row = stashed_file.c
    same = row.filekey == bindparam("wanted"), row.state == "chunks"
    there = row.offset == bindparam("old_offset"), row.blob_key == bindparam("old_blob")
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in StashedFile.__slots__ if name != "filekey"}
    return Prepared(update(stashed_file).where(*same, *there).values(new))


@cache
def _bytes_of_account() -> Prepared:
    row = stashed_file.c
    here = row.account_id == bindparam("wanted"), row.state.in_(HOLDING_BYTES)
    return Prepared(select(func.sum(row.offset).label("bytes")).where(*here))


@cache
def _unfinished_of_account() -> Prepared:
    row = stashed_file.c
    here = row.account_id == bindparam("wanted"), row.state == "chunks"
    return Prepared(select(func.count().label("files")).select_from(stashed_file).where(*here))


def add(connection: Connection, stashed: StashedFile) -> None:
    """Adds a stashed file."""
    values = {name: getattr(stashed, name) for name in stashed.__slots__}
    add_row(connection, stashed_file, _to_row(values))


def advance(connection: Connection, old: StashedFile, new: StashedFile) -> bool:
    """Replaces an unfinished file's row if its offset and blob are still the old ones; tells whether they were.

    This is the lock of chunked uploads: of two chunks for one offset, one finds the row changed.
    """
    values = _to_row({name: getattr(new, name) for name in new.__slots__ if name != "filekey"})
    renamed = {f"new_{name}": value for name, value in values.items()}
    there = {"wanted": old.filekey, "old_offset": old.offset, "old_blob": old.blob_key}
    return _advance().run(connection, **there, **renamed) == 1


def has_blob(connection: Connection, blob_key: str) -> bool:
    """Whether a stashed file holds the blob."""
    query = select(stashed_file.c.filekey).where(stashed_file.c.blob_key == blob_key).limit(1)
    return connection.execute(query).first() is not None


def change(connection: Connection, filekey: str, **values: Any) -> None:
    """Sets columns of a stashed file."""
    connection.execute(update(stashed_file).where(stashed_file.c.filekey == filekey).values(**_to_row(values)))


def remove(connection: Connection, filekey: str) -> None:
    """Forgets a stashed file; its bytes are the caller's to remove."""
    connection.execute(delete(stashed_file).where(stashed_file.c.filekey == filekey))


def of_account(connection: Connection, account_id: int) -> list[StashedFile]:
    """What an account has unfinished or unpublished, the last touched first."""
    table = stashed_file
    query = select(table).where(table.c.account_id == account_id, table.c.state.in_(HOLDING_BYTES))
    return [_of_row(row) for row in connection.execute(query.order_by(table.c.touched.desc(), table.c.filekey))]


def page_of_account(connection: Connection, account_id: int, *, first: str, limit: int) -> list[StashedFile]:
    """The account's files that hold bytes, by their keys, from a key on."""
    row = stashed_file.c
    here = row.account_id == account_id, row.filekey >= first, row.state.in_(HOLDING_BYTES)
    query = select(stashed_file).where(*here).order_by(row.filekey).limit(limit)
    return [_of_row(found) for found in connection.execute(query)]


def bytes_of_account(connection: Connection, account_id: int) -> int:
    """How many bytes an account's unfinished and unpublished files hold."""
    found = _bytes_of_account().all(connection, wanted=account_id)
    return int(found[0].bytes or 0)


def unfinished_of_account(connection: Connection, account_id: int) -> int:
    """How many files in chunks an account has begun and not finished."""
    return int(_unfinished_of_account().all(connection, wanted=account_id)[0].files)


def expired(connection: Connection, now: int, *, limit: int) -> list[StashedFile]:
    """Stashed files whose time has run out, the oldest first."""
    query = select(stashed_file).where(stashed_file.c.expires < now).order_by(stashed_file.c.expires).limit(limit)
    return [_of_row(row) for row in connection.execute(query)]
