"""A server of a small program on the loopback, in this process, and a client that speaks raw bytes."""

import asyncio
import socket
from contextlib import asynccontextmanager, suppress

import pytest

from mediawharf.server.connection import Patience
from mediawharf.server.process import Process


async def echo(scope, receive, send):
    """Answers with the method, the path and the body."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message["body"]
        if not message["more_body"]:
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"{scope['method']} {scope['path']} ".encode() + body})


async def lifespan(receive, send):
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


def answering(*messages):
    """A program that sends these messages, without a look at the request."""

    async def program(scope, receive, send):
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
            return
        for message in messages:
            await send(message)

    return program


def start(status=200, **headers):
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}


def piece(body, *, more=False):
    return {"type": "http.response.body", "body": body, "more_body": more}


class Running:
    """A server that runs in this event loop."""

    def __init__(self, address):
        self.address = address
        self.stop = asyncio.Event()

    @asynccontextmanager
    async def connected(self, data=b""):
        """The two ends of a connection that has sent the bytes."""
        reader, writer = await asyncio.open_connection(*self.address)
        writer.write(data)
        try:
            async with asyncio.timeout(10):
                yield reader, writer
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def ask(self, data):
        """All that comes in reply to the bytes, up to the end of the connection."""
        async with self.connected(data) as (reader, _):
            return await reader.read()


@asynccontextmanager
async def serving(program=echo, *, patience=Patience(), most=10, drain=5):  # noqa: B008 - it cannot be changed
    listener = socket.create_server(("127.0.0.1", 0))
    running, ready = Running(listener.getsockname()), asyncio.Event()
    process = Process(program, listener, patience, most=most)
    task = asyncio.ensure_future(process.serve(running.stop, drain=drain, when_ready=ready.set))
    begun = asyncio.ensure_future(ready.wait())
    await asyncio.wait((task, begun), return_when=asyncio.FIRST_COMPLETED)
    try:
        if begun.done():
            yield running
    finally:
        running.stop.set()
        begun.cancel()
        listener.close()
        await asyncio.wait_for(task, drain + 5)


@pytest.fixture
def ask():
    """Sends bytes to a server of a program; all that it says until it ends the connection."""

    def asking(data, program=echo, **options):
        async def exchange():
            async with serving(program, **options) as running:
                return await running.ask(data)

        return asyncio.run(exchange())

    return asking
