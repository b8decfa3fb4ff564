import hashlib

import pytest

from mediawharf.db import statuses
from mediawharf.db.digests import sha256_of
from mediawharf.db.statuses import StatusRow
from mediawharf.jobs import kinds
from mediawharf.jobs.fixity import enqueue_fixity
from mediawharf.jobs.queue import TableJobQueue
from mediawharf.model.clock import Clock
from mediawharf.pages.links import PageLinks
from mediawharf.repo.fixity import Fixity
from mediawharf.repo.garbage import Garbage
from mediawharf.stash.expiry import StashExpiry
from mediawharf.stash.hashes import RunningHashes
from mediawharf.testing.wharf import png
from mediawharf.worker.handlers import STATUS_AGE, Handlers
from mediawharf.worker.run import Worker
from mediawharf.worker.upkeep import INTERVALS


@pytest.fixture
def handlers(wharf):
    database, blobs, clock = wharf.facilities.database, wharf.backends.blobs, Clock()
    return Handlers(
        database=database,
        queue=TableJobQueue(database, clock=clock, random=wharf.backends.random),
        fixity=Fixity(database, blobs),
        garbage=Garbage(database, blobs, clock),
        stash_expiry=StashExpiry(database, blobs, RunningHashes(), clock),
        sessions=wharf.facilities.sessions,
        throttle=wharf.facilities.login._throttle,
        watchlist=wharf.facilities.watchlist,
        links=PageLinks(clock),
        search=wharf.facilities.search,
        clock=clock,
    )


@pytest.fixture
def run(handlers):
    """Enqueues jobs and runs all that follows from them."""
    worker = Worker(handlers.queue, handlers.by_kind(), database=handlers.database, name="anna")

    def run(*wanted):
        with handlers.database.write() as connection:
            for kind in wanted:
                handlers.queue.enqueue(connection, kind, {})
        return worker.run_until_idle()

    return run


def sha256_in(handlers, revision):
    with handlers.database.read() as connection:
        return sha256_of(connection, revision.id)


def test_fixity_job_fills_in_the_sha256(wharf, handlers, run):
    revision = wharf.upload("A.png", png(b"one")).revision
    with handlers.database.write() as connection:
        enqueue_fixity(handlers.queue, connection, revision.id)
    run()
    assert sha256_in(handlers, revision) == hashlib.sha256(png(b"one")).hexdigest()
    assert handlers.queue.counts() == {}


def test_fixity_of_changed_bytes_is_given_up_at_once(wharf, handlers, run):
    revision = wharf.upload("A.png", png(b"one")).revision
    path = wharf.backends.blobs.path(revision.blob_key)
    path.chmod(0o644)
    path.write_bytes(png(b"two"))
    with handlers.database.write() as connection:
        enqueue_fixity(handlers.queue, connection, revision.id)
    run()
    (job,) = handlers.queue.listed(state="failed")
    assert "A.png" in job.last_error
    assert sha256_in(handlers, revision) is None


def test_sweep_measures_all_that_have_no_sha256(wharf, handlers, run):
    revisions = [wharf.upload(f"{name}.png", png(name.encode())).revision for name in "ABC"]
    run(kinds.FIXITY_SWEEP)
    assert None not in {sha256_in(handlers, revision) for revision in revisions}
    assert run(kinds.FIXITY_SWEEP) == 1, "nothing is left to measure"


def test_every_recurring_kind_has_a_handler_that_ends(handlers, run):
    assert set(INTERVALS) <= set(handlers.by_kind())
    run(*INTERVALS)
    assert handlers.queue.counts() == {}


def test_purge_forgets_the_ends_of_uploads_after_a_month(wharf, handlers, run):
    now = wharf.backends.clock.now()
    with handlers.database.write() as connection:
        for filekey, age in (("old", STATUS_AGE + 1), ("young", STATUS_AGE - 60)):
            statuses.put(connection, StatusRow(wharf.user.id, filekey, "Success", "publish", {}, now - age))
    run(kinds.SESSION_PURGE)
    with handlers.database.read() as connection:
        left = [key for key in ("old", "young") if statuses.find(connection, wharf.user.id, key) is not None]
    assert left == ["young"]
