"""Queries on the SHA-256 of published bytes, which is computed after publishing."""

from sqlalchemy import Connection, select, update

from mediawharf.db.schema import archived_file, file_revision
from mediawharf.model.file import FileRevision


def without_sha256(connection: Connection, *, after: int, limit: int) -> list[int]:
    """Ids of revisions that have no SHA-256 yet, beyond an id, in order."""
    table = file_revision
    query = select(table.c.id).where(table.c.sha256.is_(None), table.c.id > after).order_by(table.c.id).limit(limit)
    return list(connection.scalars(query))


def sha256_of(connection: Connection, revision_id: int) -> str | None:
    """The SHA-256 of a revision, if both are there."""
    return connection.scalar(select(file_revision.c.sha256).where(file_revision.c.id == revision_id))


def set_sha256(connection: Connection, revision: FileRevision, sha256: str) -> None:
    """Writes the SHA-256 of a revision, wherever it has been moved to meanwhile."""
    table, archive = file_revision, archived_file
    is_it = (table.c.id == revision.id) & (table.c.blob_key == revision.blob_key)
    if connection.execute(update(table).where(is_it).values(sha256=sha256)).rowcount == 0:
        is_deleted = (archive.c.title == revision.title.dbkey) & (archive.c.blob_key == revision.blob_key)
        connection.execute(update(archive).where(is_deleted).values(sha256=sha256))
