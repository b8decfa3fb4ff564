"""Which blobs the rows name, and how many bytes they count on."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, literal_column, select, union_all

from mediawharf.db.schema import archived_file, file_revision, stashed_file, thumbnail


@dataclass(frozen=True, slots=True)
class Reference:
    """One row's claim on a blob."""

    blob_key: str
    size: int  # bytes that must be there
    sha1: str | None  # of all of them; None while chunks still come in
    row: str  # which row it is, for people: "file_revision 12 (Foo.png)"
    is_whole: bool  # whether the blob holds nothing beyond size


def references(connection: Connection) -> Iterator[Reference]:
    """Every claim of a row on a blob."""
    published = [
        select(
            table.c.blob_key, table.c.size, table.c.sha1, literal_column(f"'{table.name}'"), table.c.id, table.c.title
        )
        for table in (file_revision, archived_file)
    ]
    for key, size, sha1, table, row_id, title in connection.execute(union_all(*published)):
        yield Reference(key, size, sha1, f"{table} {row_id} ({title})", is_whole=True)
    query = select(stashed_file).where(stashed_file.c.blob_key.is_not(None))
    for row in connection.execute(query):
        sha1 = None if row.facts is None else row.facts["sha1"]
        yield Reference(row.blob_key, row.offset, sha1, f"stashed_file {row.filekey}", is_whole=row.facts is not None)
    for row in connection.execute(select(thumbnail).where(thumbnail.c.blob_key.is_not(None))):
        place = f"thumbnail {row.view} of {row.source_key}"
        yield Reference(row.blob_key, row.size, None, place, is_whole=True)
