import time
from dataclasses import replace

import pytest

from mediawharf.model.clock import Clock
from mediawharf.repo.integrity import Integrity
from mediawharf.stash.errors import StashNoSuchKey
from mediawharf.stash.expiry import GRACE, StashExpiry
from mediawharf.stash.hashes import RunningHashes
from mediawharf.testing.wharf import png

MAX_AGE = 6 * 3600


def nothing():
    pass


@pytest.fixture
def expiry_after(wharf):
    """The expiry as it is so many seconds from now."""

    def after(seconds):
        clock = Clock(lambda: time.time() + seconds)
        return StashExpiry(wharf.facilities.database, wharf.backends.blobs, RunningHashes(), clock)

    return after


def blob_count(wharf):
    return len(list(wharf.backends.blobs.keys()))


def row_count(wharf):
    with wharf.facilities.database.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM stashed_file").scalar_one()


def test_expired_files_go_with_their_bytes(wharf, expiry_after):
    key = wharf.upload("A.png", png(b"one"), stash=True).stashed.filekey
    wharf.chunk("C.png", png(b"chunks", padding=5000)[:2000], offset=0, filesize=9000)
    assert expiry_after(MAX_AGE + GRACE + 5).run(keep_on=nothing) == 2
    assert (row_count(wharf), blob_count(wharf)) == (0, 0)
    with pytest.raises(StashNoSuchKey):
        wharf.facilities.stash.find(key, wharf.user)


def test_file_in_its_time_stays(wharf, expiry_after):
    wharf.upload("A.png", png(b"one"), stash=True)
    assert expiry_after(MAX_AGE + GRACE - 60).run(keep_on=nothing) == 0
    assert (row_count(wharf), blob_count(wharf)) == (1, 1)


def test_published_file_keeps_its_bytes(wharf, expiry_after):
    key = wharf.upload("A.png", png(b"one"), stash=True).stashed.filekey
    wharf.publish("A.png", key)
    assert expiry_after(MAX_AGE + GRACE + 5).run(keep_on=nothing) == 1
    assert (row_count(wharf), blob_count(wharf)) == (0, 1)
    assert Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs).check().problems == []


def test_old_key_of_chunks_vanishes_with_the_new_one(wharf, expiry_after):
    content = png(b"chunks", padding=5000)
    first = wharf.chunk("C.png", content[:2000], offset=0, filesize=len(content))
    wharf.chunk("C.png", content[2000:], offset=2000, filesize=len(content), filekey=first.filekey)
    assert row_count(wharf) == 2
    assert expiry_after(MAX_AGE + GRACE + 5).run(keep_on=nothing) == 2
    assert (row_count(wharf), blob_count(wharf)) == (0, 0)


def test_crash_between_rows_and_bytes_leaves_orphans(wharf, expiry_after):
    wharf.upload("A.png", png(b"one"), stash=True)
    one = expiry_after(MAX_AGE + GRACE + 5)
    one._drop(one.clock.now())
    report = Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs).check()
    assert (report.problems, len(report.orphans)) == ([], 1)


def test_many_are_removed_in_batches(wharf, expiry_after):
    for number in range(5):
        wharf.upload("A.png", png(b"%d" % number), stash=True)
    calls = []
    one = replace(expiry_after(MAX_AGE + GRACE + 5), batch=2)
    assert one.run(keep_on=lambda: calls.append(row_count(wharf))) == 5
    assert calls == [3, 1, 0]
