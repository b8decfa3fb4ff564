import logging
from collections.abc import Callable
from threading import Barrier, Event
from time import monotonic, sleep

from mediawharf.db.attempts import add_attempt
from mediawharf.db.base import Database
from mediawharf.jobs.base import JobFailed
from mediawharf.jobs.queue import TableJobQueue
from mediawharf.model.clock import Clock, Random
from mediawharf.testing.queued_jobs import LEASE, RETRIES, effects, enqueued
from mediawharf.worker.job_run import JobRun
from mediawharf.worker.run import Pace, Worker, worker_name

LONGEST_WAIT = 10.0


def nothing(_run: JobRun) -> None:
    """A job without effect."""


def effect_of(database: Database) -> Callable[[JobRun], None]:
    def add_effect(run: JobRun) -> None:
        with database.write() as connection:
            add_attempt(connection, "effect", now=0)
            run.finish(connection)

    return add_effect


def wait_for(is_true: Callable[[], bool]) -> None:
    deadline = monotonic() + LONGEST_WAIT
    while not is_true():
        assert monotonic() < deadline, "it did not come true"
        sleep(0.005)


def raising(error: Exception) -> Callable[[JobRun], None]:
    def fail(_run: JobRun) -> None:
        raise error

    return fail


# What becomes of a job


def test_job_that_returns_is_done(database, queue, worker_of):
    enqueued(database, queue)
    assert worker_of(nothing).run_until_idle() == 1
    assert queue.counts() == {}


def test_job_may_end_itself_with_its_effect(database, queue, worker_of):
    enqueued(database, queue)
    worker_of(effect_of(database)).run_until_idle()
    assert effects(database) == 1
    assert queue.counts() == {}


def test_job_that_raises_is_tried_again(database, queue, worker_of, time, caplog):
    job_id = enqueued(database, queue)
    assert worker_of(raising(OSError("wet"))).run_until_idle() == 1
    job = queue.find(job_id)
    assert (job.state, job.attempts, job.last_error) == ("queued", 1, "OSError: wet")
    assert job.run_at > time.now
    assert "OSError: wet" in caplog.text


def test_job_that_always_raises_is_given_up(database, queue, worker_of, time):
    job_id = enqueued(database, queue)
    worker = worker_of(raising(OSError("wet")))
    for _ in range(RETRIES.attempts):
        worker.run_until_idle()
        time.pass_by(RETRIES.longest)
    assert queue.find(job_id).state == "failed"
    assert worker.run_until_idle() == 0


def test_job_that_fails_for_good_is_given_up_at_once(database, queue, worker_of, caplog):
    job_id = enqueued(database, queue)
    worker_of(raising(JobFailed("no wall"))).run_until_idle()
    assert (queue.find(job_id).state, queue.find(job_id).last_error) == ("failed", "no wall")
    assert caplog.records[-1].levelno == logging.ERROR


def test_job_of_an_unknown_kind_is_left_to_others(database, queue, worker_of):
    job_id = enqueued(database, queue, "scrub")
    assert worker_of(nothing).run_until_idle() == 0
    assert queue.find(job_id).attempts == 0


def test_job_that_fails_after_its_end_was_undone_is_tried_again(database, queue, worker_of):
    def finish_and_fail(run):
        with database.write() as connection:
            run.finish(connection)
            raise OSError("wet")

    job_id = enqueued(database, queue)
    worker_of(finish_and_fail).run_until_idle()
    assert queue.find(job_id).state == "queued"


def test_lost_lease_leaves_no_effect_and_no_trace(database, queue, worker_of, time, caplog):
    def outlast(run):
        time.pass_by(LEASE * 2)
        assert queue.claim("bert", lease_seconds=LEASE) is not None
        effect_of(database)(run)

    job_id = enqueued(database, queue)
    worker_of(outlast).run_until_idle()
    assert effects(database) == 0
    assert (queue.find(job_id).lease_owner, queue.find(job_id).last_error) == ("bert", None)
    assert "taken away" in caplog.text


# Threads


def test_enqueued_job_wakes_an_idle_worker(database, queue, worker_of):
    done = Event()
    worker_of(lambda _: done.set(), pace=Pace(poll=60)).start()
    sleep(1.5)  # by now it looks at 1.27 s and at 2.55 s after its start
    enqueued(database, queue)
    assert done.wait(0.9)


def test_job_of_another_process_is_found_without_a_ring(database, worker_of, time):
    done = Event()
    worker_of(lambda _: done.set(), pace=Pace(poll=0.05)).start()
    elsewhere = TableJobQueue(database, clock=Clock(time.read), random=Random())
    enqueued(database, elsewhere)
    assert done.wait(LONGEST_WAIT)


def test_two_workers_share_one_job(database, queue, worker_of):
    workers = [worker_of(effect_of(database), name=name, pace=Pace(threads=2, poll=0.01)) for name in ("anna", "bert")]
    for worker in workers:
        worker.start()
    for _ in range(20):
        enqueued(database, queue)
    wait_for(lambda: queue.counts() == {})
    assert effects(database) == 20


def test_jobs_run_side_by_side(database, queue, worker_of):
    meeting = Barrier(3)
    worker_of(lambda _: meeting.wait(LONGEST_WAIT) and None, pace=Pace(threads=2, poll=0.01)).start()
    enqueued(database, queue)
    enqueued(database, queue)
    meeting.wait(LONGEST_WAIT)
    wait_for(lambda: queue.counts() == {})


def test_heartbeat_keeps_a_long_job(database):
    real = TableJobQueue(database, clock=Clock(), random=Random())
    claims = []

    def outlast(_run):
        deadline = monotonic() + 3
        while monotonic() < deadline:
            claims.append(real.claim("bert", lease_seconds=1))
            sleep(0.1)

    enqueued(database, real)
    worker = Worker(real, {"paint": outlast}, database=database, name="anna", pace=Pace(threads=1, lease=1))
    worker.start()
    wait_for(lambda: real.counts() == {})
    assert worker.stop(drain=LONGEST_WAIT)
    assert set(claims) == {None}


def test_long_job_learns_that_it_was_taken_away(database, queue, worker_of):
    started, has_ended = Event(), Event()

    def work(run):
        started.set()
        try:
            while True:
                run.check()
                sleep(0.01)
        finally:
            has_ended.set()

    job_id = enqueued(database, queue)
    worker_of(work, pace=Pace(threads=1, lease=1)).start()
    assert started.wait(LONGEST_WAIT)
    queue.discard(job_id)
    assert has_ended.wait(LONGEST_WAIT)


def test_stop_lets_a_running_job_finish(database, queue, worker_of):
    started, may_end = Event(), Event()

    def work(run):
        started.set()
        may_end.wait(LONGEST_WAIT)
        effect_of(database)(run)

    worker = worker_of(work, pace=Pace(threads=1))
    worker.start()
    enqueued(database, queue)
    assert started.wait(LONGEST_WAIT)
    assert not worker.stop(drain=0.05)
    may_end.set()
    assert worker.stop(drain=LONGEST_WAIT)
    assert effects(database) == 1


def test_stopped_worker_takes_nothing(database, queue, worker_of):
    worker = worker_of(nothing)
    worker.start()
    assert worker.stop(drain=LONGEST_WAIT)
    job_id = enqueued(database, queue)
    assert queue.find(job_id).state == "queued"


def test_job_that_outlasts_the_drain_is_left_to_its_lease(database, queue, worker_of, time):
    started, may_end = Event(), Event()

    def work(_run):
        started.set()
        may_end.wait(LONGEST_WAIT)

    worker = worker_of(work, pace=Pace(threads=1, lease=LEASE))
    worker.start()
    enqueued(database, queue)
    assert started.wait(LONGEST_WAIT)
    assert not worker.stop(drain=0.05)
    time.pass_by(LEASE + 1)
    taken = queue.claim("bert", lease_seconds=LEASE)
    may_end.set()
    assert taken is not None
    assert worker.stop(drain=LONGEST_WAIT)
    assert queue.find(taken.id) == taken


def test_beat_calls_what_it_was_given(worker_of):
    called = Event()
    worker_of(nothing, on_beat=called.set).start()
    assert called.wait(LONGEST_WAIT)


def test_worker_outlives_a_broken_database(database, queue, worker_of, caplog):
    done = Event()
    worker_of(lambda _: done.set(), pace=Pace(threads=1, lease=1, poll=0.02)).start()
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE job RENAME TO gone")
    wait_for(lambda: "could not reach its queue" in caplog.text)
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO job")
    enqueued(database, queue)
    assert done.wait(LONGEST_WAIT)


def test_worker_outlives_a_full_disk(database, queue, worker_of, caplog, cramp):
    done = Event()
    cramp(database, "job")
    enqueued(database, queue)
    worker_of(lambda _: done.set(), pace=Pace(threads=1, lease=1, poll=0.02)).start()
    wait_for(lambda: "could not reach its queue" in caplog.text)
    with database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER job_takes_all_room")
    assert done.wait(LONGEST_WAIT)


def test_names_of_workers_differ_and_fit_the_row():
    names = {worker_name(Random()) for _ in range(10)}
    assert len(names) == 10
    assert max(map(len, names)) < 120
