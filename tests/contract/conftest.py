"""The server under test: started once for all contract tests, ended after them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def creds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Gives the file with the running server's address and accounts; its shape: conformance/README.md.

    CONTRACT_CREDS=creds.json judges a server that runs already, such as a real MediaWiki.
    """
    if (given := os.environ.get("CONTRACT_CREDS")) is not None:
        yield Path(given).resolve()
        return
    home = tmp_path_factory.mktemp("server")
    creds, log = home / "creds.json", home / "server.log"
    command = [sys.executable, str(HERE / "server.py"), "--data", str(home / "data"), "--creds", str(creds)]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        try:
            _wait_until_ready(process, log)
            yield creds
        finally:
            _stop(process)
    assert process.returncode == 0, f"the server did not stop cleanly:\n{_tail(log)}"


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while "ready" not in log.read_text(errors="replace").splitlines():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the server did not become ready:\n{_tail(log)}")
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes], seconds: float = 20) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-40:])
