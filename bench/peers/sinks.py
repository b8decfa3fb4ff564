"""Clients of the other servers' protocols: tus, and a plain PUT. They tell no SHA-1: the file they wrote is hashed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bench.sinks import Sent
from bench.wire import Connection, Reply, Unexpected

_TUS = {"Tus-Resumable": "1.0.0"}
_PIECE = {**_TUS, "Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True, slots=True)
class TusSink:
    """Creates an upload, then patches it, as tus 1.0.0 has it; what is whole is published."""

    port: int
    path: str
    folder: Path
    connection: Connection

    @classmethod
    def at(cls, port: int, path: str, folder: Path) -> Self:
        """The server on the port that puts uploads into the folder by their ids."""
        return cls(port, path, folder, Connection("127.0.0.1", port))

    def again(self) -> "TusSink":
        """The same server on a connection of its own."""
        return TusSink.at(self.port, self.path, self.folder)

    def whole(self, name: str, content: memoryview) -> Sent:
        """Sends all in one patch."""
        return self.chunked(name, content, len(content))

    def chunked(self, name: str, content: memoryview, chunk_bytes: int) -> Sent:  # noqa: ARG002 - ids are the server's
        """Sends the file in patches; the time of the creation counts to the first."""
        seconds: list[float] = []
        started = time.perf_counter()
        where = self._create(len(content))
        for offset in range(0, len(content), chunk_bytes):
            headers = {**_PIECE, "Upload-Offset": str(offset)}
            reply = self.connection.request(
                "PATCH", where, headers=headers, body=[content[offset : offset + chunk_bytes]]
            )
            _expect(reply, 204)
            seconds.append(time.perf_counter() - started)
            started = time.perf_counter()
        return Sent(tuple(seconds[:-1]), seconds[-1], 0.0, self.folder / where.rpartition("/")[2])

    def forget(self, name: str, sent: Sent) -> None:  # noqa: ARG002 - by its path
        """Deletes the file."""
        _unlink(sent)

    def _create(self, size: int) -> str:
        reply = self.connection.request("POST", self.path, headers={**_TUS, "Upload-Length": str(size)})
        if reply.status == 307:  # FastAPI's routes may end in a slash
            reply = self.connection.request("POST", self.path + "/", headers={**_TUS, "Upload-Length": str(size)})
        _expect(reply, 201)
        return urlsplit(reply.headers["location"]).path


@dataclass(frozen=True, slots=True)
class PutSink:
    """Puts whole files; the server has no chunks."""

    port: int
    folder: Path
    connection: Connection

    @classmethod
    def at(cls, port: int, folder: Path) -> Self:
        """The server on the port that puts files into the folder by their names."""
        return cls(port, folder, Connection("127.0.0.1", port))

    def again(self) -> "PutSink":
        """The same server on a connection of its own."""
        return PutSink.at(self.port, self.folder)

    def whole(self, name: str, content: memoryview) -> Sent:
        """Puts the file."""
        started = time.perf_counter()
        reply = self.connection.request("PUT", f"/{name}", headers=_ANY, body=[content])
        seconds = time.perf_counter() - started
        _expect(reply, 201)
        return Sent((), seconds, 0.0, self.folder / name)

    def chunked(self, name: str, content: memoryview, chunk_bytes: int) -> Sent:
        """Not there."""
        raise Unexpected(f"{name}: this server takes no chunks of {chunk_bytes} of {len(content)} bytes")

    def forget(self, name: str, sent: Sent) -> None:  # noqa: ARG002 - by its path
        """Deletes the file."""
        _unlink(sent)


_ANY: Mapping[str, str] = {"Content-Type": "application/octet-stream"}


def _unlink(sent: Sent) -> None:
    if isinstance(sent.proof, Path):
        sent.proof.unlink()


def _expect(reply: Reply, status: int) -> None:
    if reply.status != status:
        raise Unexpected(reply.status, reply.body[:300])
