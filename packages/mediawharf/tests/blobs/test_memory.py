import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mediawharf.blobs.base import BlobBusy, BlobExists, BlobKey, BlobStore, random_blob_key
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.model.clock import Random
from mediawharf.testing.blob_store_suite import CRAMPED_BYTES, BlobStoreSuite, kept, sealed, unsealed


def new_key() -> BlobKey:
    return random_blob_key(Random())


class TestMemoryBlobStore(BlobStoreSuite):
    @pytest.fixture
    def store(self) -> BlobStore:
        return MemoryBlobStore(random_key=new_key)

    @pytest.fixture
    def cramped_store(self) -> BlobStore:
        return MemoryBlobStore(random_key=new_key, capacity=CRAMPED_BYTES)


def test_key_in_use_is_refused_and_its_blob_kept() -> None:
    store = MemoryBlobStore(random_key=lambda: BlobKey("samesame"))
    key = sealed(store, b"first")
    with pytest.raises(BlobExists):
        store.create()
    assert kept(store, key) == b"first"


def test_of_many_threads_one_gets_the_writer() -> None:
    store = MemoryBlobStore(random_key=new_key)
    key, start = unsealed(store, b"abc"), threading.Barrier(8)

    def try_to_resume(_: int) -> bool:
        start.wait(timeout=10)
        try:
            return store.resume(key, offset=3) is not None
        except BlobBusy:
            return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(try_to_resume, range(8))) == 1


def test_writers_of_many_threads_do_not_mix() -> None:
    store = MemoryBlobStore(random_key=new_key)
    contents = [bytes([number]) * 5000 for number in range(64)]
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda content: sealed(store, content), contents))
    assert [kept(store, key) for key in keys] == contents
