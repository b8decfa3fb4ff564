"""A database: read and write transactions over one SQLAlchemy engine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from mediawharf.db.connections import Connections
from mediawharf.db.turns import Turns

_AFTER_COMMIT = "mediawharf_after_commit"


@dataclass(frozen=True, slots=True)
class Alone:
    """How one writer at a time is had: the statements that begin transactions, and the turns at writing."""

    read: str
    write: str
    turns: Turns


class Database:
    """Transactions on one engine; the dialect's own settings are made where the engine is.

    ``alone`` is for a database with one writer at a time, in a file. Its transactions are begun and ended by the
    driver: SQLAlchemy joins in where a statement is run by it.
    """

    def __init__(self, engine: Engine, *, alone: Alone | None = None) -> None:
        self._engine = engine
        self._alone = alone
        self._connections = Connections(engine, stay_open=alone is not None)

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name of the kind of database: ``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @property
    def is_local(self) -> bool:
        """Whether it is a file of this machine: what is read by key is then there without waiting for others."""
        return self.dialect == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements see one state of the database; what it writes is dropped."""
        connection = self._begun(None if self._alone is None else self._alone.read)
        try:
            yield connection
        finally:
            self._end(connection, _roll_back)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable once the block has ended, and undone if it raises.

        On SQLite it holds the only write lock from its start (BEGIN IMMEDIATE), so what it has read stays true.
        """
        with nullcontext() if self._alone is None else self._alone.turns.taken():
            connection = self._begun(None if self._alone is None else self._alone.write)
            is_done = False
            try:
                yield connection
                is_done = True
            finally:
                called = connection.info.pop(_AFTER_COMMIT, ())
                self._end(connection, _commit if is_done else _roll_back)
        for each in called:
            each()

    def close(self) -> None:
        """Ends all connections that are idle; new ones are opened when they are needed."""
        self._connections.close()
        self._engine.dispose()
        if self._alone is not None:
            self._alone.turns.close()

    def _begun(self, statement: str | None) -> Connection:
        connection = self._connections.take()
        try:
            if statement is None:
                connection.begin()
            else:
                _run(connection, lambda driver: driver.execute(statement), statement)
        except BaseException:
            connection.close()
            raise
        return connection

    def _end(self, connection: Connection, end: Callable[[Connection], None]) -> None:
        try:
            end(connection)
        except BaseException:
            connection.close()  # which undoes what is left of the transaction
            raise
        self._connections.give_back(connection)


def after_commit(connection: Connection, call: Callable[[], None]) -> None:
    """Has something called once the transaction of ``Database.write`` is durable; never if it is undone."""
    connection.info[_AFTER_COMMIT] = (*connection.info.get(_AFTER_COMMIT, ()), call)


def driver_error(connection: Connection, error: Exception, *, statement: str, parameters: Any = ()) -> Exception:
    """What SQLAlchemy would raise for an error of the driver."""
    return DBAPIError.instance(statement, parameters, error, connection.dialect.loaded_dbapi.Error)


def _commit(connection: Connection) -> None:
    if connection.in_transaction():
        connection.commit()
    else:
        _run(connection, lambda driver: driver.commit(), "COMMIT")


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction():
        connection.rollback()
    else:
        _run(connection, lambda driver: driver.rollback(), "ROLLBACK")


def _run(connection: Connection, work: Callable[[Any], object], statement: str) -> None:
    try:
        work(connection.connection.dbapi_connection)
    except connection.dialect.loaded_dbapi.Error as error:
        raise driver_error(connection, error, statement=statement) from error
