"""The process is killed at every statement and every operation on bytes, one after the other.

Whatever was acknowledged must be there afterwards, no row may be without its bytes, and the work can go on.
"""

import hashlib
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from mediawharf.model.title import Title
from mediawharf.repo.integrity import Integrity
from mediawharf.services import Backends, build, open_backends
from mediawharf.settings import Settings
from mediawharf.testing.wharf import Wharf, close, make_wharf, png
from mediawharf.upload.result import Continued, Published, Stashed

MOST_POINTS = 400
WHOLE = png(b"chunked", padding=6000)


class Countdown:
    """Kills this process at the so-manieth tick."""

    def __init__(self, ticks: int) -> None:
        self.left = ticks

    def tick(self, *_: Any, **__: Any) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Ticking:
    """Stands before a store or a writer and ticks before and after each of its calls."""

    def __init__(self, inner: Any, countdown: Countdown) -> None:
        self._inner = inner
        self._countdown = countdown

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self._countdown.tick()
            result = found(*args, **kwargs)
            self._countdown.tick()
            return Ticking(result, self._countdown) if name in ("create", "resume") else result

        return call


def ticking_wharf(folder: Path, countdown: Countdown) -> Wharf:
    settings = Settings(data=folder, server="http://127.0.0.1:8080")
    plain = open_backends(settings)
    engine = plain.database._engine
    event.listen(engine, "before_cursor_execute", countdown.tick)
    event.listen(engine, "commit", countdown.tick)
    backends = Backends(plain.database, Ticking(plain.blobs, countdown), plain.clock, plain.random)  # type: ignore[arg-type]
    facilities = build(settings, backends)
    user, admin = facilities.accounts.find("Uploader"), facilities.accounts.find("Admin")
    assert user is not None
    assert admin is not None
    return Wharf(facilities, backends, user, admin)


def publish_twice(wharf: Wharf, acknowledge: Callable[[str], None]) -> None:
    for mark in (b"one", b"two"):
        result = wharf.upload("Direct.png", png(mark), ignore_warnings=True)
        assert isinstance(result, Published)
        acknowledge(f"published Direct.png {result.revision.facts.sha1}")


def stash_and_publish(wharf: Wharf, acknowledge: Callable[[str], None]) -> None:
    stashed = wharf.upload("Kept.png", png(b"kept"), stash=True)
    assert isinstance(stashed, Stashed)
    acknowledge(f"stashed Kept.png {stashed.stashed.filekey}")
    result = wharf.publish("Kept.png", stashed.stashed.filekey)
    assert isinstance(result, Published)
    acknowledge(f"published Kept.png {result.revision.facts.sha1}")


def send_chunks(wharf: Wharf, acknowledge: Callable[[str], None]) -> None:
    filekey, offset = None, 0
    while offset < len(WHOLE):
        part = WHOLE[offset : offset + 2500]
        result = wharf.chunk("Chunks.png", part, offset=offset, filesize=len(WHOLE), filekey=filekey)
        assert isinstance(result, Continued | Stashed)
        filekey = result.filekey if isinstance(result, Continued) else result.stashed.filekey
        offset += len(part)
        acknowledge(f"{'chunks' if offset < len(WHOLE) else 'stashed'} Chunks.png {filekey} {offset}")
    result = wharf.publish("Chunks.png", filekey or "")
    assert isinstance(result, Published)
    acknowledge(f"published Chunks.png {result.revision.facts.sha1}")


def run_and_crash(folder: Path, ticks: int, work: Callable[[Wharf, Callable[[str], None]], None]) -> tuple[bool, list[str]]:
    """Does the work in a child that dies at the tick; whether it died, and what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(ticking_wharf(folder, Countdown(ticks)), lambda line: os.write(writing, f"{line}\n".encode()) and None)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        acknowledged = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed before it was killed"
    return os.WIFSIGNALED(status), acknowledged


def check_acknowledged(wharf: Wharf, line: str) -> None:
    kind, name, fact, *rest = line.split()
    with wharf.facilities.database.read() as connection:
        if kind == "published":
            revisions = connection.exec_driver_sql("SELECT sha1 FROM file_revision WHERE title = ?", (name,)).scalars()
            assert fact in set(revisions)
            assert wharf.facilities.repo.current(connection, Title.file(name)) is not None
            return
    found = wharf.facilities.stash.find(fact, wharf.user)
    assert found.state in ("published", "stashed") or found.offset >= int(rest[0])


def finish(wharf: Wharf, acknowledged: list[str]) -> None:
    """What was begun can be brought to its end with what the client knows."""
    if not acknowledged or acknowledged[-1].startswith("published"):
        return
    kind, name, filekey, *rest = acknowledged[-1].split()
    if kind == "chunks":
        filekey = send_rest(wharf, name, filekey, int(rest[0]))
    result = wharf.publish(name, filekey, ignore_warnings=True)
    assert isinstance(result, Published)
    if name == "Chunks.png":
        assert result.revision.facts.sha1 == hashlib.sha1(WHOLE).hexdigest()


def send_rest(wharf: Wharf, name: str, filekey: str, offset: int) -> str:
    while offset < len(WHOLE):
        part = WHOLE[offset : offset + 2500]
        result = wharf.chunk(name, part, offset=offset, filesize=len(WHOLE), filekey=filekey, ignore_warnings=True)
        offset += len(part)
        filekey = result.filekey if isinstance(result, Continued) else result.stashed.filekey  # type: ignore[union-attr]
    return filekey


@pytest.mark.parametrize("work", [publish_twice, stash_and_publish, send_chunks])
def test_a_crash_at_any_point_loses_nothing_acknowledged(
    work: Callable[[Wharf, Callable[[str], None]], None], tmp_path: Path
) -> None:
    prepared = make_wharf(tmp_path / "prepared")
    close(prepared)
    points = 0
    for ticks in range(1, MOST_POINTS):
        folder = tmp_path / str(ticks)
        shutil.copytree(tmp_path / "prepared", folder)
        has_died, acknowledged = run_and_crash(folder, ticks, work)
        wharf = make_wharf(folder)
        for line in acknowledged:
            check_acknowledged(wharf, line)
        integrity = Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs)
        assert integrity.check(with_hashes=True).problems == []
        finish(wharf, acknowledged)
        assert integrity.check(with_hashes=True).problems == []
        close(wharf)
        shutil.rmtree(folder)
        if not has_died:
            break
        points += 1
    assert not has_died, "the work must have run to its end at last"
    assert points >= 20
