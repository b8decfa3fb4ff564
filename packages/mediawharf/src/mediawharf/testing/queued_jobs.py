"""Short ways to put jobs into a queue, take them and end them, for tests."""

from dataclasses import dataclass

from sqlalchemy import select

from mediawharf.db.attempts import add_attempt
from mediawharf.db.base import Database
from mediawharf.db.schema import attempt
from mediawharf.jobs.base import JobQueue
from mediawharf.jobs.retries import Retries
from mediawharf.model.job import Job

NOW = 1_795_367_998
LEASE = 60
RETRIES = Retries(attempts=3, first=10, longest=15)
"""What the queue under test is to be made with."""


@dataclass
class Time:
    """A clock that moves when told to."""

    now: float = NOW

    def read(self) -> float:
        """The time, as a Clock asks for it."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Lets so much time pass."""
        self.now += seconds


def middle(count: int) -> bytes:
    """Chance that always falls in the middle: waits are three quarters of the longest they may be."""
    return b"\x80" + bytes(count - 1)


def enqueued(database: Database, queue: JobQueue, kind: str = "paint", **options: object) -> int:
    """The id of a job enqueued in a transaction of its own."""
    with database.write() as connection:
        return queue.enqueue(connection, kind, {"colour": "red"}, **options)  # type: ignore[arg-type]


def claimed(queue: JobQueue, owner: str = "anna") -> Job:
    """The job that the owner gets, which must be there."""
    job = queue.claim(owner, lease_seconds=LEASE)
    assert job is not None
    return job


def finished(database: Database, queue: JobQueue, job: Job, owner: str = "anna") -> None:
    """Ends the job together with its effect: a row."""
    with database.write() as connection:
        add_attempt(connection, "effect", now=0)
        queue.finish(connection, job, owner)


def effects(database: Database) -> int:
    """How many jobs have had their effect."""
    with database.read() as connection:
        return len(list(connection.execute(select(attempt.c.id).where(attempt.c.key == "effect"))))
