"""One exchange over a pair of sockets, whose other end says what the test gives it."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mediawharf.upload.fetch_connection import Deadline
from mediawharf.upload.fetch_errors import Fault, HttpCurlError, HttpTimedOut
from mediawharf.upload.fetch_exchange import MOST_HEAD_BYTES, Exchange, Head
from mediawharf.upload.fetch_url import FetchUrl

OK = b"HTTP/1.1 200 OK\r\n"
MOST = 100_000


class Far:
    """The other end of exchanges."""

    def __init__(self) -> None:
        self.near, self.end = socket.socketpair()
        self.end.settimeout(5)
        self._talking: threading.Thread | None = None

    def exchange(self, url: str = "http://example.org/a", *, seconds: float = 5, idle: float = 5) -> Exchange:
        deadline = Deadline(time.monotonic() + seconds, time.monotonic)
        return Exchange(self.near, FetchUrl.parse(url), deadline=deadline, idle_seconds=idle, most_bytes=MOST)

    def says(self, answer: bytes) -> None:
        """Sends the answer and falls silent for good."""
        self.end.sendall(answer)
        self.end.shutdown(socket.SHUT_WR)

    def keeps_saying(self, begin: bytes, more: bytes, *, pause: float = 0) -> None:
        """Sends begin and then more, again and again, until nobody listens."""

        def talk() -> None:
            self.end.sendall(begin)
            for _ in range(1_000_000):
                time.sleep(pause)
                self.end.sendall(more)

        self._talking = threading.Thread(target=_until_cut(talk))
        self._talking.start()

    def close(self) -> None:
        self.near.close()
        if self._talking is not None:
            self._talking.join(5)
            assert not self._talking.is_alive()
        self.end.close()


def _until_cut(talk: Callable[[], None]) -> Callable[[], None]:
    def talking() -> None:
        try:
            talk()
        except OSError:
            return

    return talking


@pytest.fixture
def far() -> Iterator[Far]:
    far = Far()
    yield far
    far.close()


def asked(far: Far, answer: bytes) -> tuple[Head, bytes]:
    far.says(answer)
    exchange = far.exchange()
    return exchange.ask(user_agent="Wharf"), b"".join(exchange.body())


def test_the_request_tells_nothing_but_what_is_asked_for_and_by_whom(far):
    far.says(OK + b"Content-Length: 0\r\n\r\n")
    far.exchange("http://example.org:8080/a?b#c").ask(user_agent="Wharf/1 (+https://wiki.example)")
    assert far.end.recv(65536).split(b"\r\n") == [
        b"GET /a?b HTTP/1.1",
        b"Host: example.org:8080",
        b"User-Agent: Wharf/1 (+https://wiki.example)",
        b"Accept: */*",
        b"Accept-Encoding: identity",
        b"Connection: close",
        b"",
        b"",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 4\r\n\r\nbody",
        OK + b"Content-Length: 4\r\n\r\nbody and more than was told",
        OK + b"Content-Length: 4, 4\r\n\r\nbody",
        OK + b"Transfer-Encoding: chunked\r\n\r\n1;x=y\r\nb\r\n3\r\nody\r\n0\r\nTrailer: t\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
        OK + b"Connection: close\r\n\r\nbody",
        b"HTTP/1.0 200 OK\r\n\r\nbody",
        b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + b"\r\nbody",
        b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody",
    ],
)
def test_the_body_is_the_same_however_it_is_framed(far, answer):
    head, body = asked(far, answer)
    assert (head.status, head.reason, body) == (200, "OK", b"body")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"", Fault.NOT_HTTP),
        (b"HTTP/1.1 200 OK\r\nContent-", Fault.NOT_HTTP),
        (b"220 ftp.example.org ready\r\n", Fault.NOT_HTTP),
        (b"<html>an answer without a head</html>\r\n\r\n", Fault.NOT_HTTP),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nxyz", Fault.NOT_HTTP),
        (OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody!", Fault.NOT_HTTP),
        (OK + b"Content-Length: -4\r\n\r\nbody", Fault.NOT_HTTP),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n", Fault.NOT_HTTP),
        (OK + b"Content-Length: 5\r\n\r\nbody", Fault.CUT_SHORT),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", Fault.CUT_SHORT),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n", Fault.CUT_SHORT),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n", Fault.CUT_SHORT),
    ],
)
def test_an_answer_that_is_broken_or_cut_is_refused(far, answer, fault):
    with pytest.raises(HttpCurlError) as refused:
        asked(far, answer)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (OK, b"X-Flood: 1\r\n" * 100),
        (OK + b"X: ", b"x" * 4000),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 20),
        (b"", b"\r\n" * 500),
    ],
)
def test_a_flood_of_headers_is_given_up(far, begin, more):
    far.keeps_saying(begin, more)
    exchange = far.exchange()
    with pytest.raises(HttpCurlError) as refused:
        exchange.ask(user_agent="Wharf")
    assert refused.value.fault is Fault.NOT_HTTP
    assert exchange._read <= MOST_HEAD_BYTES + 4096


def test_a_body_of_nothing_but_framing_is_given_up(far):
    far.keeps_saying(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 4000 + b"\r\ny\r\n")
    exchange = far.exchange()
    exchange.ask(user_agent="Wharf")
    assert sum(map(len, itertools.takewhile(bool, _until_refused(exchange)))) < MOST / 1000


def _until_refused(exchange: Exchange) -> Iterator[bytes]:
    with pytest.raises(HttpCurlError):
        yield from exchange.body()


@pytest.mark.parametrize("begin", [b"HTTP/1.1 200", OK + b"Content-Length: 100000\r\n\r\n"])
def test_a_drip_is_given_up_when_the_time_is_over(far, begin):
    far.keeps_saying(begin, b" ", pause=0.02)
    exchange, started = far.exchange(seconds=0.2, idle=0.1), time.monotonic()
    with pytest.raises(HttpTimedOut):
        _take_all(exchange)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("begin", [b"", OK, OK + b"Content-Length: 100000\r\n\r\n"])
def test_silence_is_given_up_before_the_time_is_over(far, begin):
    far.end.sendall(begin)
    started = time.monotonic()
    with pytest.raises(HttpTimedOut):
        _take_all(far.exchange(seconds=30, idle=0.1))
    assert time.monotonic() - started < 2


def _take_all(exchange: Exchange) -> None:
    exchange.ask(user_agent="Wharf")
    for _ in exchange.body():
        pass


def test_a_reset_before_the_request_is_an_error_of_the_exchange(far):
    far.end.close()
    with pytest.raises(HttpCurlError):
        far.exchange().ask(user_agent="Wharf")


@pytest.mark.parametrize(
    ("answer", "head"),
    [
        (b"HTTP/1.1 302 \r\nLocation: /b\r\n\r\n", Head(302, "Found", "/b", None, ())),
        (b"HTTP/1.1 799 Own\xff\r\n\r\n", Head(799, "Own\xff", None, None, ())),
        (b"HTTP/1.1 799\r\n\r\n", Head(799, "", None, None, ())),
        (b"HTTP/1.1 404 " + b"x" * 500 + b"\r\n\r\n", Head(404, "x" * 100, None, None, ())),
        (OK + b"Content-Length: 0\r\nContent-Encoding: GZIP , identity\r\n\r\n", Head(200, "OK", None, 0, ("gzip",))),
        (OK + b"Content-Encoding: br\r\nContent-Encoding: gzip\r\n\r\n", Head(200, "OK", None, None, ("br", "gzip"))),
    ],
)
def test_the_head_tells_what_matters(far, answer, head):
    assert asked(far, answer)[0] == head
