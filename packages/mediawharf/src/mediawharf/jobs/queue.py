"""The embedded queue: a table of the same database, so that work and its jobs commit together."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from mediawharf.db import jobs as rows
from mediawharf.db.after_commit import after_commit
from mediawharf.db.base import Database
from mediawharf.jobs.base import LeaseLost
from mediawharf.jobs.retries import Retries
from mediawharf.model.clock import Clock, Random
from mediawharf.model.job import Job, JobState
from mediawharf.model.json import Json

LONGEST_ERROR = 4000  # characters kept of what went wrong


class TableJobQueue:
    """Keeps jobs as rows that workers claim one by one, in any number of processes."""

    def __init__(self, database: Database, *, clock: Clock, random: Random, retries: Retries | None = None) -> None:
        self._database = database
        self._clock = clock
        self._random = random
        self._retries = Retries() if retries is None else retries
        self._callbacks: tuple[Callable[[], None], ...] = ()

    def enqueue(
        self,
        connection: Connection,
        kind: str,
        payload: Mapping[str, Json],
        *,
        run_at: int | None = None,
        unique_key: str | None = None,
    ) -> int:
        """Adds a job in the caller's transaction."""
        if unique_key is not None:
            rows.lock_unique_key(connection, unique_key)
            equal = rows.find_unique(connection, unique_key)
            if equal is not None and equal.state != "failed":
                return equal.id
            if equal is not None:
                rows.remove(connection, equal.id)
        now = self._clock.now()
        run_at = now if run_at is None else run_at
        job_id = rows.add(connection, kind=kind, payload=payload, unique_key=unique_key, created=now, run_at=run_at)
        if run_at <= now:
            self._tell_at_commit(connection)
        return job_id

    def claim(self, owner: str, *, lease_seconds: int, kinds: Sequence[str] | None = None) -> Job | None:
        """The next job, or None."""
        # Idle workers ask often: the question alone must not take the write lock from those who have work.
        with self._database.read() as connection:
            if not rows.is_due(connection, now=self._clock.now(), kinds=kinds):
                return None
        with self._database.write() as connection:
            now = self._clock.now()
            while (due := rows.lock_due(connection, now=now, kinds=kinds)) is not None:
                if due.attempts < self._retries.attempts:
                    return rows.start(connection, due.id, owner=owner, lease_until=now + lease_seconds)
                error = f"its worker {due.lease_owner} was not heard of again in attempt {due.attempts}, the last"
                rows.give_up(connection, due, due.lease_owner, error=error)
        return None

    def heartbeat(self, job: Job, owner: str, *, lease_seconds: int) -> bool:
        """Makes the lease last longer."""
        with self._database.write() as connection:
            return rows.extend(connection, job, owner, lease_until=self._clock.now() + lease_seconds)

    def finish(self, connection: Connection, job: Job, owner: str) -> None:
        """Ends the job in the transaction of its effect."""
        if not rows.end(connection, job, owner):
            raise LeaseLost(job)

    def retry(self, job: Job, owner: str, *, error: str) -> Job:
        """Lets the job wait, or gives it up after its last attempt."""
        if job.attempts >= self._retries.attempts:
            return self.fail(job, owner, error=error)
        run_at = self._clock.now() + self._retries.delay(job.attempts, self._random)
        with self._database.write() as connection:
            if not rows.put_back(connection, job, owner, run_at=run_at, error=error[:LONGEST_ERROR]):
                raise LeaseLost(job)
            return self._found(connection, job)

    def fail(self, job: Job, owner: str, *, error: str) -> Job:
        """Gives the job up."""
        with self._database.write() as connection:
            if not rows.give_up(connection, job, owner, error=error[:LONGEST_ERROR]):
                raise LeaseLost(job)
            return self._found(connection, job)

    def find(self, job_id: int) -> Job | None:
        """The job of that id."""
        with self._database.read() as connection:
            return rows.find(connection, job_id)

    def listed(self, *, state: JobState | None = None, limit: int = 100) -> list[Job]:
        """Jobs that are not done."""
        with self._database.read() as connection:
            return rows.listed(connection, state=state, limit=limit)

    def requeue(self, job_id: int) -> bool:
        """Lets a failed or waiting job run now."""
        with self._database.write() as connection:
            job = self._lock(connection, job_id)
            if job is None or job.state == "running":
                return False
            attempts = 0 if job.state == "failed" else job.attempts
            rows.wait_until(connection, job.id, run_at=self._clock.now(), attempts=attempts)
            self._tell_at_commit(connection)
        return True

    def discard(self, job_id: int) -> bool:
        """Forgets a job."""
        with self._database.write() as connection:
            return rows.remove(connection, job_id)

    def counts(self) -> Mapping[tuple[str, JobState], int]:
        """How many jobs there are."""
        with self._database.read() as connection:
            return rows.counts(connection)

    def on_enqueued(self, callback: Callable[[], None]) -> None:
        """Has the callback called at commits."""
        self._callbacks = (*self._callbacks, callback)

    def _tell_at_commit(self, connection: Connection) -> None:
        for callback in self._callbacks:
            after_commit(connection, callback)

    def _lock(self, connection: Connection, job_id: int) -> Job | None:
        job = rows.find(connection, job_id)
        if job is not None and job.unique_key is not None:
            rows.lock_unique_key(connection, job.unique_key)  # before the row, in the order of `enqueue`
        return rows.lock(connection, job_id)

    def _found(self, connection: Connection, job: Job) -> Job:
        found = rows.find(connection, job.id)
        assert found is not None, "it was changed in this transaction"
        return found
