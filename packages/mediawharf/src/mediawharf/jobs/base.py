"""What a queue of jobs promises, and how it says no.

- A job enqueued in a transaction is there if and only if that transaction commits.
- A job is run at least once: one whose worker dies is taken up again when its lease has run out.
- Its effect happens once: ``finish`` in the transaction of the effect undoes it when another has taken the job.
- A job that fails too often, or kills its workers too often, is kept as failed and not run again by itself.

`mediawharf.testing.job_queue_suite` checks these promises on any backend.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection

from mediawharf.model.job import Job, JobState
from mediawharf.model.json import Json


class LeaseLost(Exception):
    """The job is not the owner's any more: its lease ran out and another took it, or it was discarded."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.job = job

    def __str__(self) -> str:
        return f"job {self.job.id} ({self.job.kind}) was taken away in attempt {self.job.attempts}"


class JobFailed(Exception):
    """Raised by a job that no further attempt can help; the sentence says why."""


class JobQueue(Protocol):
    """Keeps jobs for workers; safe to use from many threads and processes."""

    def enqueue(
        self,
        connection: Connection,
        kind: str,
        payload: Mapping[str, Json],
        *,
        run_at: int | None = None,
        unique_key: str | None = None,
    ) -> int:
        """Adds a job in the caller's write transaction, to run once that has committed; gives its id.

        ``run_at`` is the second before which it is not to run. While a job of the same unique key is queued or
        running, nothing is added and that job's id is given; one that failed gives way to the new one.
        """

    def claim(self, owner: str, *, lease_seconds: int, kinds: Sequence[str] | None = None) -> Job | None:
        """The next job, which is the owner's for at least so many seconds, or None when none of the kinds is due."""

    def heartbeat(self, job: Job, owner: str, *, lease_seconds: int) -> bool:
        """Makes the lease last so many seconds from now; False: the owner has lost it."""

    def finish(self, connection: Connection, job: Job, owner: str) -> None:
        """Ends the job in the write transaction of its effect; raises LeaseLost, which must undo the effect."""

    def retry(self, job: Job, owner: str, *, error: str) -> Job:
        """Lets the job wait longer after each attempt, or gives it up after the last; gives it as it is now.

        Raises LeaseLost.
        """

    def fail(self, job: Job, owner: str, *, error: str) -> Job:
        """Gives the job up at once; gives it as it is now. Raises LeaseLost."""

    def find(self, job_id: int) -> Job | None:
        """The job of that id, unless it is done."""

    def listed(self, *, state: JobState | None = None, limit: int = 100) -> list[Job]:
        """Jobs that are not done, by the time at which they are or were to run."""

    def requeue(self, job_id: int) -> bool:
        """Lets a failed or waiting job run now, a failed one with all its attempts; False: there is none such."""

    def discard(self, job_id: int) -> bool:
        """Forgets a job in any state, a running one so that it has no effect; False: there is none."""

    def counts(self) -> Mapping[tuple[str, JobState], int]:
        """How many jobs there are, by kind and state."""

    def on_enqueued(self, callback: Callable[[], None]) -> None:
        """Has the callback called, in any thread, when this process commits a job that may run at once.

        The call may come shortly before the job can be claimed; what happens in other processes is not told.
        """
