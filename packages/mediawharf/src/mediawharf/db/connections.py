"""Connections that stay open between transactions, so that a transaction costs no more than its statements.

Taking a connection from SQLAlchemy's pool and giving it back costs more than five statements of SQLite.
"""

from sqlalchemy import Connection, Engine

# Each keeps up to 2 MiB of pages. Seldom are more in use at once: most threads wait for others or for a commit.
MOST_IDLE = 8


class Connections:
    """The idle connections of one engine; the one used last, which has its pages in memory still, is taken first.

    ``stay_open`` tells how many stay open, of a database in a file. One behind a network may close a connection at
    any time: there it is 0, and the engine's pool looks after them and tries each before it hands it out.
    """

    def __init__(self, engine: Engine, *, stay_open: int) -> None:
        self._engine = engine
        self._stay_open = stay_open
        self._idle: list[Connection] = []

    def take(self) -> Connection:
        """An open connection that nobody else has."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def give_back(self, connection: Connection) -> None:
        """Keeps the connection, whose transaction has ended, for the next; closes a broken one, and one too many."""
        if len(self._idle) < self._stay_open and not connection.invalidated:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Closes those that are idle."""
        while self._idle:
            self._idle.pop().close()
