"""Work of several threads done in one transaction: those that wait for the only write lock share its commit.

Under load a commit is most of the time for which the lock is held. Whoever comes first leads: with the lock in hand it
does the work of all who wait by then, each within a savepoint, and commits once. Those who come meanwhile are the next
one's. Nobody waits for others to come.
"""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from mediawharf.db.after_commit import calls_of, keep_calls
from mediawharf.db.driver import driver_of, run

T = TypeVar("T")

# So long is a leader's own answer kept back at most, in pieces of work.
MOST_AT_ONCE = 32


class Together:
    """Runs pieces of work in transactions that ``write`` opens, one at a time."""

    def __init__(self, write: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._waiting: deque[_Asked] = deque()
        self._is_led = False

    def run(self, work: Callable[[Connection], T]) -> T:
        """What the work gives, once it is durable; raises what it raises, and then nothing of it is kept.

        It may run in the thread of another who works with the database, and on a transaction that holds the work of
        others already, kept or dropped as one: it sees what they wrote. It must be short and wait for nobody.
        """
        asked = _Asked(work)
        with self._lock:
            self._waiting.append(asked)
            asked.leads = not self._is_led
            self._is_led = True
        if not asked.leads:
            asked.wait()
        if asked.leads:
            self._lead(asked)
        if asked.error is not None:
            raise asked.error
        result: T = asked.result
        return result

    def _lead(self, leader: "_Asked") -> None:
        taken: list[_Asked] = []
        try:
            with self._write() as connection:
                self._take(taken)
                _do_all(connection, taken)
        except BaseException as error:  # noqa: BLE001 - raised in the threads whose work it has undone
            self._fail(taken, leader, error)
        finally:
            self._hand_over()
            for asked in taken:
                if asked is not leader:
                    asked.call()

    def _take(self, taken: "list[_Asked]") -> None:
        with self._lock:
            while self._waiting and len(taken) < MOST_AT_ONCE:
                taken.append(self._waiting.popleft())

    def _fail(self, taken: "list[_Asked]", leader: "_Asked", error: BaseException) -> None:
        if not taken:  # the transaction has not begun: the others may have more luck
            with self._lock:
                self._waiting.remove(leader)
        for asked in taken or [leader]:
            if asked.error is None:
                asked.error = error

    def _hand_over(self) -> None:
        with self._lock:
            if not self._waiting:
                self._is_led = False
                return
            following = self._waiting[0]
            following.leads = True
        following.call()


class _Asked:
    """A piece of work, and what has become of it."""

    __slots__ = ("_called", "error", "leads", "result", "work")

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: BaseException | None = None
        self.leads = False
        self._called = threading.Lock()
        self._called.acquire()

    def wait(self) -> None:
        """Waits until the work is done, or until its thread is to lead."""
        self._called.acquire()

    def call(self) -> None:
        """Ends the waiting."""
        self._called.release()


def _do_all(connection: Connection, taken: list[_Asked]) -> None:
    if len(taken) == 1:
        taken[0].result = taken[0].work(connection)
        return
    for asked in taken:
        run(connection, "SAVEPOINT piece")
        calls = calls_of(connection)
        try:
            asked.result = asked.work(connection)
        except BaseException as error:
            asked.error = error  # raised in the thread that asked for the work
            if isinstance(error, OperationalError) and not driver_of(connection).in_transaction:
                raise  # SQLite itself has ended the transaction, as on a full disk: all fail, and by the same cause
            run(connection, "ROLLBACK TO piece")
            keep_calls(connection, calls)
        run(connection, "RELEASE piece")
