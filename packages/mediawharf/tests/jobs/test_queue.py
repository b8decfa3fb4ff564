"""The embedded queue, held to what every queue promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata
from mediawharf.jobs.fixity import enqueue_fixity
from mediawharf.jobs.queue import LONGEST_ERROR, TableJobQueue
from mediawharf.model.clock import Clock, Random
from mediawharf.testing.job_queue_suite import JobQueueSuite
from mediawharf.testing.queued_jobs import RETRIES, Time, claimed, enqueued, middle


class TestTableJobQueue(JobQueueSuite):
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Database]:
        database = open_database(f"sqlite:///{tmp_path}/wharf.db", connections=5)
        with database.write() as connection:
            metadata.create_all(connection)
        yield database
        database.close()

    @pytest.fixture
    def queue(self, database: Database, time: Time) -> TableJobQueue:
        return TableJobQueue(database, clock=Clock(time.read), random=Random(middle), retries=RETRIES)

    def test_idle_claim_does_not_wait_for_a_writer(self, database: Database, queue: TableJobQueue) -> None:
        with database.write():
            assert queue.claim("anna", lease_seconds=60) is None

    def test_long_error_is_cut(self, database: Database, queue: TableJobQueue) -> None:
        enqueued(database, queue)
        failed = queue.fail(claimed(queue), "anna", error="x" * 10_000)
        assert len(failed.last_error or "") == LONGEST_ERROR

    def test_fixity_of_a_revision_is_asked_for_once(self, database: Database, queue: TableJobQueue) -> None:
        with database.write() as connection:
            assert enqueue_fixity(queue, connection, 7) == enqueue_fixity(queue, connection, 7)
        assert claimed(queue).payload == {"revision_id": 7}
