"""What every queue of jobs must do, as tests that a backend's author runs by subclassing.

class TestMyQueue(JobQueueSuite):
    @pytest.fixture
    def database(self) -> Iterator[Database]: ...

    @pytest.fixture
    def queue(self, database: Database, time: Time) -> JobQueue:
        return MyQueue(database, clock=Clock(time.read), random=Random(middle), retries=RETRIES)

What it is made with comes from `mediawharf.testing.queued_jobs`.
"""
# ruff: noqa: D102 -- tests: asserts are what they are made of, and their names are their claims

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection

from mediawharf.db.base import Database
from mediawharf.jobs.base import JobQueue, LeaseLost
from mediawharf.testing.queued_jobs import LEASE, NOW, RETRIES, Time, claimed, effects, enqueued, finished


class Undone(Exception):
    """Undoes a transaction."""


class JobQueueSuite:
    """Subclass it, give it the fixtures named above, and pytest runs every promise of `mediawharf.jobs.base`."""

    @pytest.fixture
    def time(self) -> Time:
        return Time()

    @pytest.fixture
    def database(self) -> Iterator[Database]:
        """A database with all tables, empty."""
        raise NotImplementedError

    @pytest.fixture
    def queue(self, database: Database, time: Time) -> JobQueue:
        """A queue on that database and time, which gives a job RETRIES.attempts attempts."""
        raise NotImplementedError

    # Enqueueing

    def test_job_comes_out_as_it_went_in(self, database: Database, queue: JobQueue) -> None:
        job_id = enqueued(database, queue)
        job = claimed(queue)
        assert (job.id, job.kind, job.payload, job.attempts, job.state) == (
            job_id,
            "paint",
            {"colour": "red"},
            1,
            "running",
        )
        assert (job.created, job.lease_owner, job.last_error) == (NOW, "anna", None)

    def test_undone_transaction_leaves_no_job(self, database: Database, queue: JobQueue) -> None:
        def enqueue_and_fail(connection: Connection) -> None:
            queue.enqueue(connection, "paint", {})
            raise Undone

        with pytest.raises(Undone), database.write() as connection:
            enqueue_and_fail(connection)
        assert queue.claim("anna", lease_seconds=LEASE) is None

    def test_empty_queue_gives_nothing(self, queue: JobQueue) -> None:
        assert queue.claim("anna", lease_seconds=LEASE) is None
        assert queue.counts() == {}

    def test_jobs_come_in_the_order_of_their_times(self, database: Database, queue: JobQueue) -> None:
        late = enqueued(database, queue, run_at=NOW - 1)
        early = enqueued(database, queue, run_at=NOW - 2)
        assert [claimed(queue).id, claimed(queue).id] == [early, late]

    def test_job_waits_for_its_time(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue, run_at=NOW + 5)
        time.pass_by(4)
        assert queue.claim("anna", lease_seconds=LEASE) is None
        time.pass_by(1)
        assert claimed(queue).run_at == NOW + 5

    def test_only_the_kinds_asked_for_are_given(self, database: Database, queue: JobQueue) -> None:
        enqueued(database, queue, "paint")
        job_id = enqueued(database, queue, "scrub")
        job = queue.claim("anna", lease_seconds=LEASE, kinds=("scrub", "sand"))
        assert job is not None
        assert job.id == job_id
        assert queue.claim("anna", lease_seconds=LEASE, kinds=("scrub",)) is None

    # Unique keys

    def test_equal_work_that_waits_is_not_added_again(self, database: Database, queue: JobQueue) -> None:
        first = enqueued(database, queue, unique_key="wall")
        assert enqueued(database, queue, unique_key="wall") == first
        assert enqueued(database, queue, unique_key="door") != first
        assert sum(queue.counts().values()) == 2

    def test_equal_work_that_runs_is_not_added_again(self, database: Database, queue: JobQueue) -> None:
        first = enqueued(database, queue, unique_key="wall")
        claimed(queue)
        assert enqueued(database, queue, unique_key="wall") == first

    def test_equal_work_that_is_done_may_be_added(self, database: Database, queue: JobQueue) -> None:
        first = enqueued(database, queue, unique_key="wall")
        finished(database, queue, claimed(queue))
        assert enqueued(database, queue, unique_key="wall") != first

    def test_equal_work_that_failed_gives_way(self, database: Database, queue: JobQueue) -> None:
        enqueued(database, queue, unique_key="wall")
        queue.fail(claimed(queue), "anna", error="no paint")
        fresh = enqueued(database, queue, unique_key="wall")
        assert [(job.id, job.state, job.attempts) for job in queue.listed()] == [(fresh, "queued", 0)]

    def test_equal_work_added_at_once_is_one_job(self, database: Database, queue: JobQueue) -> None:
        with ThreadPoolExecutor(4) as threads:
            ids = set(threads.map(lambda _: enqueued(database, queue, unique_key="wall"), range(20)))
        assert len(ids) == len(queue.listed()) == 1

    # Leases

    def test_leased_job_is_not_given_to_another(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        claimed(queue)
        time.pass_by(LEASE)
        assert queue.claim("bert", lease_seconds=LEASE) is None

    def test_job_is_given_to_another_after_its_lease(self, database: Database, queue: JobQueue, time: Time) -> None:
        job_id = enqueued(database, queue)
        claimed(queue)
        time.pass_by(LEASE + 1)
        taken = claimed(queue, "bert")
        assert (taken.id, taken.attempts, taken.lease_owner) == (job_id, 2, "bert")

    def test_lease_never_ends_early(self, database: Database, queue: JobQueue, time: Time) -> None:
        time.pass_by(0.9)
        enqueued(database, queue)
        claimed(queue)
        time.pass_by(LEASE - 0.1)
        assert queue.claim("bert", lease_seconds=LEASE) is None

    def test_heartbeat_keeps_the_lease(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        job = claimed(queue)
        time.pass_by(LEASE - 1)
        assert queue.heartbeat(job, "anna", lease_seconds=LEASE)
        time.pass_by(LEASE)
        assert queue.claim("bert", lease_seconds=LEASE) is None

    def test_heartbeat_tells_of_a_lost_lease(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        job = claimed(queue)
        time.pass_by(LEASE + 1)
        assert queue.heartbeat(job, "anna", lease_seconds=LEASE), "nobody has taken it"
        time.pass_by(LEASE + 1)
        claimed(queue, "bert")
        assert not queue.heartbeat(job, "anna", lease_seconds=LEASE)

    def test_one_job_goes_to_one_of_many(self, database: Database, queue: JobQueue) -> None:
        for _ in range(10):
            enqueued(database, queue)
        with ThreadPoolExecutor(4) as threads:
            jobs = list(threads.map(lambda n: queue.claim(f"owner {n}", lease_seconds=LEASE), range(20)))
        ids = [job.id for job in jobs if job is not None]
        assert len(ids) == len(set(ids)) == 10

    # Ends

    def test_finished_job_is_gone(self, database: Database, queue: JobQueue, time: Time) -> None:
        job_id = enqueued(database, queue)
        finished(database, queue, claimed(queue))
        time.pass_by(LEASE + 1)
        assert queue.find(job_id) is None
        assert queue.claim("bert", lease_seconds=LEASE) is None

    def test_lost_lease_undoes_the_effect(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        late = claimed(queue)
        time.pass_by(LEASE + 1)
        taken = claimed(queue, "bert")
        with pytest.raises(LeaseLost):
            finished(database, queue, late)
        assert effects(database) == 0
        finished(database, queue, taken, "bert")
        assert effects(database) == 1

    def test_earlier_lease_of_the_same_owner_is_lost_too(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        late = claimed(queue)
        time.pass_by(LEASE + 1)
        claimed(queue)
        with pytest.raises(LeaseLost):
            finished(database, queue, late)

    def test_lease_from_before_a_requeue_is_lost_too(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        late = claimed(queue)
        time.pass_by(LEASE + 1)
        queue.requeue(queue.fail(claimed(queue, "bert"), "bert", error="no wall").id)
        assert claimed(queue, "carl").attempts == late.attempts
        with pytest.raises(LeaseLost):
            finished(database, queue, late)

    def test_undone_effect_leaves_the_job(self, database: Database, queue: JobQueue) -> None:
        def finish_and_fail(connection: Connection) -> None:
            queue.finish(connection, job, "anna")
            raise Undone

        enqueued(database, queue)
        job = claimed(queue)
        with pytest.raises(Undone), database.write() as connection:
            finish_and_fail(connection)
        assert queue.find(job.id) == job

    # Failures

    def test_waits_double_up_to_the_longest(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        waits = []
        for _ in range(RETRIES.attempts - 1):
            waiting = queue.retry(claimed(queue), "anna", error="wet")
            waits.append(waiting.run_at - int(time.now))
            time.pass_by(waits[-1])
        assert waits == [8, 11], "three quarters of 10, and of 15, the longest, for 20"

    def test_retried_job_waits_and_tells_why(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        waiting = queue.retry(claimed(queue), "anna", error="wet")
        assert (waiting.state, waiting.attempts, waiting.last_error, waiting.lease_owner) == ("queued", 1, "wet", None)
        assert queue.claim("anna", lease_seconds=LEASE) is None
        time.pass_by(RETRIES.longest)
        assert claimed(queue).attempts == 2

    def test_job_is_given_up_after_its_last_attempt(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        for _ in range(RETRIES.attempts):
            now = queue.retry(claimed(queue), "anna", error="wet")
            time.pass_by(RETRIES.longest)
        assert (now.state, now.attempts, now.last_error) == ("failed", RETRIES.attempts, "wet")
        assert queue.claim("anna", lease_seconds=LEASE) is None
        assert queue.listed(state="failed") == [now]

    def test_job_that_kills_its_workers_is_given_up(self, database: Database, queue: JobQueue, time: Time) -> None:
        job_id = enqueued(database, queue)
        for _ in range(RETRIES.attempts):
            claimed(queue)
            time.pass_by(LEASE + 1)
        assert queue.claim("anna", lease_seconds=LEASE) is None
        job = queue.find(job_id)
        assert job is not None
        assert job.state == "failed"
        assert "anna" in (job.last_error or "")

    def test_given_up_job_does_not_hide_the_next(self, database: Database, queue: JobQueue, time: Time) -> None:
        enqueued(database, queue)
        for _ in range(RETRIES.attempts):
            claimed(queue)
            time.pass_by(LEASE + 1)
        second = enqueued(database, queue)
        assert claimed(queue).id == second

    def test_failed_for_good_is_given_up_at_once(self, database: Database, queue: JobQueue) -> None:
        enqueued(database, queue)
        failed = queue.fail(claimed(queue), "anna", error="no wall")
        assert (failed.state, failed.attempts, failed.last_error) == ("failed", 1, "no wall")

    def test_who_lost_the_lease_can_neither_retry_nor_fail(
        self, database: Database, queue: JobQueue, time: Time
    ) -> None:
        enqueued(database, queue)
        late = claimed(queue)
        time.pass_by(LEASE + 1)
        taken = claimed(queue, "bert")
        with pytest.raises(LeaseLost):
            queue.retry(late, "anna", error="wet")
        with pytest.raises(LeaseLost):
            queue.fail(late, "anna", error="wet")
        assert queue.find(taken.id) == taken

    # By hand

    def test_requeued_job_has_all_its_attempts(self, database: Database, queue: JobQueue) -> None:
        enqueued(database, queue)
        failed = queue.fail(claimed(queue), "anna", error="no wall")
        assert queue.requeue(failed.id)
        assert claimed(queue).attempts == 1

    def test_requeued_job_that_waits_runs_now(self, database: Database, queue: JobQueue) -> None:
        job_id = enqueued(database, queue, run_at=NOW + 1000, unique_key="wall")
        assert queue.requeue(job_id)
        assert claimed(queue).id == job_id

    def test_running_or_unknown_job_is_not_requeued(self, database: Database, queue: JobQueue) -> None:
        job_id = enqueued(database, queue)
        claimed(queue)
        assert not queue.requeue(job_id)
        assert not queue.requeue(job_id + 1)

    def test_discarded_job_has_no_effect(self, database: Database, queue: JobQueue) -> None:
        job_id = enqueued(database, queue)
        job = claimed(queue)
        assert queue.discard(job_id)
        with pytest.raises(LeaseLost):
            finished(database, queue, job)
        assert effects(database) == 0
        assert not queue.discard(job_id)

    def test_id_never_comes_back(self, database: Database, queue: JobQueue) -> None:
        first = enqueued(database, queue)
        queue.discard(first)
        assert enqueued(database, queue) > first

    def test_counts_are_by_kind_and_state(self, database: Database, queue: JobQueue) -> None:
        for _ in range(3):
            enqueued(database, queue, "paint", run_at=NOW)
        enqueued(database, queue, "scrub", run_at=NOW + 1)
        claimed(queue)
        queue.fail(claimed(queue), "anna", error="no wall")
        states = {("paint", "running"): 1, ("paint", "failed"): 1, ("paint", "queued"): 1, ("scrub", "queued"): 1}
        assert queue.counts() == states

    def test_list_is_limited(self, database: Database, queue: JobQueue) -> None:
        ids = [enqueued(database, queue, run_at=NOW + number) for number in range(3)]
        assert [job.id for job in queue.listed(limit=2)] == ids[:2]

    # News

    def test_commit_is_told(self, database: Database, queue: JobQueue) -> None:
        told: list[int] = []
        queue.on_enqueued(lambda: told.append(1))
        enqueued(database, queue)
        enqueued(database, queue, run_at=NOW + 1)
        assert len(told) == 1, "a job for later wakes nobody"

    def test_undone_transaction_is_not_told(self, database: Database, queue: JobQueue) -> None:
        told: list[int] = []
        queue.on_enqueued(lambda: told.append(1))
        with pytest.raises(Undone), database.write() as connection:
            raise Undone(queue.enqueue(connection, "paint", {}))
        assert told == []
