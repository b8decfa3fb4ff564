"""A queue on a database of its own, and a clock that moves when told to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata
from mediawharf.jobs.queue import TableJobQueue
from mediawharf.model.clock import Clock, Random
from mediawharf.testing.queued_jobs import RETRIES, Time
from mediawharf.worker.handlers import Handler
from mediawharf.worker.run import Pace, Worker


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=8)
    with database.write() as connection:
        metadata.create_all(connection)
    yield database
    database.close()


@pytest.fixture
def queue(database: Database, time: Time) -> TableJobQueue:
    return TableJobQueue(database, clock=Clock(time.read), random=Random(), retries=RETRIES)


@pytest.fixture
def worker_of(database: Database, queue: TableJobQueue) -> Iterator[Callable[..., Worker]]:
    """Makes workers that are stopped after the test."""
    workers: list[Worker] = []

    def make(handler: Handler, *, name: str = "anna", pace: Pace | None = None, **options: object) -> Worker:
        handlers = {"paint": handler}
        workers.append(Worker(queue, handlers, database=database, name=name, pace=pace, **options))  # type: ignore[arg-type]
        return workers[-1]

    yield make
    have_ended = [worker.stop(drain=10) for worker in workers]
    assert all(have_ended)
