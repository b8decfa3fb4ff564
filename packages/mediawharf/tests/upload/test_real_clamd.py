"""The same against a real clamd, with a signature of our own, where Debian's package is installed."""

import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawharf.upload.antivirus import Clamd, UnixAddress
from mediawharf.upload.errors import ScanFailed

SIGNATURES = Path(__file__).parent / "clamav" / "marks.ndb"
MARK = b"a mark of tests"
NAME = "Wharf.Test.Mark.UNOFFICIAL"
STREAM_MAX = 2 << 20
CONFIGURATION = """
DatabaseDirectory {folder}
LocalSocket {folder}/clamd
TemporaryDirectory {folder}
StreamMaxLength {stream_max}
Foreground yes
"""

pytestmark = pytest.mark.skipif(shutil.which("clamd") is None, reason="clamd is not installed")


@pytest.fixture(scope="module")
def socket_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A running clamd's socket."""
    folder = tmp_path_factory.mktemp("clamav")
    shutil.copy(SIGNATURES, folder)
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, stream_max=STREAM_MAX))
    command = ["clamd", "--config-file", str(configuration)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            wait_for(folder / "clamd", process)
            yield folder / "clamd"
        finally:
            process.terminate()


def wait_for(path: Path, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert process.poll() is None, "clamd did not start"
        assert time.monotonic() < deadline, "clamd is not ready"
        time.sleep(0.05)


def scan(path: Path, content: bytes, *, stretch: int = STREAM_MAX) -> str | None:
    return Clamd(UnixAddress(path), seconds=30, stretch=stretch).scan(io.BytesIO(content), size=len(content))


@pytest.mark.parametrize("at", [0, 1000, STREAM_MAX - 7, 3 * STREAM_MAX])
def test_signature_is_found_at_any_place(socket_path: Path, at: int) -> None:
    assert scan(socket_path, bytes(at) + MARK + bytes(4 * STREAM_MAX - at)) == NAME


def test_clean_bytes_have_no_virus(socket_path: Path) -> None:
    assert scan(socket_path, b"nothing to see" * 100) is None


def test_stretch_longer_than_clamd_takes_is_a_failure(socket_path: Path) -> None:
    with pytest.raises(ScanFailed, match=r"size limit|hung up"):
        scan(socket_path, bytes(4 * STREAM_MAX), stretch=4 * STREAM_MAX)
