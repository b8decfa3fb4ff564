"""Work of several threads in one transaction."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from mediawharf.db.after_commit import after_commit
from mediawharf.db.base import Database
from mediawharf.db.driver import driver_of
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.inserting import add_row
from mediawharf.db.schema import bot_password, change_tag

SECONDS = 20


class Refused(Exception):
    """What a piece of work raises."""


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as pool:
        yield pool


@pytest.fixture
def statements(database: Database) -> list[str]:
    seen: list[str] = []
    event.listen(database._engine, "connect", lambda driver, _: driver.set_trace_callback(seen.append))
    database.close()
    return seen


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(select(change_tag.c.name)).scalars())


def adds(name: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        add_row(connection, change_tag, {"name": name, "active": True, "description": ""})
        return name

    return work


def refuses(name: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        adds(name)(connection)
        after_commit(connection, lambda: pytest.fail("it was undone"))
        raise Refused(name)

    return work


class Queue:
    """Pieces of work that wait together: the first keeps the lock until all have come."""

    def __init__(self, database: Database, pool: ThreadPoolExecutor) -> None:
        self._database = database
        self._pool = pool
        self._go = threading.Event()
        held = threading.Event()
        self.first = pool.submit(database.write_together, lambda _: (held.set(), self._go.wait(SECONDS)))
        assert held.wait(SECONDS)

    def put(self, work: Callable[[Connection], str]) -> Future[str]:
        waiting = self._database._together._waiting
        there = len(waiting)
        future = self._pool.submit(self._database.write_together, work)
        until = time.monotonic() + SECONDS
        while len(waiting) == there:
            assert time.monotonic() < until
            time.sleep(0.001)
        return future

    def go(self) -> None:
        self._go.set()


def test_those_who_wait_share_a_commit(database: Database, pool: ThreadPoolExecutor, statements: list[str]) -> None:
    queue = Queue(database, pool)
    asked = [queue.put(adds(name)) for name in "abcde"]
    queue.go()
    assert [one.result(SECONDS) for one in asked] == list("abcde")
    assert statements.count("COMMIT") == 2
    assert names(database) == list("abcde")


def test_who_is_alone_needs_no_savepoint(database: Database, statements: list[str]) -> None:
    assert database.write_together(adds("a")) == "a"
    assert [one for one in statements if not one.startswith("PRAGMA")][0::2] == ["BEGIN IMMEDIATE", "COMMIT"]


def test_what_raises_is_undone_alone_and_told_to_its_own_thread(database: Database, pool: ThreadPoolExecutor) -> None:
    queue = Queue(database, pool)
    asked = [queue.put(work) for work in (refuses("a"), adds("b"), refuses("c"), adds("d"))]
    queue.go()
    assert [one.exception(SECONDS) is None for one in asked] == [False, True, False, True]
    assert [str(one.exception()) for one in asked[::2]] == ["a", "c"]
    assert names(database) == ["b", "d"]


def test_each_sees_what_those_before_it_wrote(database: Database, pool: ThreadPoolExecutor) -> None:
    queue = Queue(database, pool)
    asked = [queue.put(adds("a")), queue.put(adds("a")), queue.put(adds("b"))]
    queue.go()
    assert [type(one.exception(SECONDS)) for one in asked] == [type(None), IntegrityError, type(None)]
    assert names(database) == ["a", "b"]


def test_a_commit_that_fails_is_told_to_all_and_keeps_nothing(database: Database, pool: ThreadPoolExecutor) -> None:
    queue = Queue(database, pool)
    asked = [queue.put(work) for work in (adds("a"), refuses("b"), names_a_missing_account, adds("c"))]
    queue.go()
    raised = [type(one.exception(SECONDS)) for one in asked]
    assert raised == [IntegrityError, Refused, IntegrityError, IntegrityError]
    assert names(database) == []
    assert database.write_together(adds("d")) == "d"


def test_a_lost_transaction_is_told_to_all(database: Database, pool: ThreadPoolExecutor) -> None:
    queue = Queue(database, pool)
    asked = [queue.put(work) for work in (adds("a"), ends_the_transaction, adds("b"))]
    queue.go()
    assert [type(one.exception(SECONDS)) for one in asked] == [OperationalError, Refused, OperationalError]
    assert names(database) == []


def test_a_full_disk_is_told_to_all(database: Database, pool: ThreadPoolExecutor, cramp: Callable[..., None]) -> None:
    cramp(database)
    queue = Queue(database, pool)
    asked = [queue.put(work) for work in (adds("a"), adds("x" * 100_000), adds("b"))]
    queue.go()
    assert {type(one.exception(SECONDS)) for one in asked} == {DatabaseFull}
    assert names(database) == []
    assert database.write_together(adds("c")) == "c"


def test_who_cannot_begin_fails_and_the_next_one_tries(database: Database, tmp_path: Path) -> None:
    event.listen(database._engine, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout=0"))
    database.close()
    with sqlite3.connect(tmp_path / "wharf.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            database.write_together(adds("a"))
        other.rollback()
    other.close()
    assert database.write_together(adds("b")) == "b"
    assert names(database) == ["b"]


def test_no_work_of_many_threads_is_lost(database: Database, pool: ThreadPoolExecutor) -> None:
    wanted = [f"{number:03}" for number in range(200)]
    assert list(pool.map(lambda name: database.write_together(adds(name)), wanted)) == wanted
    assert names(database) == wanted


def names_a_missing_account(connection: Connection) -> str:
    driver_of(connection).execute("PRAGMA defer_foreign_keys=ON")
    orphan = {"account_id": 99, "app_id": "x", "password_hash": "", "grants": [], "created": 1}
    connection.execute(insert(bot_password).values(orphan))
    return ""


def ends_the_transaction(connection: Connection) -> str:
    driver_of(connection).rollback()
    raise Refused
