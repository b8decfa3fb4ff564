"""Removes what has lain in the stash for too long, rows first and then bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from mediawharf.blobs.base import BlobKey, BlobStore
from mediawharf.db.base import Database
from mediawharf.db.stash_expiry import drop_expired
from mediawharf.model.clock import Clock
from mediawharf.stash.hashes import RunningHashes

# An expired key is refused at once. Its bytes stay a little longer, for a request that found it just in time.
GRACE = 600  # seconds


@dataclass(frozen=True, slots=True)
class StashExpiry:
    """Forgets expired keys: unfinished and unpublished files with their bytes, others without."""

    database: Database
    blobs: BlobStore
    hashes: RunningHashes
    clock: Clock
    batch: int = 200  # rows removed in one transaction

    def run(self, *, keep_on: Callable[[], None]) -> int:
        """Removes all that has expired; how many keys there were. ``keep_on`` is called for each batch, and may raise.

        A crash after the rows and before the bytes leaves orphans, which the garbage collection finds.
        """
        before = self.clock.now() - GRACE
        count = 0
        while dropped := self._drop(before):
            count += len(dropped)
            for blob_key in dropped:
                if blob_key is not None:
                    self.hashes.forget(blob_key)
                    self.blobs.delete(BlobKey(blob_key))
            keep_on()
        return count

    def _drop(self, before: int) -> list[str | None]:
        with self.database.write() as connection:
            return drop_expired(connection, before=before, limit=self.batch)
