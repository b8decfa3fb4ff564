"""Uploads whose rest is left to jobs: what is answered at once, what pollers see, and what it comes to."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.title import Title
from mediawharf.model.warnings import Exists
from mediawharf.services import make_worker
from mediawharf.stash.errors import MissingResult, StashNoSuchKey
from mediawharf.testing.wharf import Wharf, png
from mediawharf.upload.errors import JobGaveUp, Recoverable
from mediawharf.upload.fetch_errors import Fault, HttpCurlError
from mediawharf.upload.request import FromUrl, UploadRequest, Watch
from mediawharf.upload.result import Held, Published, Queued, Stashed
from mediawharf.upload.status import Assembled, UploadStatus, WasHeld, WasPublished, Working

WHOLE = png(b"whole", padding=6000)
PAGE = b"<html><body>no picture</body></html>"
MAY_FETCH = {"copy_uploads_private_networks": True, "group_permissions": {"user": {"upload_by_url": True}}}


def stash(wharf: Wharf, name: str = "Later.png", content: bytes = WHOLE) -> str:
    stashed = wharf.upload(name, content, stash=True)
    assert isinstance(stashed, Stashed)
    return stashed.stashed.filekey


def queue_chunk(wharf: Wharf, content: bytes = WHOLE) -> str:
    queued = wharf.chunk("Later.png", content, offset=0, filesize=len(content), is_async=True)
    assert isinstance(queued, Queued)
    assert queued.filekey is not None
    return queued.filekey


def queue_fetch(wharf: Wharf, url: str, **options: object) -> str:
    request = UploadRequest(FromUrl(url), "Later.png", is_async=True, **options)  # type: ignore[arg-type]
    queued = wharf.facilities.uploader.upload(request, wharf.user)
    assert isinstance(queued, Queued)
    assert queued.filekey is not None
    return queued.filekey


def run_jobs(wharf: Wharf) -> int:
    return make_worker(wharf.facilities, name="tests").run_until_idle()


def poll(wharf: Wharf, filekey: str) -> UploadStatus:
    return wharf.facilities.statuses.of(filekey, wharf.user)


def refusal(wharf: Wharf, filekey: str) -> tuple[Any, ...]:
    with pytest.raises(WharfError) as raised:
        poll(wharf, filekey)
    beside = [companion.code for companion in raised.value.companions()]
    return raised.value.code, raised.value.message(), raised.value.data(), beside


def rows(wharf: Wharf, query: str) -> list[tuple[object, ...]]:
    with wharf.facilities.database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


class TestPublish:
    """A stashed file that a job publishes."""

    def test_is_queued_under_its_title_and_ends_as_success_again_and_again(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        assert wharf.publish("later.png", filekey, is_async=True) == Queued(None, "Later.png", "queued")
        assert poll(wharf, filekey) == Working("queued", "Later.png", None, None)
        assert run_jobs(wharf) == 1
        first, again = poll(wharf, filekey), poll(wharf, filekey)
        assert isinstance(first, WasPublished)
        assert first == again
        assert first.revision.title == Title.file("Later.png")
        assert wharf.facilities.queue.counts() == {}

    def test_carries_comment_text_tags_and_watch_along(self, wharf: Wharf) -> None:
        options = {"comment": "Why", "text": "Words", "tags": ("mark",), "watch": Watch.WATCH}
        wharf.publish("Later.png", stash(wharf), is_async=True, **options)  # type: ignore[arg-type]
        run_jobs(wharf)
        assert rows(wharf, "SELECT comment, tags FROM log_entry WHERE type = 'upload'") == [("Why", '["mark"]')]
        with wharf.facilities.database.read() as connection:
            title = Title.file("Later.png")
            page = wharf.facilities.pages.find(connection, title)
            assert page is not None
            assert wharf.facilities.pages.text(connection, page) == "Words"
            assert wharf.facilities.watchlist.find(connection, title, user=wharf.user) is not None

    def test_asked_for_again_while_queued_joins_the_first(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        answers = [wharf.publish("Later.png", filekey, is_async=True) for _ in range(2)]
        assert answers[0] == answers[1]
        assert run_jobs(wharf) == 1
        assert rows(wharf, "SELECT count(*) FROM file_revision") == [(1,)]

    def test_asked_for_again_when_done_is_the_first_result(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True)
        run_jobs(wharf)
        status, again = poll(wharf, filekey), wharf.publish("Later.png", filekey, is_async=True)
        assert isinstance(again, Published)
        assert isinstance(status, WasPublished)
        assert again.revision == status.revision

    def test_published_at_once_in_the_meantime_ends_as_that(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True)
        published = wharf.publish("Later.png", filekey)
        assert isinstance(published, Published)
        run_jobs(wharf)
        assert poll(wharf, filekey) == WasPublished(published.revision)

    def test_problems_and_warnings_are_answered_at_once(self, wharf: Wharf) -> None:
        wharf.upload("Taken.png", png(b"other"))
        filekey = stash(wharf)
        with pytest.raises(Recoverable, match="filename-toolong"):
            wharf.publish(f"{'x' * 250}.png", filekey, is_async=True)
        held = wharf.publish("Taken.png", filekey, is_async=True)
        assert isinstance(held, Held)
        assert run_jobs(wharf) == 0

    def test_warned_of_by_the_job_keeps_the_key_good(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True)
        wharf.upload("Later.png", png(b"faster"))
        run_jobs(wharf)
        held = poll(wharf, filekey)
        assert isinstance(held, WasHeld)
        assert held.warnings == (Exists(Title.file("Later.png")),)
        published = wharf.publish("Later.png", held.stashed.filekey, ignore_warnings=True)
        assert isinstance(published, Published)
        assert poll(wharf, filekey) == WasPublished(published.revision)

    def test_refused_by_the_job_keeps_the_stash_for_another_name(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True, ignore_warnings=True)
        wharf.upload("Later.png", WHOLE, ignore_warnings=True)
        run_jobs(wharf)
        assert refusal(wharf, filekey)[0] == "fileexists-no-change"
        assert refusal(wharf, filekey) == refusal(wharf, filekey)
        published = wharf.publish("Other.png", filekey, ignore_warnings=True)
        assert isinstance(published, Published)
        assert poll(wharf, filekey) == WasPublished(published.revision), "what was refused before is past"

    def test_published_at_once_after_its_job_is_lost_ends_as_that(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True)
        wharf.facilities.queue.discard(wharf.facilities.queue.listed()[0].id)
        with pytest.raises(JobGaveUp):
            poll(wharf, filekey)
        published = wharf.publish("Later.png", filekey)
        assert isinstance(published, Published)
        assert poll(wharf, filekey) == WasPublished(published.revision)

    def test_is_told_to_its_owner_alone(self, wharf: Wharf) -> None:
        filekey = stash(wharf)
        wharf.publish("Later.png", filekey, is_async=True)
        for _ in range(2):
            with pytest.raises(MissingResult):
                wharf.facilities.statuses.of(filekey, wharf.admin)
            run_jobs(wharf)

    def test_is_done_at_once_where_jobs_are_not_heeded(self, open_wharf: Callable[..., Wharf]) -> None:
        wharf = open_wharf(enable_async_uploads=False)
        assert isinstance(wharf.publish("Later.png", stash(wharf), is_async=True), Published)


class TestLastChunk:
    """A file in chunks that a job verifies."""

    def test_is_polled_by_the_old_key_and_ends_with_a_new_one(self, wharf: Wharf) -> None:
        filekey = queue_chunk(wharf)
        assert poll(wharf, filekey) == Working("queued", None, None, None)
        assert run_jobs(wharf) == 1
        first, again = poll(wharf, filekey), poll(wharf, filekey)
        assert isinstance(first, Assembled)
        assert first == again
        assert first.stage == "assembling"
        assert first.stashed.filekey != filekey

    def test_follows_chunks_that_were_not_left_to_a_job(self, wharf: Wharf) -> None:
        first = wharf.chunk("Later.png", WHOLE[:3000], offset=0, filesize=len(WHOLE), is_async=True)
        key = first.filekey  # type: ignore[union-attr]
        options = {"offset": 3000, "filesize": len(WHOLE), "filekey": key, "is_async": True}
        assert wharf.chunk("Later.png", WHOLE[3000:], **options) == Queued(key, None, "queued")  # type: ignore[arg-type]
        run_jobs(wharf)
        published = wharf.publish("Later.png", key or "")
        assert isinstance(published, Published)
        with wharf.facilities.stash.open_blob(published.revision.blob_key) as file:
            assert file.read() == WHOLE

    @pytest.mark.parametrize("is_old", [True, False])
    def test_can_be_published_by_either_key(self, wharf: Wharf, *, is_old: bool) -> None:
        filekey = queue_chunk(wharf)
        run_jobs(wharf)
        status = poll(wharf, filekey)
        assert isinstance(status, Assembled)
        published = wharf.publish("Later.png", filekey if is_old else status.stashed.filekey)
        assert isinstance(published, Published)
        assert poll(wharf, filekey) == poll(wharf, status.stashed.filekey) == WasPublished(published.revision)

    @pytest.mark.parametrize("is_old", [True, False])
    def test_can_be_published_by_a_job_too(self, wharf: Wharf, *, is_old: bool) -> None:
        filekey = queue_chunk(wharf)
        run_jobs(wharf)
        status = poll(wharf, filekey)
        assert isinstance(status, Assembled)
        asked = filekey if is_old else status.stashed.filekey
        assert isinstance(wharf.publish("Later.png", asked, is_async=True), Queued)
        assert isinstance(poll(wharf, asked), Working)
        run_jobs(wharf)
        assert isinstance(poll(wharf, filekey), WasPublished)
        assert poll(wharf, filekey) == poll(wharf, status.stashed.filekey)

    def test_sent_again_is_answered_as_far_as_the_job_is(self, wharf: Wharf) -> None:
        first = wharf.chunk("Later.png", WHOLE[:3000], offset=0, filesize=len(WHOLE))
        key = first.filekey  # type: ignore[union-attr]
        options = {"offset": 3000, "filesize": len(WHOLE), "filekey": key, "is_async": True}
        answers = [wharf.chunk("Later.png", WHOLE[3000:], **options) for _ in range(2)]  # type: ignore[arg-type]
        assert answers == [Queued(key, None, "queued")] * 2
        assert run_jobs(wharf) == 1
        again, status = wharf.chunk("Later.png", WHOLE[3000:], **options), poll(wharf, key or "")  # type: ignore[arg-type]
        assert isinstance(again, Stashed)
        assert isinstance(status, Assembled)
        assert again.stashed == status.stashed

    def test_of_what_must_not_come_in_is_refused_on_every_poll(self, wharf: Wharf) -> None:
        filekey = queue_chunk(wharf, WHOLE[:-12] + b"<html><script>1</script>")
        run_jobs(wharf)
        assert refusal(wharf, filekey)[:2] == ("stashfailed", Message("uploadscripted"))
        assert refusal(wharf, filekey) == refusal(wharf, filekey)
        assert list(wharf.backends.blobs.keys()) == []
        with pytest.raises(StashNoSuchKey):
            wharf.publish("Later.png", filekey)

    def test_is_told_to_its_owner_alone(self, wharf: Wharf) -> None:
        filekey = queue_chunk(wharf)
        for _ in range(2):
            with pytest.raises(MissingResult):
                wharf.facilities.statuses.of(filekey, wharf.admin)
            run_jobs(wharf)

    def test_is_taken_at_once_where_jobs_are_not_heeded(self, open_wharf: Callable[..., Wharf]) -> None:
        wharf = open_wharf(enable_async_uploads=False)
        result = wharf.chunk("Later.png", WHOLE, offset=0, filesize=len(WHOLE), is_async=True)
        assert isinstance(result, Stashed)

    def test_whose_connection_still_holds_the_bytes_does_not_wait(self, wharf: Wharf) -> None:
        filekey = queue_chunk(wharf)
        stashed = wharf.facilities.stash.find(filekey, wharf.user)
        held = wharf.facilities.stash.resume(stashed)
        run_jobs(wharf)
        held.close()
        status = poll(wharf, filekey)
        assert isinstance(status, Assembled)
        with wharf.facilities.stash.open(status.stashed) as file:
            assert file.read() == WHOLE


class Answers(BaseHTTPRequestHandler):
    """A file, or a status, by the path."""

    def do_GET(self) -> None:
        """Answers a request."""
        content = {"/file.png": WHOLE, "/page.png": PAGE, "/empty.png": b""}.get(self.path)
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class TestUrl:
    """A file that a job fetches."""

    @pytest.fixture
    def wharf(self, open_wharf: Callable[..., Wharf]) -> Wharf:
        return open_wharf(**MAY_FETCH)

    def test_is_polled_by_a_key_made_at_once_and_ends_as_success(self, wharf: Wharf, site: str) -> None:
        filekey = queue_fetch(wharf, f"{site}/file.png", comment="Why")
        assert poll(wharf, filekey) == Working("queued", None, None, None)
        assert run_jobs(wharf) == 1
        status = poll(wharf, filekey)
        assert isinstance(status, WasPublished)
        assert status == poll(wharf, filekey)
        assert (status.revision.comment, status.revision.facts.size) == ("Why", len(WHOLE))

    def test_tells_its_stage_and_its_bytes_while_it_is_fetched(self, wharf: Wharf, site: str) -> None:
        filekey = queue_fetch(wharf, f"{site}/file.png")
        seen: list[UploadStatus] = []
        job = wharf.facilities.queue.listed()[0]
        run = Watched(lambda: seen.append(poll(wharf, filekey)), job.id)
        wharf.facilities.upload_jobs.fetch(job.payload, run)
        assert seen == [Working("fetching", None, None, None)]
        assert isinstance(poll(wharf, filekey), WasPublished)

    def test_of_a_taken_title_warns_and_can_be_published_by_the_polled_key(self, wharf: Wharf, site: str) -> None:
        wharf.upload("Later.png", png(b"other"))
        filekey = queue_fetch(wharf, f"{site}/file.png")
        run_jobs(wharf)
        held = poll(wharf, filekey)
        assert isinstance(held, WasHeld)
        assert (held.warnings, held.stashed.facts is None) == ((Exists(Title.file("Later.png")),), False)
        published = wharf.publish("Later.png", filekey, ignore_warnings=True)
        assert isinstance(published, Published)
        assert poll(wharf, filekey) == WasPublished(published.revision)

    def test_held_and_then_published_by_a_job_is_polled_by_the_same_key(self, wharf: Wharf, site: str) -> None:
        wharf.upload("Later.png", png(b"other"))
        filekey = queue_fetch(wharf, f"{site}/file.png")
        run_jobs(wharf)
        wharf.publish("Later.png", filekey, ignore_warnings=True, is_async=True)
        assert poll(wharf, filekey) == Working("queued", "Later.png", None, None)
        run_jobs(wharf)
        assert isinstance(poll(wharf, filekey), WasPublished)

    def test_with_stash_is_kept_under_the_polled_key(self, wharf: Wharf, site: str) -> None:
        filekey = queue_fetch(wharf, f"{site}/file.png", stash=True)
        run_jobs(wharf)
        assert isinstance(poll(wharf, filekey), Assembled)
        assert isinstance(wharf.publish("Later.png", filekey), Published)

    @pytest.mark.parametrize(
        ("path", "code"),
        [
            ("/missing.png", "http-bad-status"),
            ("/empty.png", "empty-file"),
            ("/page.png", "verification-error"),
        ],
    )
    def test_that_gives_no_file_tells_why_on_every_poll(self, wharf: Wharf, site: str, path: str, code: str) -> None:
        filekey = queue_fetch(wharf, site + path)
        run_jobs(wharf)
        assert refusal(wharf, filekey)[0] == code
        assert refusal(wharf, filekey) == refusal(wharf, filekey)
        assert list(wharf.backends.blobs.keys()) == []
        assert wharf.facilities.queue.counts() == {}

    def test_of_nobody_is_unreachable_on_every_poll(self, wharf: Wharf) -> None:
        filekey = queue_fetch(wharf, "http://127.0.0.1:1/file.png")
        run_jobs(wharf)
        code, message, _, beside = refusal(wharf, filekey)
        assert (code, message) == ("http-curl-error", HttpCurlError(Fault.UNREACHABLE).message())
        assert beside == ["http-bad-status"]
        assert refusal(wharf, filekey) == refusal(wharf, filekey)

    def test_of_a_private_network_is_refused_by_the_job(self, open_wharf: Callable[..., Wharf], site: str) -> None:
        wharf = open_wharf(group_permissions=MAY_FETCH["group_permissions"])
        filekey = queue_fetch(wharf, f"{site}/file.png")
        run_jobs(wharf)
        assert refusal(wharf, filekey)[0] == "http-curl-error"

    def test_with_a_name_that_will_not_do_keeps_the_file_for_a_better_one(self, wharf: Wharf, site: str) -> None:
        request = UploadRequest(FromUrl(f"{site}/file.png"), f"{'x' * 250}.png", is_async=True)
        queued = wharf.facilities.uploader.upload(request, wharf.user)
        assert isinstance(queued, Queued)
        run_jobs(wharf)
        code, _, data, _ = refusal(wharf, queued.filekey or "")
        assert code == "filename-toolong"
        assert isinstance(wharf.publish("Short.png", data["filekey"]), Published)

    def test_is_told_to_its_owner_alone(self, wharf: Wharf, site: str) -> None:
        filekey = queue_fetch(wharf, f"{site}/file.png")
        for _ in range(2):
            with pytest.raises(MissingResult):
                wharf.facilities.statuses.of(filekey, wharf.admin)
            run_jobs(wharf)

    def test_is_fetched_at_once_where_jobs_are_not_heeded(self, open_wharf: Callable[..., Wharf], site: str) -> None:
        wharf = open_wharf(enable_async_uploads=False, **MAY_FETCH)
        request = UploadRequest(FromUrl(f"{site}/file.png"), "Later.png", is_async=True)
        assert isinstance(wharf.facilities.uploader.upload(request, wharf.user), Published)


class Watched:
    """A run of a job that is looked at while it goes on."""

    def __init__(self, look: Callable[[], None], job_id: int) -> None:
        self._look = look
        self.job_id = job_id

    def check(self) -> None:
        """The job is still its own."""
        self._look()

    def finish(self, connection: object) -> None:
        """The job's row is left as it is."""
