"""A server process of its own on a new folder, with two accounts that are logged in already."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from mediawharf.model.user import User
from mediawharf.testing.wharf import Wharf, close, make_wharf

PASSWORD = "a password of tests"


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Server:
    """``mediawharf serve`` on a folder; ``wharf`` is the same data, opened in the tests' own process.

    What tests do through ``wharf`` the server sees at once. It may be killed and started again.
    """

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.wharf: Wharf = make_wharf(self.data)
        for user in (self.wharf.user, self.wharf.admin):
            self.wharf.facilities.accounts.set_password(user, PASSWORD)

    @property
    def base(self) -> str:
        """Scheme and host."""
        return f"http://127.0.0.1:{self.port}"

    def cookies(self, user: User) -> dict[str, str]:
        """The cookies of a browser in which the user is logged in."""
        session = self.wharf.facilities.sessions.log_in(None, user.id)
        return {f"{self.wharf.facilities.settings.wiki_id}_session": session.cookie}

    def start(self) -> None:
        """Starts the process, and waits until it answers."""
        command = [sys.executable, "-m", "mediawharf", "serve", "--data", str(self.data), "--port", str(self.port)]
        environment = {**os.environ, "MEDIAWHARF_RATE_LIMITS": "false", **self.settings}
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=environment
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(0.05)
        raise TimeoutError(self._log.read_text()[-3000:])

    def kill(self) -> None:
        """Ends the process and its workers at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Ends everything."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        close(self.wharf)

    @property
    def _log(self) -> Path:
        return self.data.parent / "server.log"

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.base}/w/api.php", params={"format": "json"}, timeout=5).ok
        except requests.ConnectionError:
            return False
