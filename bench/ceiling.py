"""The disk-and-hash ceiling: what no durable upload server on this machine can beat.

One process receives ``PUT /name?offset=N[&last=1]`` over TCP with large reads, writes each body to a file, updates
a running SHA-1 inline, calls ``fdatasync``, and only then replies with the SHA-1 so far. It knows no form, account,
database or verification. ``DELETE /name`` removes the file.

    python -m bench.ceiling --data DIR [--port N]
"""

import argparse
import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

BUFFER = 1 << 20
HEAD_LIMIT = 1 << 14


@dataclass(slots=True)
class Received:
    """A file on its way in, and the SHA-1 of its bytes so far."""

    fd: int
    path: Path
    sha1: "hashlib._Hash" = field(default_factory=lambda: hashlib.sha1(usedforsecurity=False))

    def take(self, data: memoryview) -> None:
        """Writes and hashes the bytes."""
        self.sha1.update(data)
        while data:
            data = data[os.write(self.fd, data) :]


@dataclass(frozen=True, slots=True)
class Head:
    """A request's first lines; ``rest`` is the part of the body that came with them."""

    method: str
    name: str
    offset: int
    is_last: bool
    length: int
    rest: memoryview


class Ceiling:
    """The receiver: one thread for each connection."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Received] = {}

    def serve(self, listener: socket.socket) -> None:
        """Takes connections until the process is ended."""
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection: socket.socket) -> None:
        buffer = memoryview(bytearray(BUFFER))
        with connection:
            while (head := read_head(connection, buffer)) is not None:
                answer = self._remove(head) if head.method == "DELETE" else self._receive(connection, buffer, head)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))

    def _receive(self, connection: socket.socket, buffer: memoryview, head: Head) -> bytes:
        received = self._open(head)
        data, left = head.rest, head.length
        while True:
            received.take(data)
            left -= len(data)
            if left <= 0:
                break
            count = connection.recv_into(buffer, min(left, len(buffer)))
            if count == 0:
                raise ConnectionError(f"{head.name} was cut {left} bytes before its end")
            data = buffer[:count]
        os.fdatasync(received.fd)
        if head.is_last:
            os.close(received.fd)
        return received.sha1.hexdigest().encode()

    def _open(self, head: Head) -> Received:
        if head.offset == 0:
            path = self._folder / Path(head.name).name
            self._files[head.name] = Received(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), path)
        return self._files[head.name]

    def _remove(self, head: Head) -> bytes:
        self._files.pop(head.name).path.unlink()
        return b""


def read_head(connection: socket.socket, buffer: memoryview) -> Head | None:
    """The next request's head, read into the buffer; None when the client has closed the connection."""
    filled = 0
    while (end := bytes(buffer[: min(filled, HEAD_LIMIT)]).find(b"\r\n\r\n")) < 0:
        count = connection.recv_into(buffer[filled:])
        if count == 0 or filled > HEAD_LIMIT:
            return None
        filled += count
    lines = bytes(buffer[:end]).decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    url = urlsplit(target)
    query = parse_qs(url.query)
    return Head(
        method=method,
        name=url.path.lstrip("/"),
        offset=int(query.get("offset", ["0"])[0]),
        is_last="last" in query,
        length=int(headers.get("content-length", "0")),
        rest=buffer[end + 4 : filled],
    )


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A listening socket on the loopback; port 0 lets the system choose."""
    with socket.create_server(("127.0.0.1", port), backlog=64) as listener:
        yield listener


def main() -> None:
    parser = argparse.ArgumentParser(description="The disk-and-hash ceiling; ends on SIGTERM.")
    parser.add_argument("--data", type=Path, required=True, help="folder on the filesystem to measure")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with listening(options.port) as listener:
        print(f"ready {listener.getsockname()[1]}", flush=True)
        Ceiling(options.data).serve(listener)


if __name__ == "__main__":
    main()
