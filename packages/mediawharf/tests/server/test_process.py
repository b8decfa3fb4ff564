"""One process: how many connections it takes, and how it ends."""

import asyncio
import socket
from contextlib import ExitStack

import pytest

from mediawharf.server.connection import Patience
from mediawharf.server.process import Process, StartFailed

from .conftest import echo, serving

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


HALF = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"


def test_connections_beyond_the_most_wait_until_one_ends():
    async def exchange():
        async with (
            serving(most=1) as running,
            running.connected(HALF) as (_, first),
            running.connected(REQUEST) as second,
        ):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(second[0].read(1), 0.2)
            first.close()
            return await second[0].readexactly(8)

    assert asyncio.run(exchange()) == b"HTTP/1.1"


def test_idle_connections_make_room_for_others():
    async def exchange():
        async with serving(most=1) as running, running.connected(REQUEST) as (idle, _):
            await idle.readuntil(b"GET / ")
            async with running.connected(REQUEST) as (reader, _):
                return await idle.read(), await reader.readexactly(8)

    assert asyncio.run(exchange()) == (b"", b"HTTP/1.1")


@pytest.mark.parametrize(("sharers", "taken"), [(1, 8), (2, 4), (3, 3), (20, 1)])
def test_a_process_takes_its_share_of_the_connections_that_wait(sharers, taken):
    async def exchange():
        with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as clients:
            for _ in range(8):
                clients.enter_context(socket.create_connection(listener.getsockname()))
            process = Process(echo, listener, Patience(), sharers=sharers)
            process._accept()
            count = len(process._open)
            await process._finish(drain=1)
            return count

    assert asyncio.run(exchange()) == taken


def test_a_request_under_way_is_answered_after_the_stop():
    async def exchange():
        async with serving() as running, running.connected(HALF) as (reader, writer):
            await asyncio.sleep(0.05)
            running.stop.set()
            await asyncio.sleep(0.05)
            writer.write(b"b")
            return await reader.read()

    assert asyncio.run(exchange()).endswith(b"connection: close\r\n\r\nPOST / ab")


def test_idle_connections_end_with_the_stop():
    async def exchange():
        async with serving() as running, running.connected(REQUEST) as (reader, _):
            await reader.readuntil(b"GET / ")
            running.stop.set()
            return await asyncio.wait_for(reader.read(), 1)

    assert asyncio.run(exchange()) == b""


def test_what_does_not_finish_in_time_is_cut():
    async def exchange():
        async with serving(drain=0.2) as running, running.connected(HALF) as (reader, _):
            await asyncio.sleep(0.05)
            running.stop.set()
            return await reader.read()

    assert asyncio.run(exchange()) == b""


def test_a_connection_that_waited_at_the_stop_is_answered():
    async def exchange():
        async with serving(most=1) as running, running.connected(HALF), running.connected(REQUEST) as (reader, _):
            await asyncio.sleep(0.05)
            running.stop.set()
            return await reader.readexactly(8)

    assert asyncio.run(exchange()) == b"HTTP/1.1"


async def refusing(_scope, receive, send):
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no such database"})


async def short(_scope, receive, _send):
    await receive()


@pytest.mark.parametrize("program", [refusing, short])
def test_a_program_that_cannot_start_is_not_served(program):
    async def exchange():
        with pytest.raises(StartFailed):
            await Process(program, listener, Patience()).serve(asyncio.Event(), drain=1, when_ready=lambda: None)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        asyncio.run(exchange())


def test_the_program_is_told_of_start_and_end():
    heard = []

    async def listening(scope, receive, send):
        async def hear():
            message = await receive()
            heard.append(message["type"])
            return message

        await echo(scope, hear, send)

    async def exchange():
        async with serving(listening):
            assert heard == ["lifespan.startup"]

    asyncio.run(exchange())
    assert heard == ["lifespan.startup", "lifespan.shutdown"]
