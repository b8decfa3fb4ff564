"""Transactions and the connections that they leave behind."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from mediawharf.db.after_commit import after_commit
from mediawharf.db.base import Database
from mediawharf.db.driver import driver_of
from mediawharf.db.engine import open_database
from mediawharf.db.inserting import add_row
from mediawharf.db.schema import change_tag


class Undone(Exception):
    """What ends a transaction that is not to be kept."""


def tag(name: str) -> dict[str, object]:
    return {"name": name, "active": True, "description": ""}


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(change_tag.c.name).order_by(change_tag.c.name)).scalars())


def test_one_connection_serves_transactions_that_follow_each_other(database: Database) -> None:
    opened: list[object] = []
    event.listen(database._engine, "connect", lambda connection, _: opened.append(connection))
    with database.write() as connection:
        add_row(connection, change_tag, tag("one"))
    assert names(database) == ["one"]
    assert opened == []


def test_statements_of_both_ways_are_one_transaction(database: Database) -> None:
    with pytest.raises(Undone):
        write_both_ways(database, error=Undone)
    assert names(database) == []
    write_both_ways(database)
    assert names(database) == ["by SQLAlchemy", "by the driver"]


def test_a_savepoint_is_undone_alone(database: Database) -> None:
    with database.write() as connection:
        add_row(connection, change_tag, tag("before"))
        with pytest.raises(Undone), connection.begin_nested():
            undo(connection, "within")
        add_row(connection, change_tag, tag("after"))
    assert names(database) == ["after", "before"]


def test_nothing_of_a_failed_transaction_is_in_the_next(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(change_tag), [tag("one"), tag("one")])
    with database.write() as connection:
        add_row(connection, change_tag, tag("two"))
    assert names(database) == ["two"]


def test_a_database_that_another_program_writes_to_is_told_by_an_error_of_sqlalchemy(database: Database) -> None:
    with database.read() as connection:
        driver_of(connection).execute("ROLLBACK")
        driver_of(connection).execute("PRAGMA busy_timeout=0")
        driver_of(connection).execute("BEGIN")
    with sqlite3.connect(str(database._engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), database.write():
            raise AssertionError
        other.rollback()
    other.close()
    assert names(database) == []


def test_a_transaction_that_sqlite_gave_up_is_not_taken_for_committed(database: Database) -> None:
    with pytest.raises(OperationalError, match="no transaction"), database.write() as connection:
        driver_of(connection).rollback()
    assert names(database) == []


def test_a_connection_that_broke_is_not_used_again(database: Database) -> None:
    with database.read() as connection:
        connection.invalidate()
    assert names(database) == []


def test_what_is_to_follow_a_commit_follows_that_one_alone(database: Database) -> None:
    told: list[str] = []
    with pytest.raises(Undone), database.write() as connection:
        undo(connection, "one", after=lambda: told.append("undone"))
    with database.write() as connection:
        after_commit(connection, lambda: told.extend(names(database)))
        add_row(connection, change_tag, tag("kept"))
    with database.write():
        pass
    assert told == ["kept"]


def test_a_closed_database_opens_again(database: Database) -> None:
    database.close()
    assert names(database) == []


def write_both_ways(database: Database, *, error: type[Exception] | None = None) -> None:
    with database.write() as connection:
        add_row(connection, change_tag, tag("by the driver"))
        connection.execute(insert(change_tag).values(tag("by SQLAlchemy")))
        if error is not None:
            raise error


def undo(connection: Connection, name: str, *, after: Callable[[], None] = lambda: None) -> None:
    after_commit(connection, after)
    add_row(connection, change_tag, tag(name))
    raise Undone


def test_nobody_waits_for_a_connection(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=1)
    with ExitStack() as stack:
        reading = [stack.enter_context(database.read()) for _ in range(30)]
        assert len(set(map(id, reading))) == 30
    database.close()
