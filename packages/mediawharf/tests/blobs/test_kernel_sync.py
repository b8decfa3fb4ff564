"""Syncs that the kernel does beside the program."""

import errno
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawharf.blobs.kernel_sync import AT_ONCE, Begun, KernelSyncs

NO_FILE = 1 << 20  # a descriptor that nobody has


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    os.write(descriptor, b"bytes")
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def syncs(file: int) -> KernelSyncs:
    begun = KernelSyncs().begin(file, None)
    if begun is None:
        pytest.skip("this machine's kernel does no syncs beside the program")
    begun.wait()
    return KernelSyncs()


class Failed:
    """A context in which the second of two syncs failed."""

    def results(self, count: int) -> list[int]:
        """Of so many."""
        return [0, -errno.EIO][:count]


def test_a_file_and_its_directory_are_synced(syncs: KernelSyncs, file: int, directory: int) -> None:
    begun = syncs.begin(file, directory)
    assert begun is not None
    assert begun.has_directory
    assert begun.finish() == [0, 0]


def test_a_file_is_synced_alone(syncs: KernelSyncs, file: int) -> None:
    begun = syncs.begin(file, None)
    assert begun is not None
    assert (begun.has_directory, begun.finish()) == (False, [0])


def test_what_is_no_directory_is_not_said_to_be_synced(syncs: KernelSyncs, file: int) -> None:
    begun = syncs.begin(file, NO_FILE)
    assert begun is not None
    assert (begun.has_directory, begun.finish()) == (False, [0])


def test_nothing_is_begun_for_what_is_no_file(syncs: KernelSyncs, directory: int) -> None:
    assert [syncs.begin(NO_FILE, directory) for _ in range(AT_ONCE + 1)] == [None] * (AT_ONCE + 1)


def test_a_failed_sync_is_raised() -> None:
    with pytest.raises(OSError, match="Input/output error"):
        Begun(KernelSyncs(), Failed(), 2).wait()  # type: ignore[arg-type]


def test_only_so_many_are_begun_until_one_is_waited_for(syncs: KernelSyncs, file: int) -> None:
    under_way = [syncs.begin(file, None) for _ in range(AT_ONCE)]
    assert None not in under_way
    assert syncs.begin(file, None) is None
    under_way[0].wait()
    under_way[0] = syncs.begin(file, None)
    assert [begun.finish() for begun in under_way] == [[0]] * AT_ONCE


def test_descriptors_may_be_closed_while_it_is_under_way(syncs: KernelSyncs, tmp_path: Path) -> None:
    file, directory = os.open(tmp_path / "new", os.O_RDWR | os.O_CREAT), os.open(tmp_path, os.O_RDONLY)
    os.write(file, b"bytes" * 100_000)
    begun = syncs.begin(file, directory)
    os.close(file)
    os.close(directory)
    assert begun is not None
    assert begun.finish() == [0, 0]


def test_a_signal_does_not_end_the_waiting(syncs: KernelSyncs, file: int) -> None:
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    here = threading.get_ident()
    ring = threading.Thread(target=lambda: [signal.pthread_kill(here, signal.SIGUSR1) for _ in range(2000)])
    ring.start()
    try:
        for _ in range(100):
            os.pwrite(file, b"other", 0)
            begun = syncs.begin(file, None)
            assert begun is not None
            assert begun.finish() == [0]
    finally:
        ring.join()
        signal.signal(signal.SIGUSR1, before)


def test_nothing_is_begun_on_other_machines(file: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "a machine of another kind")
    assert KernelSyncs().begin(file, None) is None
