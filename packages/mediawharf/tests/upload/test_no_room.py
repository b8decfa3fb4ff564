"""A disk without room for even an empty file: the request is read to its end, and told so."""

from collections.abc import Callable

import pytest

from mediawharf.blobs.base import BlobKey, StorageFull
from mediawharf.blobs.memory import MemoryBlobStore, MemoryBlobWriter
from mediawharf.bodies.places import place_of
from mediawharf.services import Backends, build
from mediawharf.stash.errors import NoStorage
from mediawharf.stash.spool import Spool
from mediawharf.testing.wharf import Wharf
from mediawharf.upload.request import FromChunk, FromFile, UploadRequest, UploadSource


class FullStore(MemoryBlobStore):
    """A store that has no room for another blob."""

    def create(self) -> MemoryBlobWriter:
        raise StorageFull(BlobKey("another"), 0)


@pytest.fixture
def full(wharf: Wharf) -> Wharf:
    backends = Backends(wharf.backends.database, FullStore(random_key=str), wharf.backends.clock, wharf.backends.random)
    return Wharf(build(wharf.facilities.settings, backends), backends, wharf.user, wharf.admin)


@pytest.mark.parametrize("source", [FromFile, lambda spool: FromChunk(spool, filekey=None, offset=0, filesize=9000)])
def test_a_large_part_that_finds_no_room_is_refused_in_the_reply(
    full: Wharf, source: Callable[[Spool], UploadSource]
) -> None:
    spool = place_of(full.facilities.stash, "file", fields={}, user=full.user)
    spool.write(memoryview(bytes(5000)))
    with pytest.raises(NoStorage) as refusal:
        full.send(UploadRequest(source(spool), "Large.png"), spool)
    assert refusal.value.wanted == 5000
