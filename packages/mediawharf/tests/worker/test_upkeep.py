import pytest

from mediawharf.jobs.kinds import GARBAGE, STASH_EXPIRY
from mediawharf.model.clock import Clock
from mediawharf.testing.queued_jobs import RETRIES, claimed, finished
from mediawharf.worker.upkeep import INTERVALS, Upkeep

HOUR = 3600


@pytest.fixture
def upkeep_of(database, queue, time):
    return lambda: Upkeep(queue, database=database, clock=Clock(time.read), intervals={STASH_EXPIRY: HOUR})


def test_work_waits_for_the_end_of_the_interval(upkeep_of, queue, time):
    upkeep_of().ensure()
    (job,) = queue.listed()
    assert job.kind == STASH_EXPIRY
    assert job.run_at % HOUR == 0
    assert time.now < job.run_at <= time.now + HOUR


def test_two_processes_enqueue_one_job(upkeep_of, queue):
    for upkeep in (upkeep_of(), upkeep_of()):
        upkeep.ensure()
        upkeep.ensure()
    assert len(queue.listed()) == 1


def test_work_runs_once_an_interval(upkeep_of, queue, database, time):
    first, second = upkeep_of(), upkeep_of()
    runs = []
    for _ in range(4 * 60):
        first.ensure()
        second.ensure()
        if (job := queue.claim("anna", lease_seconds=60)) is not None:
            runs.append(job.run_at)
            finished(database, queue, job)
        time.pass_by(60)
    assert len(runs) == len(set(runs)) == 4


def test_run_that_outlasts_its_interval_is_followed_by_the_next(upkeep_of, queue, database, time):
    upkeep = upkeep_of()
    upkeep.ensure()
    time.pass_by(HOUR)
    job = claimed(queue)
    upkeep.ensure()
    finished(database, queue, job)
    upkeep.ensure()
    assert [waiting.run_at for waiting in queue.listed()] == [job.run_at + HOUR]


def test_given_up_work_is_asked_for_again(upkeep_of, queue, time):
    upkeep = upkeep_of()
    upkeep.ensure()
    time.pass_by(HOUR)
    queue.fail(claimed(queue), "anna", error="no wall")
    upkeep.ensure()
    assert [job.state for job in queue.listed()] == ["queued"]


def test_retried_work_does_not_lose_the_next_interval(upkeep_of, queue, database, time):
    upkeep = upkeep_of()
    upkeep.ensure()
    time.pass_by(HOUR)
    first = queue.retry(claimed(queue), "anna", error="wet")
    upkeep.ensure()
    time.pass_by(RETRIES.longest)
    finished(database, queue, claimed(queue))
    upkeep.ensure()
    assert queue.listed()[0].run_at < first.run_at + HOUR


def test_garbage_is_collected_less_often_than_the_stash_is_emptied():
    assert INTERVALS[GARBAGE] > INTERVALS[STASH_EXPIRY]
