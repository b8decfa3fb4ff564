"""The bytes of one request on their way into a blob."""

import hashlib
from dataclasses import dataclass, field

from mediawharf.blobs.base import BlobWriter, random_blob_key
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.model.clock import Random
from mediawharf.stash.held import HeldWriter
from mediawharf.stash.spool import Spool, sha1

LONG = b"x" * (1 << 18)  # worth a sync beside the hashing


@dataclass
class Disk:
    """Writers of a store in memory, and hashes, that note what is asked of them in one list."""

    asked: list[str] = field(default_factory=list)

    def create(self) -> BlobWriter:
        writer = MemoryBlobStore(random_key=lambda: random_blob_key(Random())).create()
        writer.begin_sync = lambda: self.asked.append("begin")  # type: ignore[method-assign]
        writer.sync = lambda: self.asked.append("sync")  # type: ignore[method-assign]
        return writer

    def update(self, _data: bytes) -> None:
        self.asked.append("hash")


def test_what_is_held_is_hashed_when_the_hash_is_asked_for():
    spool = Spool(HeldWriter(Disk().create), limit=100, running=sha1())
    for piece in (b"small ", b"file"):
        spool.write(memoryview(piece))
    assert spool.running_hash.hexdigest() == hashlib.sha1(b"small file").hexdigest()


def test_a_held_file_is_hashed_while_the_disk_is_at_work():
    disk = Disk()
    spool = Spool(HeldWriter(disk.create), limit=100, running=disk)
    spool.write(memoryview(b"small file"))
    spool.begin_sync()
    assert spool.running_hash is disk
    assert disk.asked == ["begin", "hash"]


def test_a_held_chunk_is_hashed_while_the_disk_is_at_work():
    disk = Disk()
    spool = Spool(HeldWriter(disk.create), limit=len(LONG), running=disk)
    spool.write(memoryview(LONG))
    spool.sync()
    assert disk.asked == ["begin", "hash", "sync"]


def test_a_buffer_that_goes_to_the_disk_at_once_may_be_filled_anew():
    spool, buffer = Spool(Disk().create(), limit=100, running=sha1()), bytearray(b"first ")
    spool.write(memoryview(buffer))
    buffer[:] = b"second"
    spool.write(memoryview(buffer))
    assert spool.running_hash.hexdigest() == hashlib.sha1(b"first second").hexdigest()


def test_what_is_past_the_limit_is_counted_and_not_hashed():
    spool = Spool(HeldWriter(Disk().create), limit=6, running=sha1())
    for piece in (b"small ", b"file"):
        spool.write(memoryview(piece))
    assert (spool.size, spool.is_too_large) == (10, True)
    assert spool.running_hash.hexdigest() == hashlib.sha1(b"small ").hexdigest()
