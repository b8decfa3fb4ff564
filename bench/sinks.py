"""The two that take the same bytes: a wiki's upload API, and the disk-and-hash ceiling.

Both tell the SHA-1 that the server gave, for the caller to check outside the time that is measured.
"""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from bench.wire import Connection, Session, Unexpected


@dataclass(frozen=True, slots=True)
class Sent:
    """Seconds of all chunks but the last, of the last and of the publish, and a proof of what has arrived.

    A file sent in one request is one last chunk. The proof is the SHA-1 that the server gave in the end, or, of a
    server that gives none, the file that it wrote.
    """

    chunks: tuple[float, ...]
    last: float
    publish: float
    proof: str | Path

    @property
    def total(self) -> float:
        """Seconds of the whole."""
        return sum(self.chunks) + self.last + self.publish

    def check(self, content: memoryview) -> None:
        """Raises Unexpected unless what has arrived is the content."""
        received = _sha1_of_file(self.proof) if isinstance(self.proof, Path) else self.proof
        if (sha1 := hashlib.sha1(content, usedforsecurity=False).hexdigest()) != received:
            raise Unexpected(f"sent {sha1}, received {received}")


class Sink(Protocol):
    """Takes files; one connection, so one thread."""

    def again(self) -> Self:
        """The same on a connection of its own."""

    def whole(self, name: str, content: memoryview) -> Sent:
        """Sends the file in one request."""

    def chunked(self, name: str, content: memoryview, chunk_bytes: int) -> Sent:
        """Sends the file in chunks, then publishes it."""

    def forget(self, name: str, sent: Sent) -> None:
        """Removes the file where that is cheap, to save disk."""


@dataclass(frozen=True, slots=True)
class WikiSink:
    """Uploads by the API, warnings ignored."""

    session: Session

    def again(self) -> "WikiSink":
        """The same login on a connection of its own."""
        return WikiSink(self.session.again())

    def whole(self, name: str, content: memoryview) -> Sent:
        """Uploads directly."""
        started = time.perf_counter()
        answer = self.session.send_file("file", content, filename=name, ignorewarnings="1", comment="bench")
        seconds = time.perf_counter() - started
        return Sent((), seconds, 0.0, published_sha1(answer))

    def chunked(self, name: str, content: memoryview, chunk_bytes: int) -> Sent:
        """Uploads in chunks to the stash, then publishes from it."""
        seconds: list[float] = []
        key: dict[str, str] = {}
        for offset in range(0, len(content), chunk_bytes):
            chunk = content[offset : offset + chunk_bytes]
            started = time.perf_counter()
            answer = send_chunk(self.session, chunk, name=name, size=len(content), offset=offset, key=key)
            seconds.append(time.perf_counter() - started)
            key = {"filekey": answer["filekey"]}
        started = time.perf_counter()
        answer = self.session.publish(filename=name, ignorewarnings="1", comment="bench", **key)
        published = time.perf_counter() - started
        return Sent(tuple(seconds[:-1]), seconds[-1], published, published_sha1(answer))

    def forget(self, name: str, sent: Sent) -> None:
        """Keeps it: deleted files are archived, not removed."""


@dataclass(frozen=True, slots=True)
class CeilingSink:
    """Sends to ``bench.ceiling``; its last chunk publishes."""

    port: int
    connection: Connection

    @classmethod
    def at(cls, port: int) -> Self:
        """The ceiling that listens on the port."""
        return cls(port, Connection("127.0.0.1", port))

    def again(self) -> "CeilingSink":
        """The same ceiling on a connection of its own."""
        return CeilingSink.at(self.port)

    def whole(self, name: str, content: memoryview) -> Sent:
        """Puts the file."""
        return self.chunked(name, content, len(content))

    def chunked(self, name: str, content: memoryview, chunk_bytes: int) -> Sent:
        """Puts the file piece by piece, each one durable before the next."""
        seconds: list[float] = []
        digest = b""
        for offset in range(0, len(content), chunk_bytes):
            chunk = content[offset : offset + chunk_bytes]
            last = "&last=1" if offset + chunk_bytes >= len(content) else ""
            started = time.perf_counter()
            digest = self.connection.request("PUT", f"/{name}?offset={offset}{last}", body=[chunk]).body
            seconds.append(time.perf_counter() - started)
        return Sent(tuple(seconds[:-1]), seconds[-1], 0.0, digest.decode())

    def forget(self, name: str, sent: Sent) -> None:  # noqa: ARG002 - by its name
        """Deletes the file."""
        self.connection.request("DELETE", f"/{name}")


def send_chunk(session: Session, chunk: memoryview, *, name: str, size: int, offset: int, key: dict[str, str]) -> Any:
    """The reply to one chunk of a file of ``size`` bytes; ``key`` holds the filekey but for the first."""
    answer = session.send_file(
        "chunk", chunk, filename=name, stash="1", ignorewarnings="1", filesize=str(size), offset=str(offset), **key
    )
    expected = "Continue" if offset + len(chunk) < size else "Success"
    if answer["result"] != expected:
        raise Unexpected(answer)
    return answer


def _sha1_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()


def published_sha1(answer: Any) -> str:
    """The SHA-1 in the reply to a publish; raises Unexpected where it is no success."""
    if answer["result"] != "Success":
        raise Unexpected(answer)
    sha1: str = answer["imageinfo"]["sha1"]
    return sha1
