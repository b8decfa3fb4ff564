"""What must not be published is not, by whatever way it comes in and whatever name it gets later."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from mediawharf.model.errors import WharfError
from mediawharf.services import make_worker
from mediawharf.stash.errors import StashNoSuchKey
from mediawharf.testing.carriers import CARRIERS, jpeg, png
from mediawharf.testing.wharf import Wharf
from mediawharf.upload.errors import VerificationError, WholeRefused
from mediawharf.upload.request import FromUrl, UploadRequest
from mediawharf.upload.result import Continued, Queued, Stashed
from mediawharf.upload.stored import StoredRefusal

PAGE = b"<!DOCTYPE html><html><body>no picture</body></html>" + b" " * 3000
SCRIPT_FAR_INSIDE = CARRIERS["png:private chunk"](bytes(100_000) + b"<script>alert(1)</script>")
ANOTHER_TYPE = jpeg(behind=bytes(3000))
HOSTILE = [PAGE, SCRIPT_FAR_INSIDE, ANOTHER_TYPE]
MAY_FETCH = {"copy_uploads_private_networks": True, "group_permissions": {"user": {"upload_by_url": True}}}

each = pytest.mark.parametrize("content", HOSTILE, ids=["a page", "a script far inside", "another type"])


def published(wharf: Wharf) -> int:
    with wharf.facilities.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM file_revision").scalar() or 0)


def run_jobs(wharf: Wharf) -> None:
    make_worker(wharf.facilities, name="tests").run_until_idle()


@pytest.fixture
def serve() -> Iterator[Callable[[bytes], str]]:
    """Serves bytes on the loopback and gives their address."""
    servers: list[ThreadingHTTPServer] = []

    def serving(content: bytes) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/A.png"

    yield serving
    for server in servers:
        server.shutdown()
        server.server_close()


@each
@pytest.mark.parametrize("options", [{}, {"stash": True}])
def test_not_directly(wharf: Wharf, content: bytes, options: dict[str, bool]) -> None:
    with pytest.raises(VerificationError):
        wharf.upload("A.png", content, ignore_warnings=True, **options)
    assert published(wharf) == 0


@each
def test_not_in_one_chunk(wharf: Wharf, content: bytes) -> None:
    with pytest.raises(WharfError):
        wharf.chunk("A.png", content, offset=0, filesize=len(content), ignore_warnings=True)
    assert list(wharf.backends.blobs.keys()) == []


LATER = pytest.mark.parametrize("content", HOSTILE[1:], ids=["a script far inside", "another type"])


def begin(wharf: Wharf, content: bytes) -> str:
    first = wharf.chunk("A.png", content[:2000], offset=0, filesize=len(content))
    assert isinstance(first, Continued)
    return first.filekey


@LATER
def test_not_in_chunks(wharf: Wharf, content: bytes) -> None:
    filekey = begin(wharf, content)
    with pytest.raises(WholeRefused):
        wharf.chunk("A.png", content[2000:], offset=2000, filesize=len(content), filekey=filekey)
    assert list(wharf.backends.blobs.keys()) == []


@LATER
def test_not_in_chunks_that_a_job_completes(wharf: Wharf, content: bytes) -> None:
    filekey = begin(wharf, content)
    last = {"offset": 2000, "filesize": len(content), "filekey": filekey, "is_async": True}
    assert isinstance(wharf.chunk("A.png", content[2000:], **last), Queued)  # type: ignore[arg-type]
    run_jobs(wharf)
    with pytest.raises(StashNoSuchKey):
        wharf.publish("A.png", filekey, ignore_warnings=True)
    assert list(wharf.backends.blobs.keys()) == []


def test_first_chunk_tells_as_much_as_it_shows(wharf: Wharf) -> None:
    with pytest.raises(WharfError, match="filetype-badmime"):
        wharf.chunk("A.png", PAGE[:2000], offset=0, filesize=len(PAGE))


@each
def test_not_by_url(open_wharf: Callable[..., Wharf], serve: Callable[[bytes], str], content: bytes) -> None:
    wharf = open_wharf(**MAY_FETCH)
    request = UploadRequest(FromUrl(serve(content)), "A.png", ignore_warnings=True)
    with pytest.raises(VerificationError):
        wharf.facilities.uploader.upload(request, wharf.user)
    assert published(wharf) == 0


@each
def test_not_by_a_url_that_a_job_fetches(
    open_wharf: Callable[..., Wharf], serve: Callable[[bytes], str], content: bytes
) -> None:
    wharf = open_wharf(**MAY_FETCH)
    request = UploadRequest(FromUrl(serve(content)), "A.png", ignore_warnings=True, is_async=True)
    queued = wharf.facilities.uploader.upload(request, wharf.user)
    assert isinstance(queued, Queued)
    run_jobs(wharf)
    with pytest.raises(StoredRefusal):
        wharf.facilities.statuses.of(queued.filekey or "", wharf.user)
    assert published(wharf) == 0


@pytest.mark.parametrize("name", ["A.jpg", "A.svg", "A.pdf", "A.png.php", "A.php.png"])
def test_not_under_another_extension_from_the_stash(wharf: Wharf, name: str) -> None:
    stashed = wharf.upload("A.png", png(), stash=True)
    assert isinstance(stashed, Stashed)
    with pytest.raises(WharfError):
        wharf.publish(name, stashed.stashed.filekey, ignore_warnings=True)
    assert published(wharf) == 0
