"""Holds the rows against the bytes: what is missing, what is wrong, what nobody names."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from mediawharf.blobs.base import BlobKey, BlobMissing, BlobStore
from mediawharf.db.base import Database
from mediawharf.db.references import Reference, references

_BLOCK = 1 << 20  # bytes read at once


@dataclass(frozen=True, slots=True)
class Problem:
    """A row whose bytes are not what it says."""

    row: str
    blob_key: str
    what: str


@dataclass(slots=True)
class Report:
    """What a check found. Orphans are blobs that no row names: harmless, and collected by ``gc``."""

    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


class Integrity:
    """Checks the repository without changing it."""

    def __init__(self, *, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def check(self, *, with_hashes: bool = False) -> Report:
        """What is wrong; ``with_hashes`` reads every byte again and compares its SHA-1."""
        # Keys are listed before the rows: a blob that is born in between has no row yet and would look orphaned.
        keys = set(self._blobs.keys())
        report = Report()
        named = set()
        with self._database.read() as connection:
            for reference in references(connection):
                report.rows += 1
                named.add(reference.blob_key)
                report.problems += self._problems(reference, with_hashes=with_hashes)
        report.orphans = sorted(keys - named)
        return report

    def _problems(self, reference: Reference, *, with_hashes: bool) -> Iterator[Problem]:
        key = BlobKey(reference.blob_key)
        try:
            size = self._blobs.size(key)
        except BlobMissing:
            yield Problem(reference.row, key, "its bytes are not there")
            return
        if size < reference.size or (reference.is_whole and size != reference.size):
            yield Problem(reference.row, key, f"it counts on {reference.size} bytes, and {size} are there")
        elif with_hashes and reference.sha1 is not None:
            found = self._sha1(key)
            if found != reference.sha1:
                yield Problem(reference.row, key, f"its SHA-1 is {reference.sha1}, that of the bytes {found}")

    def _sha1(self, key: BlobKey) -> str:
        digest = hashlib.sha1(usedforsecurity=False)
        with self._blobs.open(key) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()
