import os
import time

import pytest

from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.db import files
from mediawharf.model.clock import Clock
from mediawharf.repo.garbage import DAY, Collected, Garbage
from mediawharf.repo.integrity import Integrity
from mediawharf.testing.wharf import png


def nothing():
    pass


@pytest.fixture
def blobs(wharf):
    return wharf.backends.blobs


@pytest.fixture
def garbage(wharf, blobs):
    return Garbage(wharf.facilities.database, blobs, Clock())


def orphan(blobs, *, age, is_sealed=True, content=b"orphan"):
    """The key of a blob without a row, last written so many seconds ago."""
    with blobs.create() as writer:
        writer.write(content)
        writer.sync()
        if is_sealed:
            writer.seal(size=len(content))
    grow_old(blobs, writer.key, age=age)
    return writer.key


def grow_old(blobs, key, *, age=10 * DAY):
    then = time.time() - age
    os.utime(blobs.path(key), (then, then))


@pytest.mark.parametrize("is_sealed", [True, False])
def test_old_orphan_is_removed(is_sealed, blobs, garbage):
    orphan(blobs, age=DAY + 5, is_sealed=is_sealed)
    assert garbage.collect(keep_on=nothing) == Collected(removed=1, removed_bytes=6)
    assert list(blobs.keys()) == []


@pytest.mark.parametrize("age", [0, DAY - 60, -DAY])
def test_young_orphan_stays(age, blobs, garbage):
    key = orphan(blobs, age=age)
    assert garbage.collect(keep_on=nothing) == Collected(too_young=1)
    assert list(blobs.keys()) == [key]


def test_grace_may_be_shorter(blobs, garbage):
    orphan(blobs, age=100)
    assert garbage.collect(keep_on=nothing, grace=99).removed == 1


def test_blob_that_is_being_written_stays(blobs, garbage):
    with blobs.create() as writer:
        grow_old(blobs, writer.key)
        assert garbage.collect(keep_on=nothing) == Collected(busy=1)
        writer.write(b"more")
        writer.seal(size=4)
    assert blobs.size(writer.key) == 4


def test_writer_who_just_let_go_is_remembered_by_the_age(blobs, garbage):
    """Between the first look at the age and the lock, a writer wrote and closed."""
    key = orphan(blobs, age=10 * DAY, is_sealed=False)

    class Writing(Garbage):
        def _age(self, key):
            age = super()._age(key)
            with open(blobs.path(key), "ab") as file:  # noqa: PTH123
                file.write(b"more")
            return age

    collected = Writing(garbage.database, blobs, Clock()).collect(keep_on=nothing)
    assert (collected.removed, list(blobs.keys())) == (0, [key])


def test_everything_that_a_row_names_stays(wharf, blobs, garbage):
    published = wharf.upload("A.png", png(b"one")).revision
    wharf.upload("A.png", png(b"two"), ignore_warnings=True)
    wharf.upload("B.png", png(b"kept"), stash=True)
    wharf.chunk("C.png", png(b"chunks", padding=5000)[:2000], offset=0, filesize=9000)
    with wharf.facilities.database.write() as connection:
        files.archive(connection, [published.id], timestamp=0, by="Admin", reason="")
    for key in list(blobs.keys()):
        grow_old(blobs, key)
    assert garbage.collect(keep_on=nothing) == Collected()
    assert len(list(blobs.keys())) == 4
    assert Integrity(database=wharf.facilities.database, blobs=blobs).check(with_hashes=True).problems == []


@pytest.mark.parametrize("is_sealed", [True, False])
def test_orphan_that_gets_a_row_while_others_are_collected_stays(is_sealed, wharf, blobs, garbage):
    key = orphan(blobs, age=10 * DAY, is_sealed=is_sealed)
    stashed = wharf.upload("B.png", png(b"kept"), stash=True).stashed

    def name_it():
        with wharf.facilities.database.write() as connection:
            connection.exec_driver_sql("UPDATE stashed_file SET blob_key = ?", (key,))

    grow_old(blobs, stashed.blob_key, age=0)
    assert garbage.collect(keep_on=name_it).removed == 0
    assert blobs.size(key) == 6


def test_collecting_stops_when_told_to(blobs, garbage):
    def stop():
        raise InterruptedError

    orphan(blobs, age=10 * DAY)
    with pytest.raises(InterruptedError):
        garbage.collect(keep_on=stop)
    assert len(list(blobs.keys())) == 1


def test_store_that_tells_no_age_is_left_alone(wharf):
    blobs = MemoryBlobStore(random_key=lambda: "orphan0orphan0")
    with blobs.create() as writer:
        writer.seal(size=0)
    garbage = Garbage(wharf.facilities.database, blobs, Clock(lambda: time.time() + 10 * DAY))
    assert garbage.collect(keep_on=nothing) == Collected(ageless=1)
    assert list(blobs.keys()) == [writer.key]
