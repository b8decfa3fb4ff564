"""Every way in meets the virus scanner, and none gets past one that does not answer."""

from collections.abc import Callable
from typing import Any

import pytest

from mediawharf.services import make_worker
from mediawharf.stash.errors import StashNoSuchKey
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.errors import ScanFailed, VerificationError, WholeRefused
from mediawharf.upload.result import Continued, Published, Queued, Stashed

SICK = png(b"a mark of tests", padding=6000)
WELL = png(b"well", padding=6000)
HALF = 3000
BROKEN = b"stream: Broken. ERROR\0"


@pytest.fixture
def scanned(open_wharf: Callable[..., Wharf], clamd: Any) -> Wharf:
    return open_wharf(antivirus=clamd.address)


def chunks(wharf: Wharf, content: bytes, **options: object) -> object:
    first = wharf.chunk("A.png", content[:HALF], offset=0, filesize=len(content))
    assert isinstance(first, Continued)
    last = {"offset": HALF, "filesize": len(content), "filekey": first.filekey, **options}
    return wharf.chunk("A.png", content[HALF:], **last)  # type: ignore[arg-type]


def test_clean_file_comes_in(scanned: Wharf) -> None:
    assert isinstance(scanned.upload("A.png", WELL), Published)


@pytest.mark.parametrize("options", [{}, {"stash": True}, {"ignore_warnings": True}])
def test_virus_does_not_come_in(scanned: Wharf, options: dict[str, bool]) -> None:
    with pytest.raises(VerificationError) as refused:
        scanned.upload("A.png", SICK, **options)
    assert refused.value.data() == {"details": ["uploadvirus", "Mark.Of.Tests"]}
    assert list(scanned.backends.blobs.keys()) == []


def test_virus_in_chunks_does_not_come_in(scanned: Wharf) -> None:
    with pytest.raises(WholeRefused) as refused:
        chunks(scanned, SICK)
    assert refused.value.data() == {"details": ["uploadvirus", "Mark.Of.Tests"]}


def test_file_is_not_kept_when_the_scanner_fails(scanned: Wharf, clamd: Any) -> None:
    clamd.says = BROKEN
    with pytest.raises(ScanFailed) as failed:
        scanned.upload("A.png", WELL)
    assert failed.value.data() == {}
    assert list(scanned.backends.blobs.keys()) == []


def test_chunks_go_on_from_where_they_are_saved_when_the_scanner_is_back(scanned: Wharf, clamd: Any) -> None:
    clamd.says = BROKEN
    with pytest.raises(ScanFailed) as failed:
        chunks(scanned, WELL)
    clamd.says = None
    filekey = failed.value.filekey
    assert failed.value.data() == {"filekey": filekey, "offset": HALF}
    last = scanned.chunk("A.png", WELL[HALF:], offset=HALF, filesize=len(WELL), filekey=filekey)
    assert isinstance(last, Stashed)


def test_job_tries_again_when_the_scanner_fails(scanned: Wharf, clamd: Any) -> None:
    clamd.says = BROKEN
    queued = chunks(scanned, WELL, is_async=True)
    assert isinstance(queued, Queued)
    make_worker(scanned.facilities, name="tests").run_until_idle()
    assert [(job.state, job.attempts) for job in scanned.facilities.queue.listed()] == [("queued", 1)]


def test_virus_is_forgotten_by_the_job_that_finds_it(scanned: Wharf) -> None:
    queued = chunks(scanned, SICK, is_async=True)
    assert isinstance(queued, Queued)
    make_worker(scanned.facilities, name="tests").run_until_idle()
    with pytest.raises(StashNoSuchKey):
        scanned.facilities.stash.find(queued.filekey or "", scanned.user)
