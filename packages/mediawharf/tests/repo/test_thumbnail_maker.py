import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from mediawharf.blobs.base import BlobKey
from mediawharf.curation.deletion import DeleteRequest
from mediawharf.db import thumbnails
from mediawharf.db.thumbnails import PendingThumbnail, StoredThumbnail
from mediawharf.media.sandbox import SandboxBusy
from mediawharf.model.clock import Clock, Random
from mediawharf.model.title import Title
from mediawharf.repo.garbage import Garbage
from mediawharf.repo.integrity import Integrity
from mediawharf.repo.thumbnail_maker import (
    FAILURE_AGE,
    Picture,
    ThumbnailFailed,
    ThumbnailMaker,
    ThumbnailPending,
    ThumbnailRules,
)
from mediawharf.repo.thumbnail_queue import QueueFull, ThumbnailQueue
from mediawharf.repo.thumbnails import View

TITLE = Title.file("A.png")
LEASE = 60


class Time:
    """A clock that stands still until it is told."""

    def __init__(self):
        self.seconds = 1_800_000_000.0


def png(size=(40, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def maker(wharf, time):
    return ThumbnailMaker(
        database=wharf.facilities.database,
        blobs=wharf.backends.blobs,
        sandbox=wharf.facilities.sandbox,
        rules=ThumbnailRules(largest_area=10_000, animated_area=1000, lease=LEASE),
        clock=Clock(lambda: time.seconds),
        random=Random(),
    )


@pytest.fixture
def picture(wharf):
    wharf.upload("A.png", png(), ignore_warnings=True)
    return picture_of(wharf, View("20px", 20, 15, "image/png"))


def picture_of(wharf, view):
    with wharf.facilities.database.read() as connection:
        revision = wharf.facilities.repo.current(connection, TITLE)
    return Picture(revision.blob_key, revision.facts, view)


def state(wharf, picture):
    with wharf.facilities.database.read() as connection:
        return thumbnails.find(connection, picture.source_key, picture.view.key)


def claim(wharf, picture, time):
    with wharf.facilities.database.write() as connection:
        thumbnails.claim(connection, picture.source_key, picture.view.key, owner="other", now=int(time.seconds))


def test_thumbnail_is_kept_with_its_bytes(maker, picture, wharf):
    made = maker.make(picture)
    with wharf.backends.blobs.open(BlobKey(made.blob_key)) as file:
        assert Image.open(file).size == (20, 15)
    assert maker.find(picture) == made
    assert Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs).check().problems == []


def test_thumbnail_is_made_once(maker, picture):
    assert maker.make(picture) == maker.make(picture)


def test_thumbnail_that_another_process_makes_is_waited_for(maker, picture, wharf, time):
    claim(wharf, picture, time)
    with pytest.raises(ThumbnailPending):
        maker.make(picture)


def test_thumbnail_of_a_dead_process_is_taken_up(maker, picture, wharf, time):
    claim(wharf, picture, time)
    time.seconds += LEASE
    assert maker.make(picture).size > 0


def test_result_of_a_lost_lease_is_dropped(maker, picture, wharf, time):
    before = set(wharf.backends.blobs.keys())
    claim(wharf, picture, time)
    with pytest.raises(ThumbnailPending):
        maker._made(picture, "me")
    assert isinstance(state(wharf, picture), PendingThumbnail)
    assert set(wharf.backends.blobs.keys()) == before


def test_failure_is_remembered_for_a_while(maker, picture, time):
    broken = Picture(picture.source_key, picture.facts, View("20px", 20, 15, "image/none"))
    for _ in range(2):
        with pytest.raises(ThumbnailFailed, match="nothing writes image/none"):
            maker.make(broken)
    with pytest.raises(ThumbnailFailed):
        maker.find(broken)
    time.seconds += FAILURE_AGE
    assert maker.find(broken) is None
    assert maker.make(picture).size > 0


def test_missing_bytes_are_a_failure(maker, picture, wharf):
    wharf.backends.blobs.delete(BlobKey(picture.source_key))
    with pytest.raises(ThumbnailFailed, match="BlobMissing"):
        maker.make(picture)


def test_thumbnail_beyond_the_largest_area_is_refused_and_leaves_no_row(maker, wharf, picture):
    large = Picture(picture.source_key, picture.facts, View("200px", 200, 150, "image/png"))
    with pytest.raises(ThumbnailFailed, match="too large"):
        maker.make(large)
    assert state(wharf, large) is None


def test_closing_is_no_failure_of_the_file(maker, picture, wharf):
    wharf.facilities.sandbox.close()
    with pytest.raises(SandboxBusy):
        maker.make(picture)
    assert state(wharf, picture) is None


def test_deletion_takes_the_thumbnails_along(maker, picture, wharf):
    maker.make(picture)
    wharf.facilities.curation.deletion.delete(DeleteRequest(TITLE), wharf.admin)
    assert state(wharf, picture) is None
    Garbage(wharf.facilities.database, wharf.backends.blobs, Clock(lambda: 4e9)).collect(keep_on=lambda: None)
    assert set(wharf.backends.blobs.keys()) == {picture.source_key}


def test_renamed_file_keeps_its_thumbnails(maker, picture, wharf):
    made = maker.make(picture)
    with wharf.facilities.database.write() as connection:
        wharf.facilities.repo.rename(connection, TITLE, Title.file("B.png"))
    assert maker.find(picture) == made


def test_thumbnails_of_the_stash_go_with_it(maker, wharf):
    kept = wharf.upload("A.png", png(), stash=True, ignore_warnings=True).stashed
    picture = Picture(kept.blob_key, kept.facts, View("20px", 20, 15, "image/png"))
    maker.make(picture)
    with wharf.facilities.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM stashed_file")
    Garbage(wharf.facilities.database, wharf.backends.blobs, Clock(lambda: 4e9)).collect(keep_on=lambda: None)
    assert list(wharf.backends.blobs.keys()) == []
    assert state(wharf, picture) is None


def test_thumbnail_is_no_garbage(maker, picture, wharf):
    made = maker.make(picture)
    Garbage(wharf.facilities.database, wharf.backends.blobs, Clock(lambda: 4e9)).collect(keep_on=lambda: None)
    assert maker.find(picture) == made
    assert wharf.backends.blobs.size(BlobKey(made.blob_key)) == made.size


@pytest.fixture
def queue(maker):
    queue = ThumbnailQueue(maker, workers=1, waiting=1, patience=0.2)
    yield queue
    queue.close()


def test_all_who_ask_at_once_get_the_one_thumbnail(queue, picture):
    futures = [queue.ask(picture) for _ in range(20)]
    assert len({id(future) for future in futures}) == 1
    assert isinstance(futures[0].result(10), StoredThumbnail)


def test_queue_turns_away_what_it_cannot_keep(queue, picture):
    views = [View(f"{width}px", width, 15, "image/png") for width in (20, 21, 22)]
    first, second, third = (Picture(picture.source_key, picture.facts, view) for view in views)
    futures = [queue.ask(first), queue.ask(second)]
    with pytest.raises(QueueFull):
        queue.ask(third)
    assert all(future.result(10).size for future in futures)
    assert queue.ask(third).result(10).size


def test_queue_waits_for_other_processes_so_long_and_no_longer(queue, picture, wharf, time):
    claim(wharf, picture, time)
    with pytest.raises(ThumbnailPending):
        queue.ask(picture).result(10)


PROCESS = """
import sys
from pathlib import Path
from mediawharf.testing.wharf import close, make_wharf
from mediawharf.model.title import Title
from mediawharf.repo.thumbnail_maker import Picture
from mediawharf.repo.thumbnails import View
wharf = make_wharf(Path(sys.argv[1]))
with wharf.facilities.database.read() as connection:
    revision = wharf.facilities.repo.current(connection, Title.file("A.png"))
sys.stdin.readline()
picture = Picture(revision.blob_key, revision.facts, View("20px", 20, 15, "image/png"))
print(wharf.facilities.thumbnail_queue.ask(picture).result().blob_key)
close(wharf)
"""


@pytest.mark.usefixtures("picture")
def test_processes_agree_on_one_thumbnail(wharf):
    command = [sys.executable, "-c", PROCESS, str(wharf.facilities.settings.data)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda process: process.communicate("\n", timeout=60)[0], processes))
    assert len(set(answers)) == 1
    assert answers[0]
    assert len(list(wharf.backends.blobs.keys())) == 2
