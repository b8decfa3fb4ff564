"""Queries on thumbnails: which there are, who makes one, and which could not be made."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from mediawharf.db.prepared import NamedRow, Prepared
from mediawharf.db.schema import file_revision, stashed_file, thumbnail


@dataclass(frozen=True, slots=True)
class StoredThumbnail:
    """A thumbnail that is there; ``size`` is in bytes."""

    blob_key: str
    size: int
    made: int


@dataclass(frozen=True, slots=True)
class FailedThumbnail:
    """A thumbnail that could not be made, and why."""

    reason: str
    failed: int


@dataclass(frozen=True, slots=True)
class PendingThumbnail:
    """A thumbnail that somebody makes, or made when they died."""

    owner: str
    begun: int


ThumbnailState: TypeAlias = StoredThumbnail | FailedThumbnail | PendingThumbnail


@cache
def _by_key() -> Prepared:
    table = thumbnail
    return Prepared(select(table).where(table.c.source_key == bindparam("source"), table.c.view == bindparam("wanted")))


def find(connection: Connection, source_key: str, view: str) -> ThumbnailState | None:
    """What is known of a thumbnail."""
    row = _by_key().first(connection, source=source_key, wanted=view)
    return None if row is None else _state(row)


def _state(row: NamedRow) -> ThumbnailState:
    if row.blob_key is not None:
        return StoredThumbnail(row.blob_key, row.size, row.touched)
    if row.failure is not None:
        return FailedThumbnail(row.failure, row.touched)
    return PendingThumbnail(row.lease_owner, row.touched)


def claim(connection: Connection, source_key: str, view: str, *, owner: str, now: int) -> None:
    """From now on the owner makes the thumbnail, whatever was known of it; in a write transaction that found out."""
    connection.execute(delete(thumbnail).where(thumbnail.c.source_key == source_key, thumbnail.c.view == view))
    values = {"source_key": source_key, "view": view, "touched": now, "lease_owner": owner}
    connection.execute(insert(thumbnail).values(values))


def keep(connection: Connection, source_key: str, view: str, *, owner: str, blob_key: str, size: int, now: int) -> bool:
    """Notes that the owner has made the thumbnail; False if the making was no longer its own."""
    values = {"blob_key": blob_key, "size": size}
    return _settle(connection, source_key, view, owner=owner, now=now, **values)


def give_up(connection: Connection, source_key: str, view: str, *, owner: str, reason: str, now: int) -> bool:
    """Notes why the owner could not make the thumbnail; False if the making was no longer its own."""
    return _settle(connection, source_key, view, owner=owner, now=now, failure=reason)


def release(connection: Connection, source_key: str, view: str, *, owner: str) -> None:
    """Forgets that the owner makes the thumbnail."""
    connection.execute(delete(thumbnail).where(*_owned(source_key, view, owner)))


def _settle(connection: Connection, source_key: str, view: str, *, owner: str, now: int, **values: object) -> bool:
    query = update(thumbnail).where(*_owned(source_key, view, owner))
    return connection.execute(query.values(touched=now, lease_owner=None, **values)).rowcount == 1


def _owned(source_key: str, view: str, owner: str) -> tuple[Any, ...]:
    table = thumbnail
    return table.c.source_key == source_key, table.c.view == view, table.c.lease_owner == owner


def drop(connection: Connection, source_keys: Collection[str]) -> list[str]:
    """Forgets all thumbnails of the files with those blobs; the keys of the bytes, which are the caller's to remove."""
    mine = thumbnail.c.source_key.in_(source_keys)
    keys = connection.scalars(select(thumbnail.c.blob_key).where(mine, thumbnail.c.blob_key.is_not(None))).all()
    connection.execute(delete(thumbnail).where(mine))
    return list(keys)


def drop_homeless(connection: Connection) -> int:
    """Forgets the thumbnails of files that are neither published nor in the stash; how many there were."""
    table = thumbnail
    published = select(file_revision.c.id).where(file_revision.c.blob_key == table.c.source_key).exists()
    stashed = select(stashed_file.c.filekey).where(stashed_file.c.blob_key == table.c.source_key).exists()
    return connection.execute(delete(table).where(~or_(published, stashed))).rowcount
