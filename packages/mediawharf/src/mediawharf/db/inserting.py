"""One row put into a table, at the price of the database rather than of the statement."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from mediawharf.db.prepared import Prepared


def insert_row(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """The id that the new row got; a column that is not among the values gets NULL."""
    if connection.dialect.name == "sqlite":  # its driver tells the id; RETURNING costs a table of its own
        return _plain(table, tuple(values)).add(connection, **values)
    row_id: int = _returning_id(table, tuple(values)).all(connection, **values)[0].id
    return row_id


def add_row(connection: Connection, table: Table, values: Mapping[str, object]) -> None:
    """Adds a row to a table without ids; a column that is not among the values gets NULL."""
    _plain(table, tuple(values)).run(connection, **values)


def put_row(connection: Connection, table: Table, values: Mapping[str, object]) -> None:
    """Adds a row, or gives these values to the one that has its primary key."""
    _putting(table, tuple(values), connection.dialect.name).run(connection, **values)


@cache
def _returning_id(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(table).returning(table.c.id), columns)


@cache
def _plain(table: Table, columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(table), columns)


@cache
def _putting(table: Table, columns: tuple[str, ...], dialect: str) -> Prepared:
    # In both dialects the same words, by different classes.
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    key = [column.name for column in table.primary_key]
    new = {name: statement.excluded[name] for name in columns if name not in key}
    return Prepared(statement.on_conflict_do_update(index_elements=key, set_=new), columns)
