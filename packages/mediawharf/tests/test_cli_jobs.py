"""The commands that look after jobs and bytes, on a real data folder."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from typer.testing import CliRunner, Result

from mediawharf.blobs.base import BlobKey
from mediawharf.cli.fsck import still_named
from mediawharf.cli.main import app
from mediawharf.model.job import Job
from mediawharf.repo.integrity import Problem
from mediawharf.testing.queued_jobs import claimed, enqueued
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.result import Published, Queued, Stashed
from mediawharf.upload.status import WasPublished, Working

Run = Callable[..., Result]


@pytest.fixture
def run(wharf: Wharf) -> Run:
    """Runs a command on the wharf's data folder."""

    def running(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--data", str(wharf.facilities.settings.data)])

    return running


def published_blob(wharf: Wharf, name: str) -> Path:
    """The file that holds the bytes of a file that is published by this."""
    result = wharf.upload(name, png(b"1"), ignore_warnings=True)
    assert isinstance(result, Published)
    path = wharf.backends.blobs.path(BlobKey(result.revision.blob_key))
    assert path is not None
    return path


def orphan(wharf: Wharf) -> BlobKey:
    with wharf.backends.blobs.create() as writer:
        writer.write(b"orphan")
        writer.seal(size=6)
    return writer.key


def failed_job(wharf: Wharf, error: str = "paint is dry") -> Job:
    enqueued(wharf.facilities.database, wharf.facilities.queue)
    return wharf.facilities.queue.fail(claimed(wharf.facilities.queue), "anna", error=error)


def left_to_a_job(wharf: Wharf, name: str) -> str:
    """The key of a stashed file whose publication is asked for."""
    kept = wharf.upload(name, png(b"1"), stash=True)
    assert isinstance(kept, Stashed)
    assert isinstance(wharf.publish(name, kept.stashed.filekey, is_async=True), Queued)
    return kept.stashed.filekey


@contextmanager
def process(wharf: Wharf, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """A command as a process, which is ended if the test does not end it."""
    command = [sys.executable, "-m", "mediawharf", *words, "--data", str(wharf.facilities.settings.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def read_until(output: IO[str] | None, words: str) -> None:
    assert output is not None
    assert any(words in line for line in output), f"it ended before it said {words!r}"


def is_true_soon(claim: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.05)
    return claim()


@pytest.mark.parametrize("words", [["fsck"], ["gc"], ["worker"], ["jobs", "list"], ["jobs", "retry", "1"]])
def test_a_folder_without_a_database_is_refused_and_not_made(tmp_path: Path, words: list[str]) -> None:
    refused = CliRunner().invoke(app, [*words, "--data", str(tmp_path / "mistyped")])
    assert refused.exit_code == 1
    assert "no database" in refused.output
    assert not (tmp_path / "mistyped").exists()


def test_fsck_finds_nothing_wrong_with_what_was_just_published(wharf: Wharf, run: Run) -> None:
    published_blob(wharf, "Kept.png")
    checked = run("fsck", "--hash")
    assert checked.exit_code == 0
    assert checked.output == "Checked the SHA-1 of the bytes of 1 row.\nNo bytes are missing or wrong.\n"


def test_fsck_names_the_file_whose_bytes_are_lost(wharf: Wharf, run: Run) -> None:
    published_blob(wharf, "Kept.png")
    lost = published_blob(wharf, "Lost_one.png")
    lost.unlink()
    checked = run("fsck")
    assert checked.exit_code == 1
    assert f"(Lost_one.png): its bytes are not there (blob {lost.name})" in checked.output
    assert "Kept.png" not in checked.output
    assert "the bytes of 1 row are missing or wrong" in checked.output


def test_fsck_finds_cut_bytes_without_reading_them(wharf: Wharf, run: Run) -> None:
    cut = published_blob(wharf, "Cut.png")
    cut.chmod(0o600)
    cut.write_bytes(png(b"1")[:-1])
    checked = run("fsck")
    assert checked.exit_code == 1
    assert "(Cut.png): it counts on" in checked.output


def test_fsck_finds_changed_bytes_when_it_reads_them(wharf: Wharf, run: Run) -> None:
    changed = published_blob(wharf, "Changed.png")
    changed.chmod(0o600)
    changed.write_bytes(png(b"2"))
    assert run("fsck").exit_code == 0
    checked = run("fsck", "--hash")
    assert checked.exit_code == 1
    assert "(Changed.png): its SHA-1 is" in checked.output


def test_fsck_counts_orphans_as_normal_and_leaves_them(wharf: Wharf, run: Run) -> None:
    orphan(wharf)
    checked = run("fsck")
    assert checked.exit_code == 0
    assert "1 blob without a row" in checked.output
    assert len(list(wharf.backends.blobs.keys())) == 1


def test_fsck_overlooks_what_was_removed_while_it_read(wharf: Wharf) -> None:
    key = published_blob(wharf, "There.png").name
    there = Problem("file_revision 1 (There.png)", key, "")
    gone = Problem("stashed_file 2.2.2.png", "orphan0orphan0", "")
    assert still_named(wharf.facilities.database, [gone, there]) == [there]


def test_gc_leaves_young_orphans_unless_told_not_to(wharf: Wharf, run: Run) -> None:
    orphan(wharf)
    assert "Left 1 blob written to in the last 86,400 seconds." in run("gc").output
    collected = run("gc", "--grace", "0")
    assert collected.exit_code == 0
    assert collected.output == "Removed 1 blob without a row: 6 bytes.\n"
    assert list(wharf.backends.blobs.keys()) == []


def test_gc_leaves_what_a_row_names_and_what_is_being_written(wharf: Wharf, run: Run) -> None:
    named = published_blob(wharf, "Named.png")
    with wharf.backends.blobs.create() as writer:
        collected = run("gc", "--grace", "0")
        assert "Left 1 blob that a writer holds." in collected.output
        assert {named.name, writer.key} == set(wharf.backends.blobs.keys())


def test_no_jobs_are_told_in_a_sentence(run: Run) -> None:
    assert run("jobs", "list").output == "0 jobs in all: 0 queued, 0 running, 0 failed.\n"


def test_jobs_are_listed_in_columns(wharf: Wharf, run: Run) -> None:
    failed_job(wharf)
    enqueued(wharf.facilities.database, wharf.facilities.queue, "sand", run_at=2_000_000_000)
    head, failed, queued, told = run("jobs", "list").output.splitlines()
    assert head.split("  ")[0] == "ID"
    assert failed[head.index("LAST") :] == "paint is dry"
    assert queued.split() == ["2", "sand", "queued", "0", "2033-05-18T03:33:20Z"]
    assert queued.index("queued") == head.index("STATE") == failed.index("failed")
    assert told == "2 jobs in all: 1 queued, 0 running, 1 failed."


def test_jobs_are_listed_by_state(wharf: Wharf, run: Run) -> None:
    failed_job(wharf)
    enqueued(wharf.facilities.database, wharf.facilities.queue, "sand")
    assert "sand" not in run("jobs", "list", "--state", "failed").output
    assert "paint" not in run("jobs", "list", "--state", "queued").output


def test_a_long_error_is_shortened_unless_asked_for_whole(wharf: Wharf, run: Run) -> None:
    failed_job(wharf, "dry " * 200 + "end")
    assert "end" not in run("jobs", "list").output
    assert "dry end\n" in run("jobs", "list", "--whole-errors").output


def test_an_error_cannot_steer_the_terminal(wharf: Wharf, run: Run) -> None:
    failed_job(wharf, "\x1b[2Jgone\nand more")
    listed = run("jobs", "list").output
    assert "\x1b" not in listed
    assert "gone and more\n" in listed


def test_a_failed_job_is_queued_again_with_all_its_attempts(wharf: Wharf, run: Run) -> None:
    failed = failed_job(wharf)
    assert run("jobs", "retry", str(failed.id)).exit_code == 0
    now = wharf.facilities.queue.find(failed.id)
    assert now is not None
    assert (now.state, now.attempts) == ("queued", 0)


def test_a_running_job_is_not_retried(wharf: Wharf, run: Run) -> None:
    enqueued(wharf.facilities.database, wharf.facilities.queue)
    job = claimed(wharf.facilities.queue)
    refused = run("jobs", "retry", str(job.id))
    assert refused.exit_code == 1
    assert "runs at this moment" in refused.output


def test_a_discarded_job_is_gone(wharf: Wharf, run: Run) -> None:
    failed = failed_job(wharf)
    assert run("jobs", "discard", str(failed.id)).output == f"Discarded job {failed.id} (paint).\n"
    assert wharf.facilities.queue.find(failed.id) is None


@pytest.mark.parametrize("command", ["retry", "discard"])
def test_a_job_that_is_not_there_is_refused(run: Run, command: str) -> None:
    refused = run("jobs", command, "77")
    assert refused.exit_code == 1
    assert "there is no job 77" in refused.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_publishes_what_was_left_to_a_job_and_stops_cleanly(wharf: Wharf, number: signal.Signals) -> None:
    filekey = left_to_a_job(wharf, "Later.png")
    with process(wharf, "worker") as worker:
        read_until(worker.stdout, "runs jobs")
        assert is_true_soon(lambda: isinstance(wharf.facilities.statuses.of(filekey, wharf.user), WasPublished))
        worker.send_signal(number)
        assert worker.wait(10) == 0


def test_server_without_jobs_leaves_them_queued(wharf: Wharf) -> None:
    filekey = left_to_a_job(wharf, "Later.png")
    with process(wharf, "serve", "--port", "0", "--no-jobs") as server:
        read_until(server.stdout, "mwclient.Site")
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
    assert isinstance(wharf.facilities.statuses.of(filekey, wharf.user), Working)
    assert {job.kind for job in wharf.facilities.queue.listed()} == {"upload-publish"}
