"""Opens the database that a URL names, with the settings that its durability rests on."""

import json
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from mediawharf.db.base import Alone, Database
from mediawharf.db.turns import Turns

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a commit is on disk before it is acknowledged
    "foreign_keys=ON",
    "busy_timeout=30000",  # milliseconds
    # KiB, of each connection. More is of no use: what one connection writes, the others drop what they have read for.
    "cache_size=-2048",
    "temp_store=MEMORY",
    # Pages of 4 KiB in the log before it is copied into the database: many commits change the same pages.
    "wal_autocheckpoint=4000",
)


def open_database(url: str, *, connections: int) -> Database:
    """The database at an SQLAlchemy URL; of one behind a network, so many connections stay open."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        folder = Path(parts.database).parent if parts.database not in (None, "", ":memory:") else None
        alone = Alone(read="BEGIN", write="BEGIN IMMEDIATE", turns=Turns(folder), folder=folder)
        return Database(_sqlite(url), alone=alone)
    engine = create_engine(url, pool_size=connections, max_overflow=4, pool_pre_ping=True, json_deserializer=read_json)
    return Database(engine)


def read_json(text: str) -> Any:
    """The value of a JSON text from a column, as ``json.loads`` has it, in a fifth of the time."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:  # not strictly JSON, but written by json.dumps: NaN, halves of surrogate pairs
        return json.loads(text)


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=NullPool,  # as many as are needed: those that stay open are kept beside the engine
        query_cache_size=1500,
        json_serializer=_as_json,
        connect_args={"check_same_thread": False},
        json_deserializer=read_json,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _as_json(value: object) -> str:
    # Most of what is kept as JSON is empty, and an encoder costs as much as the statement.
    if isinstance(value, dict | list) and not value:
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)


def _prepare(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not open transactions by itself: it would make them deferred, and a deferred
    # transaction that turns into a writer fails with "database is locked" at once.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
