"""A database: read and write transactions over one SQLAlchemy engine."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, Engine

from mediawharf.db.turns import Turns


class Database:
    """Transactions on one engine; the dialect's own settings are made where the engine is."""

    def __init__(self, engine: Engine, *, turns: Turns | None = None) -> None:
        self._engine = engine
        self._turns = turns  # None: the database has many writers at once

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
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable once the block has ended, and undone if it raises.

        On SQLite it holds the only write lock from its start (BEGIN IMMEDIATE), so what it has read stays true.
        """
        with nullcontext() if self._turns is None else self._turns.taken(), self._engine.connect() as connection:
            options = connection.execution_options(mediawharf_write=True)
            with options.begin():
                yield options

    def close(self) -> None:
        """Ends all connections."""
        self._engine.dispose()
        if self._turns is not None:
            self._turns.close()
