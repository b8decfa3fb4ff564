"""A database: read and write transactions over one SQLAlchemy engine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from mediawharf.db.after_commit import calls_of, keep_calls
from mediawharf.db.connections import MOST_IDLE, Connections
from mediawharf.db.driver import driver_of, run
from mediawharf.db.full import FullDisk
from mediawharf.db.together import Together
from mediawharf.db.turns import Turns

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Alone:
    """How one writer at a time is had: the statements that begin transactions, and the turns at writing.

    ``folder`` is where the database's file is; None if it is in memory.
    """

    read: str
    write: str
    turns: Turns
    folder: Path | None


class Database:
    """Transactions on one engine; the dialect's own settings are made where the engine is.

    ``alone`` is for a database with one writer at a time, in a file. Its transactions are begun and ended by the
    driver: SQLAlchemy joins in where a statement is run by it. All transactions raise DatabaseFull if its disk is full.
    """

    def __init__(self, engine: Engine, *, alone: Alone | None = None) -> None:
        self._engine = engine
        self._alone = alone
        self._connections = Connections(engine, stay_open=0 if alone is None else MOST_IDLE)
        self._together = Together(self.write)
        self._full = FullDisk(None if alone is None else alone.folder)

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
        with self._full:
            connection = self._begun(None if self._alone is None else self._alone.read)
            try:
                yield connection
            finally:
                self._end(connection, self._roll_back)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable once the block has ended, and undone if it raises.

        On SQLite it holds the only write lock from its start (BEGIN IMMEDIATE), so what it has read stays true.
        """
        with self._full, nullcontext() if self._alone is None else self._alone.turns.taken():
            connection = self._begun(None if self._alone is None else self._alone.write)
            is_done = False
            try:
                yield connection
                is_done = True
            finally:
                calls = calls_of(connection)
                keep_calls(connection, ())
                self._end(connection, self._commit if is_done else self._roll_back)
        for call in calls:
            call()

    def write_together(self, work: Callable[[Connection], T]) -> T:
        """What the work gives on a connection of ``write``, once it is durable; what it raises undoes it alone.

        For short work that many do at once: on SQLite those who wait for the lock share a transaction and its commit.
        See ``Together.run`` for what the work must be.
        """
        if self._alone is not None:
            with self._full:
                return self._together.run(work)
        with self.write() as connection:
            return work(connection)

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
                run(connection, statement)
        except BaseException:
            connection.close()
            raise
        return connection

    def _end(self, connection: Connection, end: Callable[[Connection], None]) -> None:
        try:
            end(connection)
        except BaseException as error:
            connection.invalidate(error)  # closed for good: no next one may find what is left of the transaction
            connection.close()
            raise
        self._connections.give_back(connection)

    def _commit(self, connection: Connection) -> None:
        if self._alone is not None:
            # Not the driver's commit(): that is silent where SQLite gave the transaction up, as on a full disk.
            run(connection, "COMMIT")
        if connection.in_transaction():
            connection.commit()

    def _roll_back(self, connection: Connection) -> None:
        if connection.in_transaction():
            connection.rollback()
        else:
            driver_of(connection).rollback()
