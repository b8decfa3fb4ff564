"""What is to be called once a transaction is durable, kept with its connection meanwhile."""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import Connection

_KEY = "mediawharf_after_commit"

Calls: TypeAlias = tuple[Callable[[], None], ...]


def after_commit(connection: Connection, call: Callable[[], None]) -> None:
    """Has something called once the transaction of ``Database.write`` is durable; never if it is undone."""
    keep_calls(connection, (*calls_of(connection), call))


def calls_of(connection: Connection) -> Calls:
    """What is to be called, as things stand."""
    calls: Calls = connection.info.get(_KEY, ())
    return calls


def keep_calls(connection: Connection, calls: Calls) -> None:
    """Makes these all that is to be called: when what has added others is undone, or when the transaction ends."""
    if calls or _KEY in connection.info:
        connection.info[_KEY] = calls
