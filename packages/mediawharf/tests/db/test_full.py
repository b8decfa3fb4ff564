"""A full disk under the database: told as such, and nothing kept half."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import OperationalError

from mediawharf.db.base import Database
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.full import FullDisk
from mediawharf.db.inserting import add_row
from mediawharf.db.schema import change_tag

ON_A_DISK_OF_ITS_OWN = 'mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" "$3" "$1"'
FULL = Path("/proc")  # a file system that never has room


def tag(name: str, *, size: int = 0) -> dict[str, object]:
    return {"name": name, "active": True, "description": "x" * size}


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(select(change_tag.c.name)).scalars())


@pytest.fixture
def cramped(database: Database, cramp: Callable[..., None]) -> Database:
    cramp(database)
    return database


def write_both(database: Database, write: Callable[[Connection], None]) -> None:
    with database.write() as connection:
        add_row(connection, change_tag, tag("small"))
        write(connection)


def by_the_driver(connection: Connection) -> None:
    add_row(connection, change_tag, tag("large", size=100_000))


def by_sqlalchemy(connection: Connection) -> None:
    connection.execute(insert(change_tag).values(tag("large", size=100_000)))


@pytest.mark.parametrize("write", [by_the_driver, by_sqlalchemy])
def test_what_finds_no_room_is_told_so_and_undone_in_whole(
    cramped: Database, write: Callable[[Connection], None], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(DatabaseFull):
        write_both(cramped, write)
    assert names(cramped) == []
    assert "no room on the disk of the database" in caplog.text


def test_what_finds_room_is_written_afterwards(cramped: Database) -> None:
    with pytest.raises(DatabaseFull), cramped.write() as connection:
        by_the_driver(connection)
    with cramped.write() as connection:
        add_row(connection, change_tag, tag("small"))
    assert names(cramped) == ["small"]


def failed(code: int) -> OperationalError:
    """What is raised where SQLite ends a statement with an extended result code."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_FSYNC])
def test_a_write_that_fails_on_a_full_disk_is_told_so(code: int) -> None:
    with pytest.raises(DatabaseFull), FullDisk(FULL):
        raise failed(code)


@pytest.mark.parametrize("folder", [Path(__file__).parent, None])
def test_a_write_that_fails_where_there_is_room_is_another_failure(folder: Path | None) -> None:
    with pytest.raises(OperationalError), FullDisk(folder):
        raise failed(sqlite3.SQLITE_IOERR_WRITE)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CORRUPT])
def test_what_no_full_disk_causes_is_another_failure(code: int) -> None:
    with pytest.raises(OperationalError), FullDisk(FULL):
        raise failed(code)


def test_a_full_disk_keeps_what_was_written_and_takes_more_when_there_is_room(tmp_path: Path) -> None:
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], check=False).returncode != 0:
        pytest.skip("no mount namespaces for this user: no tiny disk to fill")
    program = [sys.executable, str(Path(__file__).with_name("fill_disk.py"))]
    command = [*unshare, "sh", "-c", ON_A_DISK_OF_ITS_OWN, "sh", str(tmp_path), *program]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=60).stdout)
    assert told == {"told": ["written", "readonly", "written"], "kept": ["before"], "at last": ["after", "before"]}
