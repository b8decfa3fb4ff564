"""Requests and replies on one connection, in raw bytes."""

import asyncio
import re

import pytest

from mediawharf.server.connection import Patience
from mediawharf.server.head import HEAD_BYTES
from mediawharf.server.incoming import DROPPED_BYTES

from .conftest import answering, echo, piece, serving, start

CLOSING = b"Host: a\r\nConnection: close\r\n\r\n"


def post(body, *lines, path=b"/", framing=None):
    framing = b"Content-Length: %d" % len(body) if framing is None else framing
    return b"\r\n".join([b"POST %s HTTP/1.1" % path, b"Host: a", *lines, framing, b"", body])


def statuses(said):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+)", said)]


def body_of(said):
    return said.partition(b"\r\n\r\n")[2]


def test_a_reply_has_length_and_date_and_says_that_it_is_the_last(ask):
    said = ask(b"GET /a HTTP/1.1\r\n" + CLOSING)
    assert said.startswith(b"HTTP/1.1 200 OK\r\ndate: ")
    assert said.endswith(b" GMT\r\ncontent-length: 7\r\nconnection: close\r\n\r\nGET /a ")


def test_requests_that_come_at_once_are_answered_in_their_order(ask):
    said = ask(b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + post(b"two", path=b"/2") + b"\r\nGET /3 HTTP/1.1\r\n" + CLOSING)
    assert re.findall(rb"(?:GET|POST) /\d \w*?(?=HTTP|$)", said) == [b"GET /1 ", b"POST /2 two", b"GET /3 "]


def test_a_body_in_chunks_is_put_together_and_ends_the_connection(ask):
    said = ask(post(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n", framing=b"Transfer-Encoding: chunked"))
    assert body_of(said) == b"POST / abcde"


def test_what_follows_a_body_in_chunks_is_no_request(ask):
    chunks = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\n" + CLOSING
    assert statuses(ask(post(chunks, framing=b"Transfer-Encoding: chunked"))) == [200]


def test_two_lengths_are_refused_and_nothing_after_them_is_read(ask):
    said = ask(
        post(b"0\r\n\r\nGET / HTTP/1.1\r\n" + CLOSING, b"Content-Length: 5", framing=b"Transfer-Encoding: chunked")
    )
    assert statuses(said) == [400]


def test_malformed_chunks_end_the_request_before_its_body_is_whole(ask):
    said = ask(post(b"xyz\r\n", framing=b"Transfer-Encoding: chunked"))
    assert statuses(said) == [400]


def test_a_client_that_waits_for_100_is_told_to_go_on():
    async def exchange():
        asked = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + CLOSING
        async with serving() as running, running.connected(asked) as (reader, writer):
            interim = await reader.readuntil(b"\r\n\r\n")
            writer.write(b"ab")
            return interim, await reader.read()

    interim, said = asyncio.run(exchange())
    assert interim == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert body_of(said) == b"POST / ab"


def test_a_body_that_is_not_wanted_is_not_asked_for(ask):
    early = answering(start(413), piece(b"no"))
    said = ask(b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n", early)
    assert statuses(said) == [413]
    assert b"connection: close" in said


def test_a_reply_before_a_long_body_is_read_while_the_client_still_sends(ask):
    said = ask(post(b"x" * 20_000_000), answering(start(413), piece(b"too large")))
    assert body_of(said) == b"too large"


def test_a_short_body_that_nobody_reads_does_not_end_the_connection(ask):
    said = ask(post(b"x" * DROPPED_BYTES) + post(b"y", b"Connection: close"), answering(start(), piece(b"")))
    assert statuses(said) == [200, 200]


def test_a_body_of_pieces_goes_out_in_chunks(ask):
    said = ask(
        b"GET / HTTP/1.1\r\n" + CLOSING,
        answering(start(), piece(b"abc", more=True), piece(b"", more=True), piece(b"d")),
    )
    assert body_of(said) == b"3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"


def test_a_body_of_pieces_ends_with_the_connection_for_http_1_0(ask):
    said = ask(
        b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", answering(start(), piece(b"abc", more=True), piece(b"d"))
    )
    assert body_of(said) == b"abcd"
    assert b"connection: close" in said


@pytest.mark.parametrize("status", [204, 304])
def test_a_reply_without_body_has_none(ask, status):
    said = ask(b"GET / HTTP/1.1\r\n" + CLOSING, answering(start(status), piece(b"")))
    assert said.endswith(b"connection: close\r\n\r\n")
    assert b"content-length" not in said


def test_the_reply_to_head_has_a_length_and_no_body(ask):
    said = ask(b"HEAD / HTTP/1.1\r\n" + CLOSING, answering(start(content_length="3"), piece(b"abc")))
    assert b"content-length: 3" in said
    assert body_of(said) == b""


def test_part_of_a_file_is_sent_from_it(ask, tmp_path):
    (tmp_path / "f").write_bytes(bytes(range(256)) * 10_000)
    with (tmp_path / "f").open("rb") as file:
        part = {"type": "http.response.zerocopysend", "file": file, "offset": 256, "count": 2_000_000}
        said = ask(b"GET / HTTP/1.1\r\n" + CLOSING, answering(start(content_length="2000000"), part))
    assert body_of(said) == (bytes(range(256)) * 10_000)[256:2_000_256]


def test_a_file_is_sent_by_its_path(ask, tmp_path):
    (tmp_path / "f").write_bytes(b"abc" * 1000)
    sent = {"type": "http.response.pathsend", "path": str(tmp_path / "f")}
    assert body_of(ask(b"GET / HTTP/1.1\r\n" + CLOSING, answering(start(), sent))) == b"abc" * 1000


async def failing(scope, receive, send):
    if scope["type"] == "lifespan":
        await echo(scope, receive, send)
    else:
        raise LookupError("on purpose")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (failing, [500]),
        (answering(), [500]),
        (answering(start(x="a\r\nb: c"), piece(b"")), [500]),
        (answering(start(content_length="2"), piece(b"abc")), [500]),
        (answering(start(content_length="5"), piece(b"abc")), [200]),
        (answering(start(), piece(b"abc", more=True)), [200]),
    ],
)
def test_the_programs_faults_end_their_connection_and_are_logged(ask, caplog, program, expected):
    assert statuses(ask(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", program)) == expected
    assert "GET b'/'" in caplog.text


def test_a_head_that_does_not_end_is_too_long(ask):
    assert statuses(ask(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * HEAD_BYTES)) == [431]


def test_a_client_that_sends_a_head_slowly_is_left(ask):
    assert ask(b"GET / HTTP/1.1\r\n", patience=Patience(head=0.1, idle=60)) == b""


def test_a_client_that_sends_nothing_is_left(ask):
    assert ask(b"", patience=Patience(head=60, idle=0.1)) == b""


def test_the_program_learns_that_the_client_has_gone():
    heard = asyncio.Queue()

    async def waiting(scope, receive, send):
        if scope["type"] == "lifespan":
            await echo(scope, receive, send)
            return
        await receive()
        heard.put_nowait((await receive())["type"])

    async def exchange():
        async with serving(waiting) as running:
            async with running.connected(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"):
                await asyncio.sleep(0.05)
            return await asyncio.wait_for(heard.get(), 10)

    assert asyncio.run(exchange()) == "http.disconnect"
