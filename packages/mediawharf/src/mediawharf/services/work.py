"""Builds the worker that runs a process's jobs."""

from collections.abc import Callable, Mapping
from typing import Any

from mediawharf.facilities import Facilities
from mediawharf.pages.links import PageLinks
from mediawharf.repo.fixity import Fixity
from mediawharf.repo.garbage import Garbage
from mediawharf.stash.expiry import StashExpiry
from mediawharf.stash.hashes import RunningHashes
from mediawharf.upload.jobs import Run
from mediawharf.upload.later import ASSEMBLE, FETCH, PUBLISH
from mediawharf.worker.handlers import Handler, Handlers
from mediawharf.worker.job_run import JobRun
from mediawharf.worker.run import Pace, Worker
from mediawharf.worker.upkeep import Upkeep


def make_worker(facilities: Facilities, *, name: str) -> Worker:
    """A worker for all kinds of jobs; the name tells this process from all others."""
    database, blobs, clock = facilities.database, facilities.blobs, facilities.clock
    handlers = Handlers(
        database=database,
        queue=facilities.queue,
        fixity=Fixity(database, blobs),
        garbage=Garbage(database, blobs, clock),
        stash_expiry=StashExpiry(database, blobs, RunningHashes(), clock),
        sessions=facilities.sessions,
        throttle=facilities.throttle,
        watchlist=facilities.watchlist,
        links=PageLinks(clock),
        search=facilities.search,
        clock=clock,
    )
    uploads = facilities.upload_jobs
    by_kind: dict[str, Handler] = {
        **handlers.by_kind(),
        PUBLISH: _of_payload(uploads.publish),
        ASSEMBLE: _of_payload(uploads.assemble),
        FETCH: _of_payload(uploads.fetch),
    }
    upkeep = Upkeep(facilities.queue, database=database, clock=clock)
    pace = Pace(lease=facilities.settings.job_lease)
    return Worker(facilities.queue, by_kind, database=database, name=name, pace=pace, on_beat=upkeep.ensure)


def _of_payload(work: Callable[[Mapping[str, Any], Run], None]) -> Handler:
    def handle(run: JobRun) -> None:
        work(run.job.payload, run)

    return handle
