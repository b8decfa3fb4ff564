"""What an upload asks of the database: few statements, none of which reads through a table."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.result import Continued, Stashed

WHOLE = png(b"chunks", padding=6000)
MOST = {"direct": 11, "overwrite": 16, "chunk": 5, "publish": 14}


@contextmanager
def traced(wharf: Wharf) -> Iterator[list[str]]:
    """The statements that SQLite runs within the block, with their values."""
    seen: list[str] = []
    database = wharf.backends.database

    def trace(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(seen.append)

    event.listen(database._engine, "connect", trace)
    database.close()
    yield seen
    event.remove(database._engine, "connect", trace)
    database.close()


def direct(wharf: Wharf) -> Callable[[], object]:
    return lambda: wharf.upload("Direct.png", png(b"one"), ignore_warnings=True)


def overwrite(wharf: Wharf) -> Callable[[], object]:
    wharf.upload("Direct.png", png(b"one"))
    return lambda: wharf.upload("Direct.png", png(b"two"), ignore_warnings=True)


def chunk(wharf: Wharf) -> Callable[[], object]:
    first = wharf.chunk("Chunks.png", WHOLE[:2000], offset=0, filesize=len(WHOLE))
    assert isinstance(first, Continued)
    part = WHOLE[2000:4000]
    return lambda: wharf.chunk("Chunks.png", part, offset=2000, filesize=len(WHOLE), filekey=first.filekey)


def publish(wharf: Wharf) -> Callable[[], object]:
    stashed = wharf.upload("Kept.png", png(b"kept"), stash=True)
    assert isinstance(stashed, Stashed)
    return lambda: wharf.publish("Kept.png", stashed.stashed.filekey)


@pytest.mark.parametrize("prepare", [direct, overwrite, chunk, publish])
def test_an_upload_takes_few_statements(prepare: Callable[[Wharf], Callable[[], object]], wharf: Wharf) -> None:
    work = prepare(wharf)
    with traced(wharf) as seen:
        work()
    asked = [statement for statement in seen if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"))]
    assert len(asked) <= MOST[prepare.__name__]


@pytest.mark.parametrize("prepare", [direct, overwrite, chunk, publish])
def test_no_statement_of_an_upload_reads_a_table_through(
    prepare: Callable[[Wharf], Callable[[], object]], wharf: Wharf
) -> None:
    work = prepare(wharf)
    with traced(wharf) as seen:
        work()
    with wharf.facilities.database.read() as connection:
        driver = connection.connection.cursor()
        asked = [one for one in seen if one.startswith(("SELECT", "UPDATE", "DELETE"))]
        plans = {one: [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()] for one in asked}
    assert plans
    assert {
        one: plan for one, plan in plans.items() if any("SCAN" in step and step != "SCAN CONSTANT ROW" for step in plan)
    } == {}
