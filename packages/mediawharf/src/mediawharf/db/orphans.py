"""Whether a blob is named by a row at this moment."""

from sqlalchemy import Connection, exists, or_, select

from mediawharf.db.schema import archived_file, file_revision, stashed_file, thumbnail


def is_named(connection: Connection, blob_key: str) -> bool:
    """Whether any row names the blob.

    One statement, so that a row on its way from one table to another is seen in one of them.
    """
    tables = (stashed_file, file_revision, archived_file, thumbnail)
    return bool(connection.scalar(select(or_(*(exists().where(table.c.blob_key == blob_key) for table in tables)))))
