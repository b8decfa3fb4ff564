"""Uploads for which the database has no room: nothing is kept half, and what was acknowledged is kept."""

from collections.abc import Callable

import pytest

from mediawharf.db.errors import DatabaseFull
from mediawharf.model.title import Title
from mediawharf.services import make_worker
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.result import Continued, Published, Queued, Stashed

TEXT = "word " * 20_000  # a description of more than the room there is
WHOLE = png(b"whole", padding=6000)


def stashed_key(wharf: Wharf) -> str:
    stashed = wharf.upload("Plain.png", png(b"1"), stash=True)
    assert isinstance(stashed, Stashed)
    return stashed.stashed.filekey


def test_an_upload_leaves_neither_page_nor_bytes(wharf: Wharf, cramp: Callable[..., None]) -> None:
    cramp(wharf.facilities.database)
    with pytest.raises(DatabaseFull):
        wharf.upload("Plain.png", png(b"1"), text=TEXT)
    with wharf.facilities.database.read() as connection:
        assert wharf.facilities.repo.current(connection, Title.file("Plain.png")) is None
    assert list(wharf.backends.blobs.keys()) == []


def test_a_publication_leaves_the_stashed_file_to_be_published_later(wharf: Wharf, cramp: Callable[..., None]) -> None:
    filekey = stashed_key(wharf)
    cramp(wharf.facilities.database)
    with pytest.raises(DatabaseFull):
        wharf.publish("Plain.png", filekey, text=TEXT)
    assert isinstance(wharf.publish("Plain.png", filekey, text="Short."), Published)


def test_a_chunk_leaves_the_acknowledged_ones_and_can_be_sent_again(wharf: Wharf, cramp: Callable[..., None]) -> None:
    first = wharf.chunk("Plain.png", WHOLE[:2000], offset=0, filesize=len(WHOLE))
    assert isinstance(first, Continued)
    cramp(wharf.facilities.database, "stashed_file")
    with pytest.raises(DatabaseFull):
        wharf.chunk("Plain.png", WHOLE[2000:], offset=2000, filesize=len(WHOLE), filekey=first.filekey)
    with wharf.facilities.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER stashed_file_takes_all_room")
    last = wharf.chunk("Plain.png", WHOLE[2000:], offset=2000, filesize=len(WHOLE), filekey=first.filekey)
    assert isinstance(last, Stashed)


def test_a_job_is_tried_again(wharf: Wharf, cramp: Callable[..., None]) -> None:
    queued = wharf.publish("Plain.png", stashed_key(wharf), is_async=True)
    assert isinstance(queued, Queued)
    cramp(wharf.facilities.database, "stashed_file")
    make_worker(wharf.facilities, name="tests").run_until_idle()
    assert [(job.state, job.attempts) for job in wharf.facilities.queue.listed()] == [("queued", 1)]
