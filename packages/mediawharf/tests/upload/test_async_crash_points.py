"""The worker is killed at every statement and every operation on bytes of an upload job, one after the other.

The job is taken up again once its lease has run out, and ends once: one effect, one result, no row without bytes.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mediawharf.repo.integrity import Integrity
from mediawharf.services import make_worker
from mediawharf.testing.crashing import Acknowledge, Crash, crashes, later_wharf
from mediawharf.testing.wharf import Wharf, close, make_wharf, png
from mediawharf.upload.request import FromUrl, UploadRequest
from mediawharf.upload.result import Published, Queued, Stashed
from mediawharf.upload.status import Assembled, WasPublished
from mediawharf.upload.stored import StoredRefusal

LEASE = 60
WHOLE = png(b"whole", padding=6000)
REFUSED = WHOLE[:-12] + b"<html><script>1</script>"
OPTIONS = {
    "job_lease": LEASE,
    "copy_uploads_private_networks": True,
    "group_permissions": {"user": {"upload_by_url": True}},
}


def work(wharf: Wharf, _: Acknowledge) -> None:
    assert make_worker(wharf.facilities, name="first").run_until_idle() == 1


def queue_publish(wharf: Wharf) -> str:
    stashed = wharf.upload("Later.png", WHOLE, stash=True)
    assert isinstance(stashed, Stashed)
    assert isinstance(wharf.publish("Later.png", stashed.stashed.filekey, is_async=True), Queued)
    return stashed.stashed.filekey


def queue_assemble(wharf: Wharf, content: bytes = WHOLE) -> str:
    queued = wharf.chunk("Later.png", content, offset=0, filesize=len(content), is_async=True)
    assert isinstance(queued, Queued)
    return queued.filekey or ""


def queue_fetch(wharf: Wharf, url: str) -> str:
    request = UploadRequest(FromUrl(url), "Later.png", is_async=True)
    queued = wharf.facilities.uploader.upload(request, wharf.user)
    assert isinstance(queued, Queued)
    return queued.filekey or ""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Where another process serves the file; a thread of this one would be in the way of its forks."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "file.png").write_bytes(WHOLE)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=tmp_path / "web", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        port = process.stdout.readline().partition(" port ")[2].split()[0]
        yield f"http://127.0.0.1:{port}/file.png"
        process.kill()


def each_crash(folder: Path, begin: Callable[[Wharf], str], *, every: int) -> Iterator[tuple[Crash, str]]:
    """What each killed worker has left of the upload that was begun, and the key to poll."""
    prepared = make_wharf(folder / "prepared", **OPTIONS)
    filekey = begin(prepared)
    close(prepared)
    last = 0
    for crash in crashes(folder / "prepared", work, every=every, **OPTIONS):
        yield crash, filekey
        last = crash.ticks
    assert last >= 20


@contextmanager
def ended_later(crash: Crash) -> Iterator[Wharf]:
    """The wharf after another worker has done what was due when the lease had run out."""
    wharf = later_wharf(crash.folder, seconds=LEASE + 2, **OPTIONS)
    assert make_worker(wharf.facilities, name="second").run_until_idle() <= 1
    assert wharf.facilities.queue.counts() == {}, f"killed at tick {crash.ticks}"
    report = Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs).check(with_hashes=True)
    assert report.problems == []
    assert len(report.orphans) <= 1, "no more than what one attempt had received"
    yield wharf
    close(wharf)


def revisions(wharf: Wharf) -> int:
    with wharf.facilities.database.read() as connection:
        count: int = connection.exec_driver_sql("SELECT count(*) FROM file_revision").scalar_one()
    return count


def test_a_publication_that_is_killed_happens_once(tmp_path: Path) -> None:
    for crash, filekey in each_crash(tmp_path, queue_publish, every=1):
        with ended_later(crash) as wharf:
            assert isinstance(wharf.facilities.statuses.of(filekey, wharf.user), WasPublished)
            assert revisions(wharf) == 1, f"killed at tick {crash.ticks}"


def test_an_assembly_that_is_killed_gives_one_key(tmp_path: Path) -> None:
    for crash, filekey in each_crash(tmp_path, queue_assemble, every=2):
        with ended_later(crash) as wharf:
            status = wharf.facilities.statuses.of(filekey, wharf.user)
            assert isinstance(status, Assembled)
            assert [row.filekey for row in wharf.facilities.stash.unpublished(wharf.user)] == [status.stashed.filekey]
            assert isinstance(wharf.publish("Later.png", filekey), Published)


def test_an_assembly_that_is_refused_and_killed_tells_why(tmp_path: Path) -> None:
    for crash, filekey in each_crash(tmp_path, lambda wharf: queue_assemble(wharf, REFUSED), every=2):
        with ended_later(crash) as wharf:
            with pytest.raises(StoredRefusal, match="uploadscripted"):
                wharf.facilities.statuses.of(filekey, wharf.user)
            assert wharf.facilities.stash.unpublished(wharf.user) == []


def test_a_fetch_that_is_killed_publishes_once(tmp_path: Path, url: str) -> None:
    for crash, filekey in each_crash(tmp_path, lambda wharf: queue_fetch(wharf, url), every=3):
        with ended_later(crash) as wharf:
            assert isinstance(wharf.facilities.statuses.of(filekey, wharf.user), WasPublished)
            assert revisions(wharf) == 1, f"killed at tick {crash.ticks}"
