"""Turns at writing to an SQLite database, for the threads of a process and for processes of one machine.

SQLite lets one transaction write at a time, and those that wait ask again after pauses that grow to 100 ms: under load
the lock is free most of the time, and who is lucky is served. Here the threads of a process queue up, and the first of
them asks for the turn among processes every half millisecond. SQLite's lock stays the one that counts; who waits too
long for a turn goes on to it, and to its error, all the same.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0  # seconds
_PAUSE = 0.0005


class Turns:
    """The turns at the database in a folder; the folder bears the lock among processes. None: within this process."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._queue = threading.Lock()
        self._descriptor: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Nobody else has the turn within the block, unless one has kept it for 30 seconds."""
        until = time.monotonic() + PATIENCE
        is_first = self._queue.acquire(timeout=PATIENCE)
        is_taken = is_first and self._take(until)
        try:
            yield
        finally:
            if is_taken and self._descriptor is not None:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            if is_first:
                self._queue.release()

    def close(self) -> None:
        """Lets the folder go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, until: float) -> bool:
        if self._folder is None:
            return True
        if self._descriptor is None:
            self._descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(_PAUSE)
            else:
                return True
