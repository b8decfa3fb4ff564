"""Rows of attempts: who tried what and when, to count them."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from mediawharf.db.schema import attempt


def lock_keys(connection: Connection, keys: Iterable[str]) -> None:
    """Lets other counters of the same keys wait until this transaction ends.

    SQLite's write transactions exclude each other anyway. The order of the locks is the keys' own, against deadlocks.
    """
    if connection.dialect.name == "postgresql":
        for key in sorted(set(keys)):
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def add_attempt(connection: Connection, key: str, *, now: int) -> None:
    """Counts one attempt."""
    connection.execute(insert(attempt).values(key=key, timestamp=now))


def attempt_before(connection: Connection, key: str, *, count: int, since: int) -> int | None:
    """When the count-th last attempt after since was made; None if there were fewer."""
    latest = select(attempt.c.timestamp).where(attempt.c.key == key, attempt.c.timestamp > since)
    nth = latest.order_by(attempt.c.timestamp.desc()).offset(count - 1).limit(1)
    return connection.execute(nth).scalar_one_or_none()


def remove_attempts(connection: Connection, key: str) -> int:
    """Forgets all attempts of a key; how many there were."""
    return connection.execute(delete(attempt).where(attempt.c.key == key)).rowcount


def remove_latest_attempts(connection: Connection, key: str, *, count: int) -> None:
    """Forgets so many attempts of a key, the latest first."""
    latest = select(attempt.c.id).where(attempt.c.key == key).order_by(attempt.c.timestamp.desc()).limit(count)
    connection.execute(delete(attempt).where(attempt.c.id.in_(latest)))


def remove_old_attempts(connection: Connection, *, before: int, key: str | None = None) -> int:
    """Forgets attempts made at or before a time, of one key or of all; how many there were."""
    old = delete(attempt).where(attempt.c.timestamp <= before)
    return connection.execute(old if key is None else old.where(attempt.c.key == key)).rowcount
