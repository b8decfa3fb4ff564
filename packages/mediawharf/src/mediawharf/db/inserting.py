"""One row put into a table, at the price of the database rather than of the statement."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Table, insert
from sqlalchemy.sql.dml import ReturningInsert


def insert_row(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """The id that the new row got; every column without a default must be among the values."""
    row_id: int = connection.execute(_returning_id(table), dict(values)).scalar_one()
    return row_id


@cache
def _returning_id(table: Table) -> ReturningInsert[int]:
    # Made once for each table: building and keying a statement takes longer than SQLite needs to run it.
    return insert(table).returning(table.c.id)
