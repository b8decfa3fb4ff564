"""Keeps the running SHA-1 of unfinished files in this process, so that the last chunk need not read them again."""

from collections import OrderedDict
from threading import Lock

from mediawharf.stash.spool import Hash


class RunningHashes:
    """The hashes of the last so many unfinished blobs; forgetting one costs a re-read, never a wrong answer."""

    def __init__(self, *, most: int = 4096) -> None:
        self._most = most
        self._hashes: OrderedDict[str, tuple[int, Hash]] = OrderedDict()
        self._lock = Lock()

    def keep(self, blob_key: str, offset: int, running: Hash) -> None:
        """Remembers the hash of a blob's first offset bytes."""
        with self._lock:
            self._hashes[blob_key] = (offset, running)
            self._hashes.move_to_end(blob_key)
            while len(self._hashes) > self._most:
                self._hashes.popitem(last=False)

    def at(self, blob_key: str, offset: int) -> Hash | None:
        """A copy of the hash of the blob's first offset bytes, if it is known."""
        with self._lock:
            known = self._hashes.get(blob_key)
        return known[1].copy() if known is not None and known[0] == offset else None

    def forget(self, blob_key: str) -> None:
        """Drops what is known of a blob."""
        with self._lock:
            self._hashes.pop(blob_key, None)
