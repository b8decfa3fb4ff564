"""What is done for each kind of job."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.auth.sessions import Sessions
from mediawharf.auth.throttle import Throttle
from mediawharf.db import statuses
from mediawharf.db.base import Database
from mediawharf.jobs import kinds
from mediawharf.jobs.base import JobFailed, JobQueue
from mediawharf.jobs.fixity import enqueue_fixity
from mediawharf.model.clock import Clock
from mediawharf.pages.links import PageLinks
from mediawharf.pages.search import Search
from mediawharf.pages.watchlist import Watchlist
from mediawharf.repo.fixity import BytesChanged, Fixity
from mediawharf.repo.garbage import Garbage
from mediawharf.stash.expiry import StashExpiry
from mediawharf.worker.job_run import JobRun

Handler: TypeAlias = Callable[[JobRun], None]
"""Does one job. Returning ends it; JobFailed gives it up; any other exception has it tried again later."""

STATUS_AGE = 30 * 86400  # seconds for which the end of an upload can be asked for
SWEEP = 500  # revisions enqueued in one transaction
PAGES = 50  # pages whose links are taken anew in one transaction

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The built-in jobs and what they work with."""

    database: Database
    queue: JobQueue
    fixity: Fixity
    garbage: Garbage
    stash_expiry: StashExpiry
    sessions: Sessions
    throttle: Throttle
    watchlist: Watchlist
    links: PageLinks
    search: Search
    clock: Clock

    def by_kind(self) -> Mapping[str, Handler]:
        """The handler of each kind."""
        return {
            kinds.FIXITY: self.measure,
            kinds.FIXITY_SWEEP: self.sweep,
            kinds.STASH_EXPIRY: self.expire,
            kinds.SESSION_PURGE: self.purge,
            kinds.GARBAGE: self.collect,
            kinds.LINKS: self.refresh_links,
            kinds.SEARCH_INDEX: self.index,
        }

    def measure(self, run: JobRun) -> None:
        """Fills in the SHA-256 of a revision."""
        revision_id = run.job.payload["revision_id"]
        assert isinstance(revision_id, int), "an id"
        try:
            self.fixity.measure(revision_id, keep_on=run.check, finish=run.finish)
        except BytesChanged as changed:  # another attempt would read the same
            raise JobFailed(str(changed)) from changed

    def sweep(self, run: JobRun) -> None:
        """Asks for the SHA-256 of every revision without one, such as those restored or brought in otherwise."""
        last = 0
        while found := self.fixity.unmeasured(after=last, limit=SWEEP):
            run.check()
            with self.database.write() as connection:
                for revision_id in found:
                    enqueue_fixity(self.queue, connection, revision_id)
            last = found[-1]

    def expire(self, run: JobRun) -> None:
        """Empties the stash of what has expired."""
        _LOG.info("%d expired keys removed from the stash", self.stash_expiry.run(keep_on=run.check))

    def purge(self, run: JobRun) -> None:
        """Forgets ended sessions, old attempts, watches and states of uploads, and ends the job with the last."""
        self.sessions.purge()
        self.throttle.purge()
        with self.database.write() as connection:
            self.watchlist.drop_expired(connection)
            statuses.drop_before(connection, self.clock.now() - STATUS_AGE)
            run.finish(connection)

    def refresh_links(self, run: JobRun) -> None:
        """Takes the links of pages anew that are out of date, some at a time."""
        count = PAGES
        while count:
            run.check()
            with self.database.write() as connection:
                count = self.links.refresh(connection, limit=PAGES)

    def collect(self, run: JobRun) -> None:
        """Removes orphaned blobs."""
        collected = self.garbage.collect(keep_on=run.check)
        _LOG.info("%s", collected)
        if collected.ageless:
            _LOG.warning("%d blobs without a row are left: this store does not tell their age", collected.ageless)

    def index(self, run: JobRun) -> None:
        """Takes all changes into the index that pages are found by."""
        while self.search.catch_up():
            run.check()
