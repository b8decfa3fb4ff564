"""The process is killed at every statement and every operation on bytes, one after the other.

Whatever was acknowledged must be there afterwards, no row may be without its bytes, and the work can go on.
"""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mediawharf.model.title import Title
from mediawharf.repo.integrity import Integrity
from mediawharf.testing.crashing import Acknowledge, Work, crashes
from mediawharf.testing.wharf import Wharf, close, make_wharf, png
from mediawharf.upload.result import Continued, Published, Stashed, UploadResult

WHOLE = png(b"chunked", padding=6000)


def publish_twice(wharf: Wharf, acknowledge: Acknowledge) -> None:
    for mark, is_held in ((b"one", True), (b"two", False)):
        result = wharf.upload("Direct.png", png(mark), ignore_warnings=True, is_held=is_held)
        assert isinstance(result, Published)
        acknowledge(f"published Direct.png {result.revision.facts.sha1}")


def publish_at_once(wharf: Wharf, acknowledge: Acknowledge) -> None:
    def upload(name: str) -> UploadResult:
        return wharf.upload(name, png(name.encode()), ignore_warnings=True, is_held=True)

    with ThreadPoolExecutor(4) as pool:
        for result in pool.map(upload, (f"Many_{number}.png" for number in range(8))):
            assert isinstance(result, Published)
            acknowledge(f"published {result.revision.title.dbkey} {result.revision.facts.sha1}")


def stash_and_publish(wharf: Wharf, acknowledge: Acknowledge) -> None:
    stashed = wharf.upload("Kept.png", png(b"kept"), stash=True)
    assert isinstance(stashed, Stashed)
    acknowledge(f"stashed Kept.png {stashed.stashed.filekey}")
    result = wharf.publish("Kept.png", stashed.stashed.filekey)
    assert isinstance(result, Published)
    acknowledge(f"published Kept.png {result.revision.facts.sha1}")


def send_small_chunks(wharf: Wharf, acknowledge: Acknowledge) -> None:
    send_chunks(wharf, acknowledge, is_held=True)


def send_large_chunks(wharf: Wharf, acknowledge: Acknowledge) -> None:
    send_chunks(wharf, acknowledge, is_held=False)


def send_chunks(wharf: Wharf, acknowledge: Acknowledge, *, is_held: bool) -> None:
    filekey, offset, told = None, 0, {"filesize": len(WHOLE), "is_held": is_held}
    while offset < len(WHOLE):
        part = WHOLE[offset : offset + 2500]
        result = wharf.chunk("Chunks.png", part, offset=offset, filekey=filekey, **told)
        assert isinstance(result, Continued | Stashed)
        filekey = result.filekey if isinstance(result, Continued) else result.stashed.filekey
        offset += len(part)
        acknowledge(f"{'chunks' if offset < len(WHOLE) else 'stashed'} Chunks.png {filekey} {offset}")
    result = wharf.publish("Chunks.png", filekey or "")
    assert isinstance(result, Published)
    acknowledge(f"published Chunks.png {result.revision.facts.sha1}")


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


def finish(wharf: Wharf, acknowledged: tuple[str, ...]) -> None:
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


@pytest.mark.parametrize(
    ("work", "every"),
    [(publish_twice, 1), (publish_at_once, 5), (stash_and_publish, 1), (send_small_chunks, 1), (send_large_chunks, 1)],
)
def test_a_crash_at_any_point_loses_nothing_acknowledged(work: Work, every: int, tmp_path: Path) -> None:
    close(make_wharf(tmp_path / "prepared"))
    points = 0
    for crash in crashes(tmp_path / "prepared", work, every=every):
        points += crash.has_died
        wharf = make_wharf(crash.folder)
        for line in crash.acknowledged:
            check_acknowledged(wharf, line)
        integrity = Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs)
        assert integrity.check(with_hashes=True).problems == []
        finish(wharf, crash.acknowledged)
        assert integrity.check(with_hashes=True).problems == []
        close(wharf)
    assert points >= 20
