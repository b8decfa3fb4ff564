"""Queries on the states of uploads that jobs do the rest of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from mediawharf.db.schema import upload_status
from mediawharf.model.json import Json

StatusResult = Literal["Poll", "Success", "Warning", "Failure"]


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What the last job or request has noted of an upload. ``detail`` depends on the result."""

    account_id: int
    filekey: str
    result: StatusResult
    stage: str
    detail: Mapping[str, Json]
    updated: int  # seconds since 1970


def find(connection: Connection, account_id: int, filekey: str) -> StatusRow | None:
    """What is noted of the account's upload of that key."""
    table = upload_status
    query = select(table).where(table.c.account_id == account_id, table.c.filekey == filekey)
    row = connection.execute(query).first()
    return None if row is None else StatusRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def put(connection: Connection, status: StatusRow) -> None:
    """Notes a state in place of what was noted before."""
    table = upload_status
    values = {name: getattr(status, name) for name in status.__slots__}
    where = (table.c.account_id == status.account_id, table.c.filekey == status.filekey)
    if connection.execute(update(table).where(*where).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**values))


def drop_before(connection: Connection, updated: int) -> int:
    """Forgets states that were noted before that second; gives how many."""
    return connection.execute(delete(upload_status).where(upload_status.c.updated < updated)).rowcount
