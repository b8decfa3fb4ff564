"""Runs jobs in threads, one at a time in each, until told to stop."""

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from mediawharf.db.base import Database
from mediawharf.db.errors import DatabaseFull
from mediawharf.jobs.base import JobFailed, JobQueue, LeaseLost
from mediawharf.model.clock import Random
from mediawharf.worker.bell import Bell
from mediawharf.worker.handlers import Handler
from mediawharf.worker.job_run import JobRun

_LOG = logging.getLogger(__name__)
_SOON = 0.01  # seconds to the first look after the bell, which may ring just before a commit


@dataclass(frozen=True, slots=True)
class Pace:
    """How many jobs run at once; seconds that a lease lasts, and seconds between looks when nobody rings."""

    threads: int = 2
    lease: int = 60
    poll: float = 0.5

    @property
    def beat(self) -> float:
        """Seconds between two heartbeats: two may fail before a lease is lost."""
        return self.lease / 3


def worker_name(random: Random) -> str:
    """A name that no other process has or had, and that tells people where it runs."""
    return f"{socket.gethostname()[:64]}:{os.getpid()}:{random.base36(6)}"


class Worker:
    """Takes jobs of the kinds it has handlers for. ``name`` tells this process from all others.

    ``on_beat`` is called by the heartbeat's thread, at the start and then three times in a lease.
    """

    def __init__(
        self,
        queue: JobQueue,
        handlers: Mapping[str, Handler],
        *,
        database: Database,
        name: str,
        pace: Pace | None = None,
        on_beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._queue = queue
        self._handlers = handlers
        self._database = database
        self._name = name
        self._pace = Pace() if pace is None else pace
        self._on_beat = on_beat
        self._bell = Bell()
        self._is_stopping = Event()
        self._has_ended = Event()
        self._runs: set[JobRun] = set()
        self._lock = Lock()  # guards _runs
        self._threads: list[Thread] = []
        self._heart: Thread | None = None
        queue.on_enqueued(self._bell.ring)

    def start(self) -> None:
        """Begins to take jobs; returns at once."""
        # Daemons, so that a job that outlasts the drain does not hold up the end of the process.
        self._heart = Thread(target=self._beat_on, name=f"{self._name} heart", daemon=True)
        names = [f"{self._name} {number}" for number in range(self._pace.threads)]
        self._threads = [Thread(target=self._serve, args=(name,), name=name, daemon=True) for name in names]
        for thread in (self._heart, *self._threads):
            thread.start()

    def stop(self, *, drain: float) -> bool:
        """Takes no more jobs and lets those that run finish for so many seconds; tells whether they did.

        Those that did not are taken up by others once their leases have run out.
        """
        self._is_stopping.set()
        self._bell.ring()
        deadline = time.monotonic() + drain
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._has_ended.set()
        if self._heart is not None:
            self._heart.join(max(0.1, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def run_until_idle(self) -> int:
        """Does in this thread what is due now, without heartbeats; how many jobs were taken."""
        count = 0
        while self._run_one(self._name):
            count += 1
        return count

    def _serve(self, owner: str) -> None:
        pause = _SOON
        while not self._is_stopping.is_set():
            heard = self._bell.rings
            try:
                has_run = self._run_one(owner)
            except (SQLAlchemyError, DatabaseFull):
                # The database may be gone for a while; the job in hand, if any, is left to its lease.
                _LOG.exception("worker %s could not reach its queue", owner)
                has_run, pause = False, self._pace.poll
            has_work = has_run or self._bell.wait(heard, seconds=pause)
            pause = _SOON if has_work else min(2 * pause, self._pace.poll)

    def _run_one(self, owner: str) -> bool:
        job = self._queue.claim(owner, lease_seconds=self._pace.lease, kinds=tuple(self._handlers))
        if job is None:
            return False
        with self._kept_alive(JobRun(self._queue, job, owner=owner)) as run:
            try:
                self._attempt(run)
            except LeaseLost as lost:
                _LOG.warning("%s; this attempt has no effect", lost)
        return True

    def _attempt(self, run: JobRun) -> None:
        job = run.job
        try:
            self._handlers[job.kind](run)
            if not run.is_finished:
                with self._database.write() as connection:
                    run.finish(connection)
        except LeaseLost:
            raise
        except JobFailed as failed:
            _LOG.error("job %d (%s) failed for good: %s", job.id, job.kind, failed)
            self._queue.fail(job, run.owner, error=str(failed))
        except Exception as error:  # noqa: BLE001 - a worker outlives its jobs, whatever is wrong with one of them
            now = self._queue.retry(job, run.owner, error=f"{type(error).__name__}: {error}")
            _LOG.warning("job %d (%s), attempt %d: %s", job.id, job.kind, job.attempts, now.state, exc_info=error)

    @contextmanager
    def _kept_alive(self, run: JobRun) -> Iterator[JobRun]:
        with self._lock:
            self._runs.add(run)
        try:
            yield run
        finally:
            with self._lock:
                self._runs.discard(run)

    def _beat_on(self) -> None:
        while True:
            with self._lock:
                runs = tuple(self._runs)
            try:
                for run in runs:
                    run.beat(self._pace.lease)
                if not self._is_stopping.is_set():
                    self._on_beat()
            except (SQLAlchemyError, DatabaseFull):
                _LOG.exception("worker %s could not keep its leases; it tries again", self._name)
            if self._has_ended.wait(self._pace.beat):
                return
