"""Sees to it that recurring work is enqueued once for each of its intervals, whichever process is first."""

from collections.abc import Mapping
from types import MappingProxyType

from mediawharf.db.base import Database
from mediawharf.jobs import kinds
from mediawharf.jobs.base import JobQueue
from mediawharf.model.clock import Clock

MINUTE, HOUR = 60, 3600

INTERVALS: Mapping[str, int] = MappingProxyType(
    {
        kinds.STASH_EXPIRY: 15 * MINUTE,
        kinds.SESSION_PURGE: HOUR,
        kinds.FIXITY_SWEEP: 10 * MINUTE,  # nothing of it is in the publish path, not even its row
        kinds.GARBAGE: 24 * HOUR,
        kinds.LINKS: MINUTE,
        kinds.SEARCH_INDEX: 5 * MINUTE,  # a search takes in what is new by itself; this keeps that short
    }
)
"""Seconds between two runs of each kind; they run when the time since 1970 is a multiple."""


class Upkeep:
    """Keeps one job of each recurring kind in the queue, to run at the end of the present interval."""

    def __init__(
        self, queue: JobQueue, *, database: Database, clock: Clock, intervals: Mapping[str, int] = INTERVALS
    ) -> None:
        self._queue = queue
        self._database = database
        self._clock = clock
        self._intervals = intervals
        self._enqueued: dict[str, int] = {}  # until when each kind is known to be seen to

    def ensure(self) -> None:
        """Enqueues what is missing; to be called by one thread, more often than the shortest interval.

        All processes agree on the second, and a kind is in the queue once at most, so it runs once an interval.
        """
        now = self._clock.now()
        for kind, interval in self._intervals.items():
            if self._enqueued.get(kind, 0) > now:
                continue
            run_at = (now // interval + 1) * interval
            with self._database.write() as connection:
                job_id = self._queue.enqueue(connection, kind, {}, run_at=run_at, unique_key=f"upkeep {kind}")
            job = self._queue.find(job_id)
            # Else it is an earlier interval's job that has not ended yet: the next one is asked for when it has.
            if job is not None and job.run_at >= run_at:
                self._enqueued[kind] = run_at
