"""``mediawharf serve`` as a process: it gets ready, says what it should, and stops cleanly."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200819dc6f2d10000000049454e44ae426082"
)


class Serving:
    """A running server and what it has printed."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    @property
    def text(self) -> str:
        return self.log.read_text()

    @property
    def api(self) -> str:
        return self.told("API")

    def told(self, label: str) -> str:
        found = re.search(rf"^  {label} +(\S+)$", self.text, re.MULTILINE)
        assert found is not None, self.text
        return found[1]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Serving]:
    command = [sys.executable, "-m", "mediawharf", "serve", "--data", "data", "--port", "0", *options]
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process:
        try:
            deadline = time.monotonic() + 30
            while "mwclient.Site" not in log.read_text():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.02)
            yield Serving(process, log)
        finally:
            if process.poll() is None:
                process.terminate()


def log_in(session: requests.Session, server: Serving) -> None:
    credentials = {"lgname": server.told("bot user"), "lgpassword": server.told("bot password")}
    token = call(session, server, action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    told = call(session, server, action="login", lgtoken=token, **credentials)
    assert told["login"]["result"] == "Success", told


def user_name(session: requests.Session, server: Serving) -> Any:
    return call(session, server, action="query", meta="userinfo")["query"]["userinfo"]["name"]


def call(session: requests.Session, server: Serving, **values: str) -> Any:
    return session.post(server.api, values | {"format": "json"}, timeout=10).json()


def test_sigterm_ends_it_with_code_zero(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.stop() == 0
    assert "Traceback" not in server.text


def test_several_workers_end_cleanly_too(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as server:
        assert server.stop() == 0


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_a_process_that_is_killed_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path) as server, requests.Session() as session:
        (before,) = children(server.process.pid)
        os.kill(before, signal.SIGKILL)
        assert call(session, server, action="query", meta="userinfo")["batchcomplete"] == ""
        assert children(server.process.pid) not in ([], [before])
        assert server.stop() == 0
    assert "ended with code -9; another takes its place" in server.text


def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as server:
        serve = [Path(f"/proc/{pid}") for pid in children(server.process.pid)]
        server.process.kill()
        deadline = time.monotonic() + 10
        while any(process.exists() for process in serve):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_the_first_account_may_log_in_with_what_is_printed(tmp_path: Path) -> None:
    with serving(tmp_path) as server, requests.Session() as session:
        log_in(session, server)
        assert user_name(session, server) == "Admin"


def test_passwords_are_kept_where_only_the_owner_reads_them(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.told("bot password") in (tmp_path / "data/credentials.txt").read_text()
    assert (tmp_path / "data/credentials.txt").stat().st_mode & 0o777 == 0o600


def test_a_restart_keeps_sessions_and_tells_where_passwords_are(tmp_path: Path) -> None:
    with requests.Session() as session, serving(tmp_path) as server:
        log_in(session, server)
        server.stop()
    with serving(tmp_path) as server:
        assert user_name(session, server) == "Admin"
        assert "data/credentials.txt" in server.text
        assert "bot password  " not in server.text


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_printed_curl_line_uploads_a_picture(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(PNG)
    with serving(tmp_path) as server:
        line = next(line for line in server.text.splitlines() if line.startswith("f=picture.png"))
        said = subprocess.run(["bash", "-c", line], cwd=tmp_path, check=True, capture_output=True, timeout=30).stdout
    assert json.loads(said)["upload"]["result"] == "Success", said


def test_a_taken_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "mediawharf", "serve", "--data", "data", "--port", port]
        ended = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert f"port {port} is taken" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_request_under_way_finishes_after_sigterm(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        address = urlsplit(server.api)
        body = urlencode({"action": "query", "meta": "userinfo", "format": "json"}).encode()
        with socket.create_connection((str(address.hostname), address.port or 80), timeout=10) as connection:
            head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: {len(body)}\r\n"
            head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            connection.sendall(head.encode() + body[:5])
            time.sleep(0.3)
            os.kill(server.process.pid, signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(body[5:])
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        assert server.process.wait(10) == 0


def test_idle_connections_do_not_delay_the_end(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        address = urlsplit(server.api)
        connection = HTTPConnection(address.netloc, timeout=10)
        connection.request("GET", address.path + "?action=query&format=json")
        connection.getresponse().read()
        started = time.monotonic()
        assert server.stop() == 0
        connection.close()
    assert time.monotonic() - started < 5
