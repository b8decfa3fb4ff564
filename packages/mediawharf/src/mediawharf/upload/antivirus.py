"""Asks clamd whether a file has a virus, over its INSTREAM command.

The protocol: the command, then stretches of the file with their length in four bytes before each, a length of zero,
and one line of answer: ``stream: OK``, ``stream: NAME FOUND`` or a sentence that ends in ``ERROR``.
"""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from mediawharf.upload.errors import ScanFailed

_PIECE = 1 << 17
_OVERLAP = 1 << 16
_LONGEST_ANSWER = 1 << 12
_ANSWER = re.compile(r"stream: (?:(?P<name>.+) FOUND|(?P<clean>OK))", re.DOTALL)
_PORT = 3310


class NoScannerAddress(ValueError):
    """The text is not the address of a scanner."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class UnixAddress:
    """A socket in the file system."""

    path: Path


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A port of a host."""

    host: str
    port: int


ScannerAddress = UnixAddress | TcpAddress


def scanner_address(text: str) -> ScannerAddress:
    """The address that ``unix:/run/clamav/clamd.ctl`` or ``tcp://127.0.0.1:3310`` names; else NoScannerAddress."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NoScannerAddress(text) from None
    if parts.scheme == "unix" and parts.path.startswith("/"):
        return UnixAddress(Path(parts.path))
    if parts.scheme == "tcp" and parts.hostname is not None and parts.path in ("", "/"):
        return TcpAddress(parts.hostname, port or _PORT)
    raise NoScannerAddress(text)


class Clamd:
    """A running clamd; each scan has connections of its own.

    ``seconds`` is how long one stretch of the file may take, connecting, sending and scanning together;
    ``stretch`` is its length in bytes, which clamd's StreamMaxLength must reach.
    """

    def __init__(self, address: ScannerAddress, *, seconds: float, stretch: int) -> None:
        self._address = address
        self._seconds = seconds
        self._stretch = max(stretch, 2 * _OVERLAP)

    def scan(self, file: BinaryIO, *, size: int) -> str | None:
        """The name of a virus in the file's first ``size`` bytes, or None; raises ScanFailed when it is not known.

        A file longer than a stretch is sent in several, which overlap.
        """
        for start in range(0, max(1, size - _OVERLAP), self._stretch - _OVERLAP):
            file.seek(start)
            found = self._scan_stretch(file, min(self._stretch, size - start))
            if found is not None:
                return found
        return None

    def _scan_stretch(self, file: BinaryIO, size: int) -> str | None:
        deadline = time.monotonic() + self._seconds
        try:
            with self._connected(deadline) as connection:
                is_sent = _send(connection, file, size, deadline)
                answer = _answer(connection, deadline)
        except OSError as error:
            raise ScanFailed(error.strerror or "no answer in time") from error
        found = _ANSWER.fullmatch(answer)
        if found is None or not (is_sent or found["name"]):
            raise ScanFailed(answer or "the scanner hung up")
        name: str | None = found["name"]
        return name

    @contextmanager
    def _connected(self, deadline: float) -> Iterator[socket.socket]:
        match self._address:
            case TcpAddress(host, port):
                with socket.create_connection((host, port), timeout=_left(deadline)) as connection:
                    yield connection
            case UnixAddress(path):
                with socket.socket(socket.AF_UNIX) as connection:
                    connection.settimeout(_left(deadline))
                    connection.connect(str(path))
                    yield connection


def _send(connection: socket.socket, file: BinaryIO, size: int, deadline: float) -> bool:
    """Whether all of it was taken: a clamd that is content with less says why, and hangs up."""
    try:
        connection.sendall(b"zINSTREAM\0")
        left = size
        while left > 0:
            piece = file.read(min(_PIECE, left))
            if not piece:
                raise EOFError(f"{left} bytes short of {size}")
            connection.settimeout(_left(deadline))
            connection.sendall(len(piece).to_bytes(4) + piece)
            left -= len(piece)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _answer(connection: socket.socket, deadline: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(deadline))
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
