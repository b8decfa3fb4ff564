"""A stand-in for clamd, as far as its INSTREAM command goes."""

import socketserver
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

MARK = b"a mark of tests"


@dataclass
class FakeClamd:
    """Finds the mark of tests. ``limit``: bytes of a stream that it takes; ``says``: its answer whatever comes."""

    folder: Path
    limit: int = 1 << 30
    says: bytes | None = None
    streams: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"unix:{self.folder}/clamd"

    def answer(self, stream: bytes) -> bytes:
        self.streams.append(stream)
        return self.says or (b"stream: Mark.Of.Tests FOUND\0" if MARK in stream else b"stream: OK\0")


def handler_of(fake: FakeClamd) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            stream = b""
            while length := struct.unpack(">I", self.rfile.read(4))[0]:
                stream += self.rfile.read(length)
                if len(stream) > fake.limit:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.wfile.write(fake.answer(stream))

    return Handler


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[FakeClamd]:
    """A running stand-in."""
    fake = FakeClamd(tmp_path)
    with socketserver.ThreadingUnixStreamServer(f"{tmp_path}/clamd", handler_of(fake)) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield fake
        server.shutdown()
