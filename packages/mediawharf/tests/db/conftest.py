"""An empty database in a file, with all tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=2)
    with database.write() as connection:
        metadata.create_all(connection)
    yield database
    database.close()
