"""Bytes that wait in memory for their blob."""

import io

import pytest

from mediawharf.blobs.base import SourceTooShort, StorageFull, random_blob_key
from mediawharf.blobs.memory import MemoryBlobStore
from mediawharf.model.clock import Random
from mediawharf.stash.held import HeldWriter


def store_of(capacity: int | None = None) -> MemoryBlobStore:
    return MemoryBlobStore(random_key=lambda: random_blob_key(Random()), capacity=capacity)


def writer_of(store: MemoryBlobStore, *pieces: bytes) -> HeldWriter:
    writer = HeldWriter(store.create)
    for piece in pieces:
        writer.write(memoryview(piece))
    return writer


def kept(store: MemoryBlobStore) -> list[bytes]:
    return [store.open(key).read() for key in list(store.keys())]


def test_nothing_is_made_before_it_must_be():
    store = store_of()
    with writer_of(store, b"small ", b"file") as writer:
        assert (writer.position, writer.open().read(), writer.is_made) == (10, b"small file", False)
    assert kept(store) == []


@pytest.mark.parametrize("ask", [lambda w: w.key, lambda w: w.sync(), lambda w: w.seal(size=10), lambda w: w.made()])
def test_the_blob_has_all_bytes_once_it_is_asked_for(ask):
    store = store_of()
    with writer_of(store, b"small ", b"file") as writer:
        ask(writer)
        assert (writer.is_made, kept(store)) == (True, [b"small file"])


def test_what_is_written_later_goes_to_the_blob_and_stays_in_memory():
    store = store_of()
    with writer_of(store, b"small ") as writer:
        writer.sync()
        writer.write(b"fi")
        writer.copy_from(io.BytesIO(b"file"), offset=2, size=2)
        assert (kept(store), writer.open().read()) == ([b"small file"], b"small file")


def test_a_source_that_ends_early_is_told():
    with writer_of(store_of()) as writer, pytest.raises(SourceTooShort) as told:
        writer.copy_from(io.BytesIO(b"file"), offset=2, size=4)
    assert told.value.missing == 2


def test_a_full_store_is_told_and_keeps_nothing():
    store = store_of(capacity=8)
    with writer_of(store, b"small ", b"file") as writer, pytest.raises(StorageFull):
        writer.sync()
    assert kept(store) == []


def test_discard_removes_the_blob():
    store = store_of()
    writer = writer_of(store, b"bytes")
    writer.sync()
    writer.discard()
    assert kept(store) == []


def test_a_closed_writer_makes_no_blob():
    store = store_of()
    writer = writer_of(store, b"bytes")
    writer.close()
    with pytest.raises(ValueError, match="closed"):
        writer.sync()
    assert kept(store) == []
