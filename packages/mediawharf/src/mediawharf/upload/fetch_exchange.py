"""One request and its answer over one connection; h11 reads HTTP, this counts bytes and seconds."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import h11

from mediawharf.upload.fetch_connection import Deadline
from mediawharf.upload.fetch_errors import Fault, HttpCurlError, HttpTimedOut
from mediawharf.upload.fetch_url import FetchUrl

MOST_HEAD_BYTES = 32 * 1024  # of all heads: interim answers count too
MOST_LINE_BYTES = 16 * 1024  # of one head, or of one chunk's size with its extensions, that is not there whole yet
MOST_REASON_CHARACTERS = 100

_HEAD_READ = 4 * 1024  # small, so that a flood is noticed before much of it was taken
_BODY_READ = 256 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """An answer's status and the headers that matter here. ``length`` is in bytes of the wire; None: not told."""

    status: int
    reason: str
    location: str | None
    length: int | None
    codings: tuple[str, ...]


class Exchange:
    """Asks for one URL over a connection. At most ``most_bytes`` are read in all."""

    def __init__(
        self, connection: socket.socket, url: FetchUrl, *, deadline: Deadline, idle_seconds: float, most_bytes: int
    ) -> None:
        self._connection = connection
        self._url = url
        self._deadline = deadline
        self._idle = idle_seconds
        self._most = most_bytes
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_LINE_BYTES)
        self._read = 0

    def ask(self, *, user_agent: str) -> Head:
        """Sends the request, without cookies, credentials or referer, and gives the answer's head.

        Raises HttpCurlError and HttpTimedOut.
        """
        headers = [
            ("Host", self._url.authority),
            ("User-Agent", user_agent),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ]
        request = self._http.send(h11.Request(method="GET", target=self._url.target, headers=headers))
        self._send((request or b"") + (self._http.send(h11.EndOfMessage()) or b""))
        while True:
            event = self._next(_HEAD_READ, most=MOST_HEAD_BYTES, broken=Fault.NOT_HTTP)
            if isinstance(event, h11.Response):
                return _head(event)

    def body(self) -> Iterator[bytes]:
        """The answer's bytes, without transfer coding, as they come; raises HttpCurlError and HttpTimedOut."""
        while True:
            event = self._next(_BODY_READ, most=self._most, broken=Fault.CUT_SHORT)
            if isinstance(event, h11.Data):
                yield event.data
            elif isinstance(event, h11.EndOfMessage):
                return

    def _send(self, request: bytes) -> None:
        try:
            self._connection.settimeout(self._deadline.left(at_most=self._idle))
            self._connection.sendall(request)
        except TimeoutError:
            raise HttpTimedOut(str(self._url)) from None
        except OSError as error:
            raise HttpCurlError(Fault.CUT_SHORT) from error

    def _next(self, size: int, *, most: int, broken: Fault) -> h11.Event:
        """The next part of the answer; ``broken`` is told when it is none, or takes more than most bytes."""
        try:
            while self._read <= most:
                event = self._http.next_event()
                if event is h11.NEED_DATA:
                    self._receive(size)
                elif not isinstance(event, type):
                    return event
                else:  # h11.PAUSED: there is something behind the answer's end
                    break
        except h11.RemoteProtocolError as error:
            raise HttpCurlError(broken) from error
        raise HttpCurlError(broken)

    def _receive(self, size: int) -> None:
        try:
            self._connection.settimeout(self._deadline.left(at_most=self._idle))
            received = self._connection.recv(size)
        except TimeoutError:
            raise HttpTimedOut(str(self._url)) from None
        except OSError as error:
            raise HttpCurlError(Fault.CUT_SHORT) from error
        self._read += len(received)
        self._http.receive_data(received)


def _head(response: h11.Response) -> Head:
    location = _values(response, b"location")
    length = _values(response, b"content-length")  # h11 has seen to it that there is one, and that it is a number
    chunked = _values(response, b"transfer-encoding")
    codings = b",".join(_values(response, b"content-encoding")).decode("latin-1").lower()
    return Head(
        status=response.status_code,
        reason=_reason(response),
        location=location[0].decode("utf-8", "surrogateescape") if location else None,
        length=int(length[0]) if length and not chunked else None,
        codings=tuple(word for word in (part.strip() for part in codings.split(",")) if word not in ("", "identity")),
    )


def _values(response: h11.Response, name: bytes) -> list[bytes]:
    return [value for key, value in response.headers if key == name]


def _reason(response: h11.Response) -> str:
    """The other server's words, cut to what fits a message; the standard's when it gives none."""
    told = response.reason.decode("latin-1")[:MOST_REASON_CHARACTERS].strip()
    return told or next((known.phrase for known in HTTPStatus if known == response.status_code), "")
