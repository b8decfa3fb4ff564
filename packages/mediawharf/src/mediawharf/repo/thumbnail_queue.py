"""Has each missing thumbnail made once, however many ask for it, by a few threads."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import RLock
from typing import Final

from mediawharf.db.thumbnails import StoredThumbnail
from mediawharf.repo.thumbnail_maker import Picture, ThumbnailMaker, ThumbnailPending

_LOOK_AGAIN: Final = 0.05  # seconds


class QueueFull(Exception):
    """So many thumbnails are to be made that another one would have to wait for too long."""


class ThumbnailQueue:
    """At most ``workers`` thumbnails are made at a time, and ``waiting`` more are kept in mind."""

    def __init__(
        self,
        maker: ThumbnailMaker,
        *,
        workers: int,
        waiting: int,
        patience: float,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._maker = maker
        self._most = workers + waiting
        self._patience = patience
        self._sleep = sleep
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="thumbnail")
        self._lock = RLock()  # a future that is done at once calls back from within
        self._running: dict[tuple[str, str], Future[StoredThumbnail]] = {}

    def ask(self, picture: Picture) -> Future[StoredThumbnail]:
        """The thumbnail to be; ends as ``ThumbnailMaker.make`` does. Raises QueueFull."""
        key = (picture.source_key, picture.view.key)
        with self._lock:
            future = self._running.get(key)
            if future is None:
                if len(self._running) >= self._most:
                    raise QueueFull
                future = self._threads.submit(self._obtain, picture)
                self._running[key] = future
                future.add_done_callback(lambda _: self._forget(key))
        return future

    def close(self) -> None:
        """Nothing is made any more, and nothing waits."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _forget(self, key: tuple[str, str]) -> None:
        with self._lock:
            self._running.pop(key, None)

    def _obtain(self, picture: Picture) -> StoredThumbnail:
        """The thumbnail, by whichever process makes it; raises ThumbnailPending when that takes too long."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return self._maker.make(picture)
            except ThumbnailPending:
                if time.monotonic() > deadline:
                    raise
            self._sleep(_LOOK_AGAIN)
