"""One attempt at a job, as its handler sees it."""

from sqlalchemy import Connection

from mediawharf.jobs.base import JobQueue, LeaseLost
from mediawharf.model.job import Job


class JobRun:
    """A job that this process has the lease of, until it is found that another has it."""

    def __init__(self, queue: JobQueue, job: Job, *, owner: str) -> None:
        self._queue = queue
        self._is_lost = False
        self._is_finished = False
        self.job = job
        self.owner = owner

    @property
    def job_id(self) -> int:
        """The job's id."""
        return self.job.id

    @property
    def is_finished(self) -> bool:
        """Whether the handler has ended the job itself."""
        return self._is_finished

    def finish(self, connection: Connection) -> None:
        """Ends the job in the write transaction of its effect; raises LeaseLost, which must undo the effect.

        A handler that does not call it may run more than once in full.
        """
        self._queue.finish(connection, self.job, self.owner)
        self._is_finished = True

    def check(self) -> None:
        """Raises LeaseLost once another has the job; for handlers that work for long."""
        if self._is_lost:
            raise LeaseLost(self.job)

    def beat(self, lease_seconds: int) -> None:
        """Keeps the lease for so many more seconds, or notes that it is lost."""
        if not self._queue.heartbeat(self.job, self.owner, lease_seconds=lease_seconds):
            self._is_lost = True
