"""Computes the SHA-256 of published bytes, by which anyone can tell later that they are still the same."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.blobs.base import BlobKey, BlobStore
from mediawharf.db import digests, files
from mediawharf.db.base import Database
from mediawharf.model.file import FileRevision

_BLOCK = 1 << 20  # bytes read at once


class BytesChanged(Exception):
    """A revision's bytes are not those that were received."""

    def __init__(self, revision: FileRevision, *, size: int, sha1: str) -> None:
        super().__init__(revision.id, size, sha1)
        self.revision = revision
        self.size = size
        self.sha1 = sha1

    def __str__(self) -> str:
        facts = self.revision.facts
        return (
            f"revision {self.revision.id} of {self.revision.title.dbkey} was received with {facts.size} bytes and "
            f"SHA-1 {facts.sha1}, and blob {self.revision.blob_key} has {self.size} bytes and SHA-1 {self.sha1}"
        )


@dataclass(frozen=True, slots=True)
class Fixity:
    """Fills in the SHA-256 of revisions."""

    database: Database
    blobs: BlobStore

    def measure(
        self, revision_id: int, *, keep_on: Callable[[], None], finish: Callable[[Connection], None]
    ) -> str | None:
        """The SHA-256, written in the same transaction in which ``finish`` is called.

        None when it is known already or the revision is gone. Raises BytesChanged, since the SHA-256 of other bytes
        than those received would hide the damage; and BlobMissing. ``keep_on`` is called after every block read,
        and may raise.
        """
        with self.database.read() as connection:
            revision = files.revision(connection, revision_id)
            is_known = digests.sha256_of(connection, revision_id) is not None
        if revision is None or is_known:
            return None
        sha256 = self._read(revision, keep_on)
        with self.database.write() as connection:
            digests.set_sha256(connection, revision, sha256)
            finish(connection)
        return sha256

    def unmeasured(self, *, after: int, limit: int) -> list[int]:
        """Ids of revisions without a SHA-256, beyond an id, in order."""
        with self.database.read() as connection:
            return digests.without_sha256(connection, after=after, limit=limit)

    def _read(self, revision: FileRevision, keep_on: Callable[[], None]) -> str:
        sha1, sha256, size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0
        with self.blobs.open(BlobKey(revision.blob_key)) as file:
            while block := file.read(_BLOCK):
                sha1.update(block)
                sha256.update(block)
                size += len(block)
                keep_on()
        if (size, sha1.hexdigest()) != (revision.facts.size, revision.facts.sha1):
            raise BytesChanged(revision, size=size, sha1=sha1.hexdigest())
        return sha256.hexdigest()
