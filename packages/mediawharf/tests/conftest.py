"""Fixtures of many tests."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from mediawharf.db.base import Database
from mediawharf.testing.wharf import Wharf, close, make_wharf

_TAKES_ALL_ROOM = """
CREATE TRIGGER {table}_takes_all_room BEFORE UPDATE ON {table}
BEGIN INSERT INTO change_tag VALUES ('{table}', 1, hex(zeroblob(100000))); END
"""


@pytest.fixture
def open_wharf(tmp_path: Path) -> Iterator[Callable[..., Wharf]]:
    """Opens wharves, by default on one and the same folder; they are closed after the test."""
    opened: list[Wharf] = []

    def opening(folder: Path = tmp_path / "data", **values: object) -> Wharf:
        opened.append(make_wharf(folder, **values))
        return opened[-1]

    yield opening
    for wharf in opened:
        close(wharf)


@pytest.fixture
def wharf(open_wharf: Callable[..., Wharf]) -> Wharf:
    """A wharf with default settings."""
    return open_wharf()


@pytest.fixture
def cramp() -> Callable[..., None]:
    """Leaves a database hardly any room: its file may grow by 32 KiB, and rows of these tables cannot be changed."""

    def keep_small(driver: sqlite3.Connection, _entry: object) -> None:
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count={pages + 8}")

    def cramping(database: Database, *tables: str) -> None:
        for table in tables:
            with database.write() as connection:
                connection.exec_driver_sql(_TAKES_ALL_ROOM.format(table=table))
        event.listen(database._engine, "connect", keep_small)
        database.close()

    return cramping
