"""A real server process that tests may kill, and a client that knows what was acknowledged."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from mediawharf.auth.grants import GRANTS
from mediawharf.repo.integrity import Integrity
from mediawharf.testing.wharf import close, make_wharf


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Server:
    """One `mediawharf serve` on a data folder; it may be killed and started again."""

    data: Path
    password: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/w/api.php"

    def start(self) -> None:
        command = [sys.executable, "-m", "mediawharf", "serve", "--data", str(self.data), "--port", str(self.port)]
        environment = {**os.environ, "MEDIAWHARF_RATE_LIMITS": "false"}
        with (self.data.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=environment
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                requests.get(self.api, params={"action": "query", "format": "json"}, timeout=5).raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                return
        pytest.fail((self.data.parent / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """Ends the process and its workers at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def check_integrity(self) -> None:
        """Kills the server, and finds nothing wrong with what it left."""
        self.kill()
        wharf = make_wharf(self.data)
        report = Integrity(database=wharf.facilities.database, blobs=wharf.backends.blobs).check(with_hashes=True)
        close(wharf)
        assert report.problems == []
        assert report.rows > 0

    def worker(self) -> int:
        """The process that answers: the one with the largest memory of the server's group."""
        assert self.process is not None
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return max((pid for pid in pids if _group(pid) == self.process.pid), key=memory_peak)


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return -1


def memory_peak(pid: int) -> int:
    """The most memory a process ever had, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


class Client:
    """A bot on one server; it logs in anew when asked to."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.http = requests.Session()
        self.token = ""

    def log_in(self) -> "Client":
        login = self.post(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        password = self._server.password
        told = self.post(action="login", lgtoken=login, lgname="Uploader@bot", lgpassword=password)
        assert told["login"]["result"] == "Success"
        self.token = self.post(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return self

    def post(self, *, part: tuple[str, bytes] | None = None, **fields: Any) -> dict[str, Any]:
        files = None if part is None else {part[0]: ("part", part[1])}
        fields = {"format": "json", "formatversion": "2", **fields}
        answer: dict[str, Any] = self.http.post(self._server.api, data=fields, files=files, timeout=60).json()
        return answer

    def upload(self, *, part: tuple[str, bytes] | None = None, **fields: Any) -> dict[str, Any]:
        told = self.post(part=part, action="upload", token=self.token, **fields)
        assert "upload" in told, told
        uploaded: dict[str, Any] = told["upload"]
        return uploaded


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    wharf = make_wharf(tmp_path / "data")
    password = wharf.facilities.accounts.add_bot_password(wharf.user, "bot", grants=list(GRANTS))
    close(wharf)
    running = Server(tmp_path / "data", password)
    running.start()
    yield running
    if running.process is not None:
        running.process.send_signal(signal.SIGTERM)
        try:
            running.process.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()


@pytest.fixture
def client(server: Server) -> Client:
    return Client(server).log_in()


@pytest.fixture
def new_client(server: Server) -> Callable[[], Client]:
    return lambda: Client(server).log_in()
