"""Work that is killed at every statement and every operation on bytes, one after the other, each time on fresh rows.

For tests of what is there after a crash: the work runs in a child of this process, which dies as in a power cut.
"""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import event

from mediawharf.db.base import Database
from mediawharf.model.clock import Clock
from mediawharf.services import Backends, build, open_backends
from mediawharf.settings import Settings
from mediawharf.testing.wharf import Wharf

MOST_POINTS = 400

Acknowledge: TypeAlias = Callable[[str], None]
Work: TypeAlias = Callable[[Wharf, Acknowledge], None]
"""What is to be killed; it tells line by line what a client would have been told."""


class Countdown:
    """Kills this process at the so-manieth tick."""

    def __init__(self, ticks: int) -> None:
        self.left = ticks

    def tick(self, *_: Any, **__: Any) -> None:
        """Counts one, and kills when it was the last."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Ticking:
    """Stands before a store or a writer and ticks before and after each of its calls."""

    def __init__(self, inner: Any, countdown: Countdown) -> None:
        self._inner = inner
        self._countdown = countdown

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self._countdown.tick()
            result = found(*args, **kwargs)
            self._countdown.tick()
            return Ticking(result, self._countdown) if name in ("create", "resume") else result

        return call


@dataclass(frozen=True, slots=True)
class Crash:
    """What a killed child has left in the folder; the last one of all is not killed and comes to its end."""

    folder: Path
    ticks: int
    has_died: bool
    acknowledged: tuple[str, ...]


def ticking_wharf(folder: Path, countdown: Countdown, **values: object) -> Wharf:
    """A wharf on a folder that ``make_wharf`` has prepared; it ticks at statements, commits and calls of the store."""
    settings = Settings(data=folder, server="http://127.0.0.1:8080", **values)  # type: ignore[arg-type]
    plain = open_backends(settings)
    tick_at_statements(plain.database, countdown)
    return _wharf(settings, replace(plain, blobs=Ticking(plain.blobs, countdown)))


def tick_at_statements(database: Database, countdown: Countdown) -> None:
    """Ticks before each statement that SQLite runs, those that begin and end transactions included."""

    def trace(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(countdown.tick)

    # Most statements are run by the driver alone, so SQLAlchemy's events would not tell of them.
    event.listen(database._engine, "connect", trace)  # noqa: SLF001 - a fault is put where the public face has no handle
    database.close()  # those that are open already would not tick


def later_wharf(folder: Path, *, seconds: int, **values: object) -> Wharf:
    """A wharf on a folder that ``make_wharf`` has prepared, whose clock is so many seconds ahead."""
    settings = Settings(data=folder, server="http://127.0.0.1:8080", **values)  # type: ignore[arg-type]
    plain = open_backends(settings)
    return _wharf(settings, replace(plain, clock=Clock(lambda: time.time() + seconds)))


def _wharf(settings: Settings, backends: Backends) -> Wharf:
    facilities = build(settings, backends)
    user, admin = facilities.accounts.find("Uploader"), facilities.accounts.find("Admin")
    assert user is not None
    assert admin is not None
    return Wharf(facilities, backends, user, admin)


def crashes(prepared: Path, work: Work, *, every: int = 1, **values: object) -> Iterator[Crash]:
    """Kills the work at every, or every so-manieth, tick, each time on a copy of the prepared folder.

    The copy is there until the next one is asked for. The last crash is none: the work ran to its end.
    """
    for ticks in range(1, MOST_POINTS, every):
        folder = prepared.parent / f"killed at {ticks}"
        shutil.copytree(prepared, folder)
        has_died, acknowledged = _run_and_crash(folder, ticks, work, values)
        yield Crash(folder, ticks, has_died, acknowledged)
        shutil.rmtree(folder)
        if not has_died:
            return
    raise AssertionError(f"the work has not run to its end in {MOST_POINTS} ticks")


def _run_and_crash(folder: Path, ticks: int, work: Work, values: dict[str, object]) -> tuple[bool, tuple[str, ...]]:
    """Whether the child died, and what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            wharf = ticking_wharf(folder, Countdown(ticks), **values)
            with os.fdopen(writing, "w", buffering=1) as pipe:
                work(wharf, lambda line: print(line, file=pipe))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        acknowledged = tuple(pipe.read().splitlines())
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed before it was killed"
    return os.WIFSIGNALED(status), acknowledged
