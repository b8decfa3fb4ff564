import hashlib

import pytest

from mediawharf.blobs.base import BlobMissing
from mediawharf.db import digests, files
from mediawharf.repo.fixity import BytesChanged, Fixity
from mediawharf.testing.wharf import png

SHA256 = hashlib.sha256(png(b"one")).hexdigest()


class LeaseGone(Exception):
    pass


def lose_lease(*_):
    raise LeaseGone


def nothing(*_):
    pass


@pytest.fixture
def fixity(wharf):
    return Fixity(wharf.facilities.database, wharf.backends.blobs)


@pytest.fixture
def revision(wharf):
    return wharf.upload("A.png", png(b"one")).revision


def sha256_in(wharf, revision):
    with wharf.facilities.database.read() as connection:
        return digests.sha256_of(connection, revision.id)


def archived_sha256s(wharf):
    with wharf.facilities.database.read() as connection:
        return list(connection.exec_driver_sql("SELECT sha256 FROM archived_file").scalars())


def test_sha256_is_written(wharf, fixity, revision):
    assert fixity.measure(revision.id, keep_on=nothing, finish=nothing) == SHA256
    assert sha256_in(wharf, revision) == SHA256


def test_effect_is_undone_when_the_lease_is_lost(wharf, fixity, revision):
    with pytest.raises(LeaseGone):
        fixity.measure(revision.id, keep_on=nothing, finish=lose_lease)
    assert sha256_in(wharf, revision) is None


def test_reading_stops_when_told_to(fixity, revision):
    with pytest.raises(LeaseGone):
        fixity.measure(revision.id, keep_on=lose_lease, finish=nothing)


def test_known_sha256_is_not_computed_again(fixity, revision):
    fixity.measure(revision.id, keep_on=nothing, finish=nothing)
    assert fixity.measure(revision.id, keep_on=lose_lease, finish=lose_lease) is None


def test_unknown_revision_is_nothing_to_measure(fixity):
    assert fixity.measure(12345, keep_on=nothing, finish=nothing) is None


def test_missing_bytes_are_told(wharf, fixity, revision):
    wharf.backends.blobs.delete(revision.blob_key)
    with pytest.raises(BlobMissing):
        fixity.measure(revision.id, keep_on=nothing, finish=nothing)


@pytest.mark.parametrize("content", [b"", png(b"two"), png(b"one") + b"\n"])
def test_changed_bytes_are_not_certified(content, wharf, fixity, revision):
    path = wharf.backends.blobs.path(revision.blob_key)
    path.chmod(0o644)
    path.write_bytes(content)
    with pytest.raises(BytesChanged, match=r"A\.png"):
        fixity.measure(revision.id, keep_on=nothing, finish=nothing)
    assert sha256_in(wharf, revision) is None


def test_revision_deleted_meanwhile_gets_its_sha256(wharf, fixity, revision):
    def delete_it():
        with wharf.facilities.database.write() as connection:
            files.archive(connection, [revision.id], timestamp=0, by="Admin", reason="")

    fixity.measure(revision.id, keep_on=delete_it, finish=nothing)
    assert archived_sha256s(wharf) == [SHA256]


def test_unmeasured_are_listed_in_order_and_in_parts(wharf, fixity):
    ids = [wharf.upload(f"{name}.png", png(name.encode())).revision.id for name in "ABC"]
    fixity.measure(ids[1], keep_on=nothing, finish=nothing)
    assert fixity.unmeasured(after=0, limit=10) == [ids[0], ids[2]]
    assert fixity.unmeasured(after=0, limit=1) == [ids[0]]
    assert fixity.unmeasured(after=ids[0], limit=10) == [ids[2]]
