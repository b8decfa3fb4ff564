"""Queries on stashed files."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from mediawharf.db.files import facts_of_row, facts_to_row
from mediawharf.db.schema import stashed_file
from mediawharf.model.file import FileFacts
from mediawharf.model.stashed import StashedFile

HOLDING_BYTES = ("chunks", "stashed")


def _of_row(row: Row[Any]) -> StashedFile:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    facts = values.pop("facts")
    return StashedFile(facts=None if facts is None else facts_of_row(facts), **values)


def _to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    facts = cast("FileFacts | None", values.get("facts"))
    return {**values, "facts": facts_to_row(facts)} if facts is not None else dict(values)


def find(connection: Connection, filekey: str) -> StashedFile | None:
    """The stashed file with that key."""
    row = connection.execute(_by_filekey(), {"wanted": filekey}).first()
    return None if row is None else _of_row(row)


@cache
def _by_filekey() -> Select[Any]:
    return select(stashed_file).where(stashed_file.c.filekey == bindparam("wanted"))


def add(connection: Connection, stashed: StashedFile) -> None:
    """Adds a stashed file."""
    values = {name: getattr(stashed, name) for name in stashed.__slots__}
    connection.execute(insert(stashed_file).values(**_to_row(values)))


def advance(connection: Connection, old: StashedFile, new: StashedFile) -> bool:
    """Replaces an unfinished file's row if its offset and blob are still the old ones; tells whether they were.

    This is the lock of chunked uploads: of two chunks for one offset, one finds the row changed.
    """
    table = stashed_file
    values = {name: getattr(new, name) for name in new.__slots__ if name != "filekey"}
    query = (
        update(table)
        .where(table.c.filekey == old.filekey, table.c.state == "chunks")
        .where(table.c.offset == old.offset, table.c.blob_key == old.blob_key)
        .values(**_to_row(values))
    )
    return connection.execute(query).rowcount == 1


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


def bytes_of_account(connection: Connection, account_id: int) -> int:
    """How many bytes an account's unfinished and unpublished files hold."""
    table = stashed_file
    query = select(func.sum(table.c.offset)).where(table.c.account_id == account_id, table.c.state.in_(HOLDING_BYTES))
    return int(connection.scalar(query) or 0)


def expired(connection: Connection, now: int, *, limit: int) -> list[StashedFile]:
    """Stashed files whose time has run out, the oldest first."""
    query = select(stashed_file).where(stashed_file.c.expires < now).order_by(stashed_file.c.expires).limit(limit)
    return [_of_row(row) for row in connection.execute(query)]
