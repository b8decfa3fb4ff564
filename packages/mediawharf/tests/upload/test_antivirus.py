import io
import socket
from pathlib import Path
from typing import Any

import pytest

from mediawharf.upload.antivirus import Clamd, NoScannerAddress, TcpAddress, UnixAddress, scanner_address
from mediawharf.upload.errors import ScanFailed

MARK = b"a mark of tests"
MIB = 1 << 20


def scan(clamd: Any, content: bytes, *, stretch: int = 4 * MIB, size: int | None = None) -> str | None:
    scanner = Clamd(scanner_address(clamd.address), seconds=5, stretch=stretch)
    return scanner.scan(io.BytesIO(content), size=len(content) if size is None else size)


def test_virus_is_named(clamd: Any) -> None:
    assert scan(clamd, b"bytes" + MARK) == "Mark.Of.Tests"


def test_clean_file_has_none(clamd: Any) -> None:
    assert scan(clamd, b"bytes") is None


def test_all_bytes_reach_the_scanner_in_their_order(clamd: Any) -> None:
    content = bytes(range(256)) * 5000
    scan(clamd, content)
    assert clamd.streams == [content]


def test_bytes_behind_the_file_are_not_scanned(clamd: Any) -> None:
    assert scan(clamd, b"bytes" + MARK, size=5) is None


@pytest.mark.parametrize("at", [0, MIB - 7, MIB, 3 * MIB, 4 * MIB - len(MARK)])
def test_virus_is_found_in_any_stretch_and_where_two_meet(clamd: Any, at: int) -> None:
    content = bytes(at) + MARK + bytes(4 * MIB - at - len(MARK))
    assert scan(clamd, content, stretch=MIB) == "Mark.Of.Tests"
    assert max(map(len, clamd.streams)) <= MIB


@pytest.mark.parametrize("says", [b"stream: Broken. ERROR\0", b"\0", b"stream: OK but\0", b"x" * 9000])
def test_other_answers_are_failures(clamd: Any, says: bytes) -> None:
    clamd.says = says
    with pytest.raises(ScanFailed):
        scan(clamd, b"bytes")


def test_scanner_that_takes_less_than_it_should_says_so(clamd: Any) -> None:
    clamd.limit = 1000
    with pytest.raises(ScanFailed, match="size limit"):
        scan(clamd, bytes(MIB))


def test_scanner_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    scanner = Clamd(UnixAddress(tmp_path / "nothing"), seconds=5, stretch=MIB)
    with pytest.raises(ScanFailed, match="No such file"):
        scanner.scan(io.BytesIO(b"bytes"), size=5)


def test_scanner_that_says_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = Clamd(TcpAddress("127.0.0.1", silent.getsockname()[1]), seconds=0.2, stretch=MIB)
        with pytest.raises(ScanFailed, match="no answer in time"):
            scanner.scan(io.BytesIO(b"bytes"), size=5)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("unix:/run/clamav/clamd.ctl", UnixAddress(Path("/run/clamav/clamd.ctl"))),
        ("unix:///run/clamd", UnixAddress(Path("/run/clamd"))),
        ("tcp://127.0.0.1:3311", TcpAddress("127.0.0.1", 3311)),
        ("tcp://[::1]", TcpAddress("::1", 3310)),
    ],
)
def test_addresses(text: str, address: object) -> None:
    assert scanner_address(text) == address


@pytest.mark.parametrize("text", ["clamav", "/run/clamd", "http://127.0.0.1:3310", "unix:run/clamd", "tcp://h/path"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(NoScannerAddress):
        scanner_address(text)
