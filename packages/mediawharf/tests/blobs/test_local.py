import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from mediawharf.blobs import disk, local_writer
from mediawharf.blobs.base import (
    BlobBusy,
    BlobExists,
    BlobKey,
    BlobMissing,
    BlobSealed,
    BlobStore,
    BlobWriter,
    StorageFull,
    random_blob_key,
)
from mediawharf.blobs.kernel_sync import AT_ONCE, Begun, KernelSyncs
from mediawharf.blobs.local import LocalBlobStore
from mediawharf.model.clock import Random
from mediawharf.testing.blob_store_suite import BlobStoreSuite, kept, sealed, unsealed

HOLD_THE_LOCK = """
import sys, time
from pathlib import Path
from mediawharf.blobs.kernel_sync import AT_ONCE, Begun, KernelSyncs
from mediawharf.blobs.local import LocalBlobStore
store = LocalBlobStore(Path(sys.argv[1]), random_key=str)
writer = store.resume(sys.argv[2], offset=6)
writer.write(b"half a chunk")
print("held", flush=True)
time.sleep(60)
"""
ON_A_DISK_OF_ITS_OWN = 'mount -t tmpfs -o size=256k,nr_inodes=4 tmpfs "$1" && exec "$2" "$3" "$1"'


class Ended(Begun):
    """Syncs of a file and its directory that have come to this, without a kernel."""

    has_directory = True

    def __init__(self, *results: int) -> None:
        self._results = list(results)

    def finish(self) -> list[int]:
        """What they have come to."""
        return self._results


@pytest.fixture
def store(tmp_path: Path) -> LocalBlobStore:
    return LocalBlobStore(tmp_path / "blobs", random_key=lambda: random_blob_key(Random()))


def mode(store: LocalBlobStore, key: BlobKey) -> int:
    return stat.S_IMODE(store.path(key).stat().st_mode)


class TestLocalBlobStore(BlobStoreSuite):
    @pytest.fixture
    def store(self, store: LocalBlobStore) -> BlobStore:
        return store


def test_file_is_private_while_unsealed_and_read_only_afterwards(store: LocalBlobStore) -> None:
    assert mode(store, unsealed(store, b"a")) == 0o600
    assert mode(store, sealed(store, b"a")) == 0o444


def test_files_fan_out_by_the_first_letter_of_the_key(store: LocalBlobStore, tmp_path: Path) -> None:
    key = sealed(store, b"a")
    assert store.path(key) == tmp_path / "blobs" / key[0] / key


def test_sealed_file_keeps_its_place(store: LocalBlobStore) -> None:
    with store.create() as writer:
        writer.write(b"a")
        before = store.path(writer.key).stat().st_ino
        writer.seal(size=1)
    assert store.path(writer.key).stat().st_ino == before


def test_root_is_made_with_its_parents(tmp_path: Path) -> None:
    root = tmp_path / "not" / "there" / "yet"
    store = LocalBlobStore(root, random_key=lambda: random_blob_key(Random()))
    assert list(store.keys()) == []
    assert kept(store, sealed(store, b"a")) == b"a"


def test_key_in_use_is_refused_and_its_blob_kept(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path, random_key=lambda: BlobKey("samesame"))
    key = sealed(store, b"first")
    with pytest.raises(BlobExists):
        store.create()
    assert kept(store, key) == b"first"


@pytest.mark.parametrize(
    "key", ["", "short", "../../etc/passwd", "abcd/efghijkl", "ABCDEFGHIJ", "abcdefgh\n", "a" * 129]
)
def test_what_is_no_key_leads_nowhere(store: LocalBlobStore, key: str) -> None:
    with pytest.raises(BlobMissing):
        store.open(BlobKey(key))
    with pytest.raises(BlobMissing):
        store.path(BlobKey(key))
    store.delete(BlobKey(key))


def test_foreign_files_are_no_blobs(store: LocalBlobStore, tmp_path: Path) -> None:
    key = sealed(store, b"a")
    (tmp_path / "blobs" / "lost+found").mkdir()
    (tmp_path / "blobs" / "README").touch()
    store.path(key).with_name("a.txt").touch()
    assert list(store.keys()) == [key]


def test_blobs_outlive_the_store_object(store: LocalBlobStore, tmp_path: Path) -> None:
    key = unsealed(store, b"before ")
    again = LocalBlobStore(tmp_path / "blobs", random_key=lambda: random_blob_key(Random()))
    with again.resume(key, offset=7) as writer:
        writer.write(b"after")
        writer.seal(size=12)
    assert kept(store, key) == b"before after"


def test_forgotten_writer_gives_up_its_lock(store: LocalBlobStore) -> None:
    with pytest.warns(ResourceWarning):
        key = store.create().key
    store.resume(key, offset=0).close()


def test_killed_process_gives_up_its_lock(store: LocalBlobStore, tmp_path: Path) -> None:
    key = unsealed(store, b"synced")
    command = [sys.executable, "-c", HOLD_THE_LOCK, str(tmp_path / "blobs"), key]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(BlobBusy):
            store.resume(key, offset=6)
        child.kill()
    with store.resume(key, offset=6) as writer:
        writer.write(b"!")
        writer.seal(size=7)
    assert kept(store, key) == b"synced!"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open any file for writing")
def test_sealed_file_is_known_by_its_refusal_too(store: LocalBlobStore) -> None:
    with pytest.raises(BlobSealed):
        store.resume(sealed(store, b"a"), offset=1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's always full device")
def test_full_device_is_storage_full(store: LocalBlobStore) -> None:
    key = unsealed(store, b"")
    store.path(key).unlink()
    store.path(key).symlink_to("/dev/full")
    with store.resume(key, offset=0) as writer, pytest.raises(StorageFull) as refused:
        writer.write(b"12345")
    assert (refused.value.key, refused.value.wanted) == (key, 5)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that cannot be synced is needed")
def test_failed_sync_closes_the_writer(store: LocalBlobStore) -> None:
    key = unsealed(store, b"")
    store.path(key).unlink()
    store.path(key).symlink_to("/dev/full")
    with store.resume(key, offset=0) as writer:
        with pytest.raises(OSError, match="Invalid"):
            writer.sync()
        with pytest.raises(ValueError, match="closed"):
            writer.sync()


@pytest.mark.parametrize("go_on", [lambda writer: writer.sync(), lambda writer: writer.write(b"1")])
def test_failure_of_a_sync_that_was_begun_is_told_by_what_comes_next(
    store: LocalBlobStore, monkeypatch: pytest.MonkeyPatch, go_on: Callable[[BlobWriter], object]
) -> None:
    monkeypatch.setattr(KernelSyncs, "begin", lambda *_: Ended(-errno.EIO, 0))
    with store.create() as writer:
        writer.begin_sync()
        with pytest.raises(OSError, match="Input/output error"):
            go_on(writer)
        with pytest.raises(ValueError, match="closed"):
            writer.sync()


def test_failure_of_a_sync_that_was_begun_matters_to_nobody_who_discards(
    store: LocalBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KernelSyncs, "begin", lambda *_: Ended(-errno.EIO, -errno.EIO))
    with store.create() as writer:
        writer.begin_sync()
        writer.discard()
    assert list(store.keys()) == []


def test_sync_is_done_by_who_waits_when_many_are_under_way(store: LocalBlobStore) -> None:
    writers = [store.create() for _ in range(AT_ONCE + 2)]
    for writer in writers:
        writer.begin_sync()
    for writer in reversed(writers):
        writer.seal(size=0)
    assert {mode(store, writer.key) for writer in writers} == {0o444}


@pytest.mark.parametrize(
    ("before", "size", "syncs"),
    [
        (lambda _: None, 4, 1),
        (lambda writer: writer.sync(), 4, 1),
        (lambda writer: writer.begin_sync(), 4, 1),
        (lambda writer: writer.sync(), 3, 2),
        (lambda writer: writer.begin_sync(), 3, 2),
        (lambda writer: (writer.sync(), writer.write(b"more")), 8, 2),
        (lambda writer: (writer.sync(), writer.copy_from(BytesIO(b"more"), offset=0, size=4)), 8, 2),
    ],
    ids=[
        "unsynced",
        "synced",
        "begun to sync",
        "cut after the sync",
        "cut after it has begun",
        "written after the sync",
        "copied to after the sync",
    ],
)
def test_seal_syncs_what_no_sync_has_covered(
    store: LocalBlobStore,
    monkeypatch: pytest.MonkeyPatch,
    before: Callable[[BlobWriter], object],
    size: int,
    syncs: int,
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(local_writer, "sync_bytes", synced.append)
    monkeypatch.setattr(KernelSyncs, "begin", lambda _, *wanted: synced.append(wanted[0]) or Ended(0, 0))
    with store.create() as writer:
        writer.write(b"four")
        before(writer)
        writer.seal(size=size)
    assert len(synced) == syncs


def test_the_name_of_a_file_is_made_durable_once_by_each_process(
    store: LocalBlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_directory", synced.append)
    key = unsealed(store, b"one ")
    synced.clear()
    another_process = LocalBlobStore(tmp_path / "blobs", random_key=lambda: random_blob_key(Random()))
    for each, syncs in ((store, 0), (another_process, 1), (another_process, 1)):
        with each.resume(key, offset=4) as writer:
            writer.write(b"more")
            writer.sync()
        assert synced.count(store.path(key).parent) == syncs


def test_seal_after_a_sync_still_sees_that_the_file_was_removed(store: LocalBlobStore) -> None:
    with store.create() as writer:
        writer.write(b"four")
        writer.sync()
        store.path(writer.key).unlink()
        with pytest.raises(BlobMissing):
            writer.seal(size=4)


def test_full_disk_is_storage_full_and_keeps_the_synced_bytes(tmp_path: Path) -> None:
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], check=False).returncode != 0:
        pytest.skip("no mount namespaces for this user: no tiny disk to fill")
    program = [sys.executable, str(Path(__file__).with_name("fill_disk.py"))]
    command = [*unshare, "sh", "-c", ON_A_DISK_OF_ITS_OWN, "sh", str(tmp_path), *program]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    assert told == {"write": 1 << 20, "copy": 1 << 20, "create": 0, "kept": "acknowledged"}


def test_bytes_that_the_disk_begins_with_early_are_all_there(store: LocalBlobStore) -> None:
    content = os.urandom(local_writer.WRITTEN_AT_ONCE * 2 + 5)
    with store.create() as writer:
        for at in range(0, len(content), 1_000_003):
            writer.write(content[at : at + 1_000_003])
        writer.seal(size=len(content))
    with store.open(writer.key) as file:
        assert file.read() == content


def test_to_begin_writing_is_advice_that_may_fail(tmp_path: Path) -> None:
    with (tmp_path / "gone").open("wb") as file:
        descriptor = file.fileno()
    disk.begin_writing(descriptor, at=0, size=1)
