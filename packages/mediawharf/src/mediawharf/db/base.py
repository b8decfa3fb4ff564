"""A database: read and write transactions over one SQLAlchemy engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


class Database:
    """Transactions on one engine; the dialect's own settings are made where the engine is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def dialect(self) -> str:
        """SQLAlchemy's name of the kind of database: ``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

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
        with self._engine.connect() as connection:
            options = connection.execution_options(mediawharf_write=True)
            with options.begin():
                yield options

    def close(self) -> None:
        """Ends all connections."""
        self._engine.dispose()
