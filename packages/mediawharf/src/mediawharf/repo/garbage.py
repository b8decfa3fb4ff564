"""Removes bytes that no row names: what crashes and cut connections leave behind, and thumbnails of what is gone.

A blob is written before a row names it, so that one without a row may be on its way. It is removed only if all of
this is true: it was not written to for a grace period; no writer holds it; and, asked last, no row names it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mediawharf.blobs.base import BlobBusy, BlobKey, BlobMissing, BlobSealed, BlobStore
from mediawharf.db.base import Database
from mediawharf.db.orphans import is_named
from mediawharf.db.references import references
from mediawharf.db.thumbnails import drop_homeless
from mediawharf.model.clock import Clock

DAY = 24 * 3600


@dataclass(slots=True)
class Collected:
    """What became of the blobs that no row named: how many were removed, their bytes, and how many were left.

    ``ageless`` are in a store that cannot tell when a blob was written; those are never removed.
    """

    removed: int = 0
    removed_bytes: int = 0
    too_young: int = 0
    busy: int = 0
    ageless: int = 0


@dataclass(frozen=True, slots=True)
class Garbage:
    """Collects orphaned blobs."""

    database: Database
    blobs: BlobStore
    clock: Clock

    def collect(self, *, keep_on: Callable[[], None], grace: int = DAY) -> Collected:
        """Removes orphans not written to for so many seconds. ``keep_on`` is called for each, and may raise."""
        collected = Collected()
        with self.database.write() as connection:
            drop_homeless(connection)
        for key in self._orphans():
            keep_on()
            age = self._age(key)
            if age is None:
                collected.ageless += 1
            elif age < grace:
                collected.too_young += 1
            else:
                self._remove(key, grace, collected)
        return collected

    def _orphans(self) -> set[BlobKey]:
        # Keys are listed before the rows: a blob that is born in between has no row yet and would look orphaned.
        keys = set(self.blobs.keys())
        with self.database.read() as connection:
            for reference in references(connection):
                keys.discard(BlobKey(reference.blob_key))
        return keys

    def _age(self, key: BlobKey) -> float | None:
        """Seconds since the last write; None when the store cannot tell. A blob that is gone meanwhile has age 0."""
        path = self.blobs.path(key)
        if path is None:
            return None
        try:
            return self.clock.seconds() - path.stat().st_mtime
        except FileNotFoundError:
            return 0

    def _remove(self, key: BlobKey, grace: int, collected: Collected) -> None:
        try:
            size = self.blobs.size(key)
            # Held as a writer holds it, nobody else writes it while it is looked at for the last time.
            with self.blobs.resume(key, offset=0) as writer:
                if not self._is_garbage(key, grace):
                    return
                writer.discard()
        except BlobBusy:
            collected.busy += 1
            return
        except BlobMissing:
            return
        except BlobSealed:  # final: nobody writes it any more
            if not self._is_garbage(key, grace):
                return
            self.blobs.delete(key)
        collected.removed += 1
        collected.removed_bytes += size

    def _is_garbage(self, key: BlobKey, grace: int) -> bool:
        age = self._age(key)
        if age is None or age < grace:
            return False
        with self.database.read() as connection:
            return not is_named(connection, key)
