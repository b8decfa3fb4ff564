"""Starts what is measured in a temporary folder, and ends it: only processes started here are ever signalled."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn
from urllib.parse import urlsplit

from bench.usage import Tree, listeners

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Wiki:
    """A running server: its API's address, an account that may upload, and its processes."""

    api: str
    name: str
    password: str
    processes: Tree


@contextmanager
def running_wiki(*, base: str | None, creds: Path | None, folder: Path) -> Iterator[Wiki]:
    """The server that creds tells of, or else one of our own with its data in the folder."""
    if creds is not None:
        yield _wiki(creds, base=base)
        return
    port, made = free_port(), folder / "creds.json"
    command = [sys.executable, str(ROOT / "tests/contract/server.py"), "--data", str(folder / "wiki")]
    command += ["--creds", str(made), "--port", str(port)]
    with started(command, folder / "server.log", ready=r"^ready$"):
        yield _wiki(made, base=base)


@contextmanager
def running_ceiling(folder: Path) -> Iterator[tuple[int, Tree]]:
    """The port and the process of a ceiling that writes into the folder."""
    data = folder / "ceiling"
    data.mkdir()
    command = [sys.executable, "-m", "bench.ceiling", "--data", str(data)]
    with started(command, folder / "ceiling.log", ready=r"^ready (\d+)$") as (port, pid):
        yield int(port), Tree(frozenset((pid,)))


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def end_cleanly_when_terminated() -> None:
    """Makes SIGTERM leave through the ``with`` blocks, so that children end and files go."""

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(143)

    signal.signal(signal.SIGTERM, leave)


def _wiki(creds: Path, *, base: str | None) -> Wiki:
    told = json.loads(creds.read_text())
    account = told["users"]["uploader"]
    api = base or told["base"]
    return Wiki(api, account["bot"], account["botpassword"], Tree(listeners(urlsplit(api).port or 80)))


@contextmanager
def started(
    command: list[str], log: Path, *, ready: str, environment: dict[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """The last group of the line in its output that says the program is ready, and its pid; ended afterwards."""
    with log.open("wb") as out, _process(command, out, environment or {}) as process:
        try:
            yield _wait_until_ready(process, log, ready), process.pid
        finally:
            _stop(process)


def _process(command: list[str], out: IO[bytes], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # Uploads that follow each other this fast would be throttled.
    environ = os.environ | {"MEDIAWHARF_RATE_LIMITS": "false"} | environment
    return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=environ)


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path, ready: str, seconds: float = 120) -> str:
    deadline = time.monotonic() + seconds
    while (found := re.search(ready, log.read_text(errors="replace"), re.MULTILINE)) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{process.args!r} did not become ready:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.05)
    return found.group(found.lastindex or 0)


def _stop(process: subprocess.Popen[bytes], seconds: float = 20) -> None:
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        for child in Tree(frozenset((process.pid,))).processes():
            os.kill(child.pid, signal.SIGKILL)
