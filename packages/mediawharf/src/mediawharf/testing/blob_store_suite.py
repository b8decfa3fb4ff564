"""What every blob store must do, as tests that a backend's author runs by subclassing.

    class TestMyBlobStore(BlobStoreSuite):
        @pytest.fixture
        def store(self) -> BlobStore:
            return MyBlobStore(...)

A backend that can be given little room also overrides `cramped_store`.
"""
# ruff: noqa: D102 -- tests: asserts are what they are made of, and their names are their claims

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawharf.blobs.base import (
    BlobBusy,
    BlobKey,
    BlobMissing,
    BlobSealed,
    BlobStore,
    BlobTooShort,
    SourceTooShort,
    StorageFull,
)

ABSENT = BlobKey("absent0absent0absent0absent0")
CRAMPED_BYTES = 1 << 20
"""How many bytes a cramped store has room for, at most."""

_checked_with_fixtures = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # every example makes its own blob; the store may be shared
        HealthCheck.differing_executors,  # one suite, one subclass per backend
    ],
)


def kept(store: BlobStore, key: BlobKey) -> bytes:
    """The blob's bytes as a reader gets them."""
    with store.open(key) as reader:
        return reader.read()


def sealed(store: BlobStore, content: bytes) -> BlobKey:
    """The key of a new sealed blob."""
    with store.create() as writer:
        writer.write(content)
        writer.seal(size=len(content))
    return writer.key


def unsealed(store: BlobStore, content: bytes) -> BlobKey:
    """The key of a new synced blob whose writer is closed."""
    with store.create() as writer:
        writer.write(content)
        writer.sync()
    return writer.key


class BlobStoreSuite:
    """Subclass it, give it a `store` fixture, and pytest runs every promise of `mediawharf.blobs.base`."""

    @pytest.fixture
    def store(self) -> BlobStore:
        """A store of the backend, empty."""
        raise NotImplementedError

    @pytest.fixture
    def cramped_store(self) -> BlobStore:
        """A store with room for CRAMPED_BYTES at most; the tests of full storage are skipped without one."""
        pytest.skip("this backend cannot be given little room here")

    def test_sealed_blob_reads_back(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"first ")
            writer.write(memoryview(b"then "))
            writer.sync()
            writer.write(bytearray(b"last"))
            writer.seal(size=15)
        assert kept(store, writer.key) == b"first then last"

    def test_empty_blob_is_a_blob(self, store: BlobStore) -> None:
        assert kept(store, sealed(store, b"")) == b""

    def test_wide_memoryview_is_written_by_its_bytes(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(memoryview(b"abcdefgh").cast("I"))
            assert writer.position == 8
        assert kept(store, writer.key) == b"abcdefgh"

    def test_position_counts_what_was_written(self, store: BlobStore) -> None:
        with store.create() as writer:
            assert writer.position == 0
            writer.write(b"12345")
            assert writer.position == 5

    def test_every_blob_has_its_own_key(self, store: BlobStore) -> None:
        assert len({sealed(store, b"same bytes") for _ in range(20)}) == 20

    def test_seal_cuts_to_size(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"keep and cut")
            writer.seal(size=4)
        assert kept(store, writer.key) == b"keep"
        assert store.size(writer.key) == 4

    def test_seal_beyond_the_end_is_refused_and_changes_nothing(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"short")
            with pytest.raises(BlobTooShort) as refused:
                writer.seal(size=6)
            assert (refused.value.wanted, refused.value.size) == (6, 5)
            writer.write(b"er")
            writer.seal(size=7)
        assert kept(store, writer.key) == b"shorter"

    def test_reader_seeks(self, store: BlobStore) -> None:
        with store.open(sealed(store, b"0123456789")) as reader:
            assert reader.seek(3) == 3
            assert reader.read(4) == b"3456"
            assert reader.seek(-1, io.SEEK_END) == 9
            assert reader.read() == b"9"

    def test_unsealed_blob_can_be_read(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"so far")
            assert kept(store, writer.key) == b"so far"
            assert store.size(writer.key) == 6

    def test_writer_reads_back_what_it_has_written(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"so far")
            with writer.open() as reader:
                assert (reader.read(3), reader.seek(4), reader.read()) == (b"so ", 4, b"ar")
            writer.write(b" so good")
            writer.seal(size=14)
        assert kept(store, writer.key) == b"so far so good"

    def test_closed_writer_cannot_be_read(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"kept")
        with pytest.raises(ValueError, match="closed"):
            writer.open()

    def test_sync_that_was_begun_is_ended_by_a_sync(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"first ")
            writer.begin_sync()
            writer.begin_sync()
            writer.sync()
            writer.write(b"then")
            writer.begin_sync()
            writer.seal(size=10)
        assert kept(store, writer.key) == b"first then"

    def test_write_after_a_sync_has_begun_is_kept(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"first ")
            writer.begin_sync()
            writer.write(b"then cut")
            writer.begin_sync()
            writer.seal(size=10)
        assert kept(store, writer.key) == b"first then"

    def test_sync_may_be_begun_and_never_asked_about(self, store: BlobStore) -> None:
        with store.create() as left, store.create() as dropped:
            for writer in (left, dropped):
                writer.write(b"bytes")
                writer.begin_sync()
            dropped.discard()
        assert [kept(store, key) for key in list(store.keys())] == [b"bytes"]

    def test_closed_writer_begins_no_sync(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"kept")
        with pytest.raises(ValueError, match="closed"):
            writer.begin_sync()

    def test_resume_keeps_the_earlier_bytes(self, store: BlobStore) -> None:
        key = unsealed(store, b"earlier ")
        with store.resume(key, offset=8) as writer:
            assert (writer.key, writer.position) == (key, 8)
            writer.write(b"later")
            writer.seal(size=13)
        assert kept(store, key) == b"earlier later"

    def test_resume_overwrites_from_its_offset(self, store: BlobStore) -> None:
        key = unsealed(store, b"good wrong and long")
        with store.resume(key, offset=5) as writer:
            writer.write(b"right")
            writer.seal(size=10)
        assert kept(store, key) == b"good right"

    def test_resume_beyond_the_end_is_refused(self, store: BlobStore) -> None:
        key = unsealed(store, b"12345")
        with pytest.raises(BlobTooShort) as refused:
            store.resume(key, offset=6)
        assert (refused.value.wanted, refused.value.size) == (6, 5)
        store.resume(key, offset=5).close()

    def test_resume_at_a_negative_offset_is_refused(self, store: BlobStore) -> None:
        key = unsealed(store, b"12345")
        with pytest.raises(ValueError, match="-1"):
            store.resume(key, offset=-1)

    def test_second_writer_is_refused_while_the_first_lives(self, store: BlobStore) -> None:
        with store.create() as first:
            with pytest.raises(BlobBusy):
                store.resume(first.key, offset=0)
            first.write(b"undisturbed")
        with store.resume(first.key, offset=11) as second:
            with pytest.raises(BlobBusy):
                store.resume(first.key, offset=0)
            second.seal(size=11)
        assert kept(store, first.key) == b"undisturbed"

    def test_sealed_blob_cannot_be_resumed(self, store: BlobStore) -> None:
        key = sealed(store, b"final")
        with pytest.raises(BlobSealed):
            store.resume(key, offset=5)
        assert kept(store, key) == b"final"

    def test_sealed_blob_cannot_be_written(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"final")
            writer.seal(size=5)
            with pytest.raises(BlobSealed):
                writer.write(b"more")
            with pytest.raises(BlobSealed):
                writer.seal(size=2)
            with pytest.raises(BlobSealed):
                writer.discard()
        assert kept(store, writer.key) == b"final"

    def test_closed_writer_refuses(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"kept")
        writer.close()
        with pytest.raises(ValueError, match="closed"):
            writer.write(b"lost")
        with pytest.raises(ValueError, match="closed"):
            writer.sync()
        assert kept(store, writer.key) == b"kept"

    def test_exception_closes_and_does_not_discard(self, store: BlobStore) -> None:
        writer = store.create()
        writer.write(b"kept")
        with pytest.raises(ZeroDivisionError), writer:
            raise ZeroDivisionError
        with store.resume(writer.key, offset=4) as again:
            again.seal(size=4)
        assert kept(store, writer.key) == b"kept"

    def test_discard_removes_the_blob(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"unwanted")
            writer.discard()
        with pytest.raises(BlobMissing):
            store.open(writer.key)
        assert list(store.keys()) == []

    def test_absent_blob_is_missing(self, store: BlobStore) -> None:
        with pytest.raises(BlobMissing) as refused:
            store.open(ABSENT)
        assert refused.value.key == ABSENT
        with pytest.raises(BlobMissing):
            store.size(ABSENT)
        with pytest.raises(BlobMissing):
            store.resume(ABSENT, offset=0)

    def test_delete_is_idempotent(self, store: BlobStore) -> None:
        key = sealed(store, b"old")
        store.delete(key)
        store.delete(key)
        store.delete(ABSENT)
        with pytest.raises(BlobMissing):
            store.open(key)

    def test_delete_touches_no_other_blob(self, store: BlobStore) -> None:
        doomed, other = sealed(store, b"same"), sealed(store, b"same")
        store.delete(doomed)
        assert kept(store, other) == b"same"

    def test_open_reader_outlives_the_deletion(self, store: BlobStore) -> None:
        key = sealed(store, b"still here")
        with store.open(key) as reader:
            store.delete(key)
            assert reader.read() == b"still here"

    def test_deleted_blob_is_not_acknowledged(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"gone")
            store.delete(writer.key)
            with pytest.raises(BlobMissing):
                writer.seal(size=4)

    def test_blob_deleted_while_its_sync_has_begun_is_not_acknowledged(self, store: BlobStore) -> None:
        with store.create() as writer:
            writer.write(b"gone")
            store.delete(writer.key)
            writer.begin_sync()
            with pytest.raises(BlobMissing):
                writer.sync()

    def test_keys_lists_sealed_and_unsealed(self, store: BlobStore) -> None:
        assert list(store.keys()) == []
        made = [sealed(store, b"a"), unsealed(store, b"b"), sealed(store, b"c")]
        assert sorted(store.keys()) == sorted(made)

    def test_path_is_the_blob_or_none(self, store: BlobStore) -> None:
        path = store.path(sealed(store, b"bytes"))
        assert path is None or path.read_bytes() == b"bytes"
        assert path is None or (store.folder is not None and path.is_relative_to(store.folder))

    def test_copies_a_range_of_a_file(self, store: BlobStore, tmp_path: Path) -> None:
        (tmp_path / "spool").write_bytes(b"skip" + b"x" * 3_000_000 + b"tail")
        with (tmp_path / "spool").open("rb") as source, store.create() as writer:
            writer.write(b"head")
            writer.copy_from(source, offset=4, size=3_000_000)
            writer.write(b"end")
            writer.seal(size=3_000_007)
        assert kept(store, writer.key) == b"head" + b"x" * 3_000_000 + b"end"

    def test_copies_a_range_of_memory(self, store: BlobStore) -> None:
        content = bytes(range(256)) * 10_000
        with store.create() as writer:
            writer.copy_from(io.BytesIO(content), offset=100, size=2_500_000)
            assert writer.position == 2_500_000
        assert kept(store, writer.key) == content[100:2_500_100]

    def test_copies_from_another_blob(self, store: BlobStore) -> None:
        with store.open(sealed(store, b"one two")) as source, store.create() as writer:
            writer.copy_from(source, offset=4, size=3)
        assert kept(store, writer.key) == b"two"

    def test_source_that_ends_early_keeps_the_earlier_bytes(self, store: BlobStore) -> None:
        key = unsealed(store, b"acknowledged")
        with store.resume(key, offset=12) as writer, pytest.raises(SourceTooShort) as refused:
            writer.copy_from(io.BytesIO(b"1234"), offset=1, size=10)
        assert refused.value.missing == 7
        assert writer.position == 12
        assert kept(store, key)[:12] == b"acknowledged"

    def test_source_that_breaks_keeps_the_earlier_bytes(self, store: BlobStore) -> None:
        key = unsealed(store, b"acknowledged")
        with store.resume(key, offset=12) as writer, pytest.raises(ConnectionResetError):
            writer.copy_from(_BreakingSource(b"z" * 3_000_000), offset=0, size=3_000_000)
        with store.resume(key, offset=12) as writer:
            writer.write(b"!")
            writer.seal(size=13)
        assert kept(store, key) == b"acknowledged!"

    def test_full_storage_keeps_the_earlier_bytes(self, cramped_store: BlobStore) -> None:
        with cramped_store.create() as writer:
            writer.write(b"acknowledged")
            writer.sync()
            with pytest.raises(StorageFull) as refused:
                writer.write(b"z" * CRAMPED_BYTES)
            assert (refused.value.key, refused.value.wanted) == (writer.key, CRAMPED_BYTES)
            assert writer.position == 12
            writer.seal(size=12)
        assert kept(cramped_store, writer.key) == b"acknowledged"

    def test_full_storage_has_room_again_after_a_discard(self, cramped_store: BlobStore) -> None:
        with cramped_store.create() as writer:
            writer.write(b"z" * (CRAMPED_BYTES // 2))
            with pytest.raises(StorageFull):
                writer.copy_from(io.BytesIO(b"z" * CRAMPED_BYTES), offset=0, size=CRAMPED_BYTES)
            writer.discard()
        key = sealed(cramped_store, b"y" * (CRAMPED_BYTES // 2))
        assert cramped_store.size(key) == CRAMPED_BYTES // 2

    @given(chunks=st.lists(st.binary(max_size=2000), max_size=8))
    @_checked_with_fixtures
    def test_any_split_into_writes_gives_the_same_bytes(self, store: BlobStore, chunks: list[bytes]) -> None:
        with store.create() as writer:
            for chunk in chunks:
                writer.write(chunk)
            writer.seal(size=writer.position)
        assert kept(store, writer.key) == b"".join(chunks)

    @given(chunks=st.lists(st.tuples(st.binary(max_size=500), st.binary(max_size=500)), max_size=8))
    @_checked_with_fixtures
    def test_any_split_into_resumed_chunks_gives_the_same_bytes(
        self, store: BlobStore, chunks: list[tuple[bytes, bytes]]
    ) -> None:
        key, offset = unsealed(store, b""), 0
        for chunk, never_acknowledged in chunks:
            with store.resume(key, offset=offset) as writer:
                writer.write(chunk)
                writer.sync()
                writer.write(never_acknowledged)
            offset += len(chunk)
        with store.resume(key, offset=offset) as writer:
            writer.seal(size=offset)
        assert kept(store, key) == b"".join(chunk for chunk, _ in chunks)


class _BreakingSource(io.BytesIO):
    """A source whose connection is lost after the first read."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise ConnectionResetError
        return super().read(1000 if size is None or size < 0 else min(size, 1000))
