"""The worker is killed at every statement and every commit of a job, one after the other.

The job is taken up again after its lease, and has its effect once.
"""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from mediawharf.db.attempts import add_attempt
from mediawharf.db.base import Database
from mediawharf.db.engine import open_database
from mediawharf.db.schema import metadata
from mediawharf.jobs.queue import TableJobQueue
from mediawharf.jobs.retries import Retries
from mediawharf.model.clock import Clock, Random
from mediawharf.testing.crashing import Countdown, tick_at_statements
from mediawharf.testing.queued_jobs import LEASE, Time, effects, enqueued
from mediawharf.worker.job_run import JobRun
from mediawharf.worker.run import Pace, Worker

MOST_POINTS = 100


def opened(folder: Path, countdown: Countdown | None = None) -> Database:
    database = open_database(f"sqlite:///{folder}/wharf.db", connections=2)
    if countdown is not None:
        tick_at_statements(database, countdown)
    return database


def work(database: Database, time: Time, countdown: Countdown | None = None) -> None:
    """Runs what is due; each job moves on in two transactions, of which the second has the effect and the end."""

    def handle(run: JobRun) -> None:
        tick = (lambda: None) if countdown is None else countdown.tick
        tick()
        with database.write() as connection:
            add_attempt(connection, "stage", now=run.job.attempts)
        tick()
        with database.write() as connection:
            add_attempt(connection, "effect", now=0)
            run.finish(connection)
        tick()

    queue = TableJobQueue(database, clock=Clock(time.read), random=Random(), retries=Retries())
    Worker(queue, {"paint": handle}, database=database, name="anna", pace=Pace(lease=LEASE)).run_until_idle()


def begin(do: Callable[[], None]) -> int:
    """Does it in a child, and gives the child's id."""
    child = os.fork()
    if child == 0:
        try:
            do()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def is_killed(folder: Path, ticks: int, do: Callable[[Database, Time, Countdown], None]) -> bool:
    """Does it in a child that dies at the tick; whether it died."""
    countdown = Countdown(ticks)
    _, status = os.waitpid(begin(lambda: do(opened(folder, countdown), Time(), countdown)), 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the job failed before it was killed"
    return os.WIFSIGNALED(status)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with a database in which two jobs wait."""
    folder = tmp_path / "prepared"
    folder.mkdir()
    database = opened(folder)
    with database.write() as connection:
        metadata.create_all(connection)
    queue = TableJobQueue(database, clock=Clock(Time().read), random=Random())
    for _ in range(2):
        enqueued(database, queue)
    database.close()
    return folder


def test_killed_worker_s_jobs_are_done_once_after_the_lease(prepared: Path, tmp_path: Path) -> None:
    for ticks in range(1, MOST_POINTS):
        folder = tmp_path / str(ticks)
        shutil.copytree(prepared, folder)
        has_died = is_killed(folder, ticks, work)
        database, time = opened(folder), Time()
        time.pass_by(LEASE + 1)
        work(database, time)
        queue = TableJobQueue(database, clock=Clock(time.read), random=Random())
        assert (effects(database), queue.counts()) == (2, {}), f"killed at tick {ticks}"
        database.close()
        shutil.rmtree(folder)
        if not has_died:
            break
    assert not has_died, "the jobs must have run to their end at last"
    assert ticks > 20


def test_two_processes_do_each_job_once(prepared: Path) -> None:
    queue = TableJobQueue(database := opened(prepared), clock=Clock(Time().read), random=Random())
    for _ in range(28):
        enqueued(database, queue)
    database.close()
    children = [begin(lambda: work(opened(prepared), Time())) for _ in range(2)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with database.read() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM attempt").scalars().all()
    assert (keys.count("stage"), keys.count("effect")) == (30, 30)
    database.close()


def test_job_of_a_killed_worker_is_not_taken_before_its_lease_ends(prepared: Path) -> None:
    def die_in_the_job(database: Database, time: Time, _: Countdown) -> None:
        queue = TableJobQueue(database, clock=Clock(time.read), random=Random())
        handler = {"paint": lambda _run: os.kill(os.getpid(), signal.SIGKILL)}
        Worker(queue, handler, database=database, name="anna", pace=Pace(lease=LEASE)).run_until_idle()

    assert is_killed(prepared, 0, die_in_the_job)
    database, time = opened(prepared), Time()
    time.pass_by(LEASE)
    work(database, time)
    assert effects(database) == 1, "the other job"
    time.pass_by(1)
    work(database, time)
    assert effects(database) == 2
    database.close()
