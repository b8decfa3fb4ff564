"""Clients that read slowly, or go in the middle."""

import asyncio

import pytest

from mediawharf.testing.wharf import png

CONTENT = png(b"x", padding=5_000_000)
FEW = 4  # messages: the headers, and hardly a piece


@pytest.fixture
def path(publish):
    return publish("L.png", CONTENT)


def test_nothing_more_is_read_for_a_client_that_has_gone(app, exchange, path):
    async def leave():
        client = exchange(path)
        client.gone.set()
        return await client.run(app)

    assert len(asyncio.run(leave())) < FEW


def test_nothing_is_read_ahead_for_a_slow_client(app, exchange, path):
    async def stop_reading():
        client = exchange(path)
        client.reads.clear()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.run(app), 0.5)
        return client.sent

    assert len(asyncio.run(stop_reading())) < FEW


def test_slow_clients_hold_no_threads(app, exchange, path, wharf):
    async def stop_reading():
        slow = [exchange(path) for _ in range(wharf.facilities.settings.threads * 2)]
        tasks = [asyncio.ensure_future(client.run(app)) for client in slow]
        for client in slow:
            client.reads.clear()
        answer = await exchange(path).run(app)
        for client in slow:
            client.reads.set()
        return answer, await asyncio.gather(*tasks)

    answer, later = asyncio.run(stop_reading())
    assert b"".join(piece["body"] for piece in answer[1:]) == CONTENT
    assert all(len(sent) == len(answer) for sent in later)
