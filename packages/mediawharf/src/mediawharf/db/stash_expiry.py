"""Forgetting what has lain in the stash for too long."""

from sqlalchemy import Connection, delete, select

from mediawharf.db.schema import stashed_file


def drop_expired(connection: Connection, *, before: int, limit: int) -> list[str | None]:
    """Removes at most so many rows that expired before a time; gives the blob of each, None where it has none.

    One statement: a row that is touched meanwhile stays.
    """
    table = stashed_file
    oldest = select(table.c.filekey).where(table.c.expires < before).order_by(table.c.expires).limit(limit)
    query = delete(table).where(table.c.filekey.in_(oldest), table.c.expires < before).returning(table.c.blob_key)
    return list(connection.scalars(query))
