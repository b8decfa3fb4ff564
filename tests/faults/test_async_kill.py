"""Processes are killed while jobs do the rest of uploads: each upload ends, and ends once."""

import hashlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from mediawharf.testing.wharf import png

FILES, TITLES = 100, 10
LEASE = 2  # seconds
CHUNK = 64 * 1024
AS_JOB: dict[str, Any] = {"async": 1}
WORKER = [sys.executable, "-m", "mediawharf", "worker", "--data"]


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comes before the server, which reads it from the environment."""
    monkeypatch.setenv("MEDIAWHARF_JOB_LEASE", str(LEASE))


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Tells whether servers that are started from now on leave all jobs to others."""
    return lambda is_idle: monkeypatch.setenv("MEDIAWHARF_RUN_JOBS", str(not is_idle))


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    """For processes that only run jobs; they are killed at the end."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait(10)


def start_worker(server: Any, started: list[subprocess.Popen[bytes]]) -> None:
    with (server.data.parent / "worker.log").open("ab") as log:
        started.append(subprocess.Popen([*WORKER, str(server.data)], stdout=log, stderr=log))


def select(data: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(data / "mediawharf.db", timeout=10)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def kill_one_in_a_job(workers: list[subprocess.Popen[bytes]], data: Path) -> None:
    """Kills the first of the workers that has the lease of a job, which is looked at while the process is held."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for process in workers:
            if not leases(data, process):
                continue
            process.send_signal(signal.SIGSTOP)
            if leases(data, process):
                process.kill()
                process.wait(10)
                return
            process.send_signal(signal.SIGCONT)
        time.sleep(0.002)
    raise AssertionError("no worker has taken a job")


def leases(data: Path, process: subprocess.Popen[bytes]) -> list[tuple[Any, ...]]:
    owner = f"%:{process.pid}:%"
    return select(data, "SELECT id FROM job WHERE state = 'running' AND lease_owner LIKE ?", owner)


def queue_all(client: Any) -> dict[str, tuple[str, str]]:
    """Queues the publication of each file; the title and SHA-1 of each key."""
    queued = {}
    for number in range(FILES):
        content, name = png(f"{number}".encode()), f"Title_{number % TITLES}.png"
        key = client.upload(part=("file", content), filename=name, stash=1, ignorewarnings=1)["filekey"]
        told = client.upload(filename=name, filekey=key, ignorewarnings=1, **AS_JOB)
        assert told == {"result": "Poll", "stage": "queued", "filename": name}
        queued[key] = (name, hashlib.sha1(content).hexdigest())
    return queued


def poll_to_the_end(client: Any, filekey: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while (told := client.upload(filekey=filekey, checkstatus=1))["result"] == "Poll":
        assert time.monotonic() < deadline, told
        time.sleep(0.05)
    result: dict[str, Any] = told
    return result


def history(client: Any, name: str) -> list[dict[str, Any]]:
    told = client.post(
        action="query", titles=f"File:{name}", prop="imageinfo", iiprop="sha1|archivename|timestamp", iilimit="max"
    )
    found: list[dict[str, Any]] = told["query"]["pages"][0].get("imageinfo", [])
    return found


def test_all_that_was_queued_is_published_once_whoever_is_killed(
    idle: Any, server: Any, new_client: Any, workers: Any
) -> None:
    server.kill()
    idle(True)
    server.start()
    client = new_client()
    queued = queue_all(client)
    assert select(server.data, "SELECT count(*) FROM job WHERE kind = 'upload-publish'") == [(FILES,)]
    server.kill()  # with all of it acknowledged and nothing begun
    idle(False)
    start_worker(server, workers)
    kill_one_in_a_job(workers, server.data)  # alone, so that there is time to catch it in the middle of a job
    for _ in range(2):
        start_worker(server, workers)
    server.start()
    for key, (name, sha1) in queued.items():
        told = poll_to_the_end(client, key)
        assert (told["result"], told["stage"], told["filename"]) == ("Success", "publish", name)
        assert told["imageinfo"]["sha1"] == sha1
    assert select(server.data, "SELECT id FROM job WHERE kind = 'upload-publish'") == []
    for number in range(TITLES):
        check_history(client, f"Title_{number}.png", queued)
    server.check_integrity()


def check_history(client: Any, name: str, queued: dict[str, tuple[str, str]]) -> None:
    """As many revisions as were published, each of them once, all but the current one under a name of its own."""
    revisions = history(client, name)
    assert sorted(one["sha1"] for one in revisions) == sorted(sha1 for title, sha1 in queued.values() if title == name)
    archived = [one["archivename"] for one in revisions if "archivename" in one]
    assert len(archived) == len(set(archived)) == FILES // TITLES - 1
    stamps = [one["timestamp"] for one in revisions]
    assert stamps == sorted(stamps, reverse=True)


@contextmanager
def unanswered(client: Any, server: Any, *, part: tuple[str, bytes] | None = None, **fields: Any) -> Iterator[None]:
    """Sends a whole request, whose reply nobody reads; on leaving, the connection is closed."""
    asked = {"action": "upload", "format": "json", "token": client.token, **fields}
    files: dict[str, Any] = {name: (None, str(value)) for name, value in asked.items()}
    if part is not None:
        files[part[0]] = ("part", part[1])
    prepared = client.http.prepare_request(requests.Request("POST", server.api, files=files))
    lines = "".join(f"{name}: {value}\r\n" for name, value in prepared.headers.items())
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(f"POST /w/api.php HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode() + prepared.body)
        yield


def restart_when(server: Any, query: str, *values: object) -> None:
    """Kills the server as soon as the query finds something, and starts it again."""
    deadline = time.monotonic() + 30
    while not select(server.data, query, *values):
        assert time.monotonic() < deadline, query
        time.sleep(0.001)
    server.kill()
    server.start()


def test_a_publication_whose_reply_was_lost_is_told_when_asked_again(server: Any, client: Any) -> None:
    content = png(b"lost reply")
    key = client.upload(part=("file", content), filename="Lost.png", stash=1)["filekey"]
    with unanswered(client, server, filename="Lost.png", filekey=key):
        restart_when(server, "SELECT id FROM file_revision")
    told = client.upload(filename="Lost.png", filekey=key)
    assert (told["result"], told["filename"]) == ("Success", "Lost.png")
    assert told["imageinfo"]["sha1"] == hashlib.sha1(content).hexdigest()
    assert len(history(client, "Lost.png")) == 1
    server.check_integrity()


@pytest.mark.parametrize("options", [{}, AS_JOB])
def test_a_client_that_hangs_up_and_asks_again_publishes_once(server: Any, client: Any, options: Any) -> None:
    key = client.upload(part=("file", png(b"hung up")), filename="Lost.png", stash=1)["filekey"]
    for pause in (0.0, 0.005, 0.02):  # before, while and after it is done
        with unanswered(client, server, filename="Lost.png", filekey=key, **options):
            time.sleep(pause)
    client.upload(filename="Lost.png", filekey=key, **options)
    told = poll_to_the_end(client, key)
    assert (told["result"], told["filename"]) == ("Success", "Lost.png")
    assert len(history(client, "Lost.png")) == 1
    server.check_integrity()


def test_a_queued_publication_whose_reply_was_lost_is_told_when_asked_again(server: Any, client: Any) -> None:
    key = client.upload(part=("file", png(b"lost reply")), filename="Lost.png", stash=1)["filekey"]
    with unanswered(client, server, filename="Lost.png", filekey=key, **AS_JOB):
        restart_when(server, "SELECT result FROM upload_status WHERE filekey = ?", key)
    again = client.upload(filename="Lost.png", filekey=key, **AS_JOB)
    assert again["result"] in ("Poll", "Success")
    told = poll_to_the_end(client, key)
    assert (told["result"], told["filename"]) == ("Success", "Lost.png")
    assert len(history(client, "Lost.png")) == 1
    server.check_integrity()


@pytest.mark.parametrize("options", [{}, AS_JOB])
def test_a_last_chunk_whose_reply_was_lost_can_be_sent_again(server: Any, client: Any, options: Any) -> None:
    content = png(b"lost reply", padding=CHUNK)
    common = {"filename": "Lost.png", "filesize": len(content), "stash": 1, **options}
    key = client.upload(part=("chunk", content[:CHUNK]), offset=0, **common)["filekey"]
    last = {"offset": CHUNK, "filekey": key, "part": ("chunk", content[CHUNK:]), **common}
    with unanswered(client, server, **last):
        restart_when(server, 'SELECT 1 FROM stashed_file WHERE "offset" = ?', len(content))
    again = client.upload(**last)
    assert again["result"] in ("Poll", "Success")
    told = poll_to_the_end(client, key)
    assert (told["result"], told["imageinfo"]["sha1"]) == ("Success", hashlib.sha1(content).hexdigest())
    assert told["filekey"] == client.upload(**last)["filekey"] != key
    assert client.upload(filename="Lost.png", filekey=told["filekey"])["result"] == "Success"
    server.check_integrity()
