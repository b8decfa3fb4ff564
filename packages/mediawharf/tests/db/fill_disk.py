"""Fills the disk that a database is on, and tells what becomes of writing to it then.

python fill_disk.py FOLDER, a small disk of its own
"""

import json
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import insert, select

from mediawharf.db.engine import open_database
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.schema import change_tag, metadata

folder = Path(sys.argv[1])
database = open_database(f"sqlite:///{folder}/wharf.db", connections=2)


def write(name: str) -> str:
    """Adds a row of some 100 kB; gives what it is told."""
    try:
        with database.write() as connection:
            connection.execute(insert(change_tag).values(name=name, active=True, description="x" * 100_000))
    except DatabaseFull as full:
        return full.code
    return "written"


def names() -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(select(change_tag.c.name)).scalars())


with database.write() as connection:
    metadata.create_all(connection)
told = [write("before")]
with (folder / "filling").open("wb", buffering=0) as filling, suppress(OSError):
    while filling.write(b"x" * 4096):
        pass
told.append(write("while"))
kept = names()
(folder / "filling").unlink()
told.append(write("after"))
print(json.dumps({"told": told, "kept": kept, "at last": names()}))  # noqa: T201
database.close()
