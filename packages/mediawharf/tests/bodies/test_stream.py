"""What a body's stream gives, and what ends it early."""

import asyncio
from typing import Any

import pytest

from mediawharf.bodies.stream import BodyStream, Disconnected, Refused


def piece(body: bytes, *, is_last: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": not is_last}


def read(*messages: dict[str, Any], maximum: int = 10) -> list[bytes]:
    """The pieces of a body whose sender stalls after the messages."""
    left = list(messages)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    async def reading() -> list[bytes]:
        stream = BodyStream(receive, maximum, 0.02)
        async with stream:
            return [taken async for taken in stream]

    return asyncio.run(asyncio.wait_for(reading(), 20))


def test_the_pieces_come_as_they_were_sent_up_to_the_last() -> None:
    assert read(piece(b"a"), piece(b""), piece(b"b", is_last=True), piece(b"c")) == [b"a", b"", b"b"]


def test_a_body_as_large_as_it_may_be_is_read() -> None:
    assert read(piece(b"12345"), piece(b"67890", is_last=True)) == [b"12345", b"67890"]


@pytest.mark.parametrize(
    ("messages", "status"), [([piece(b"12345"), piece(b"678901", is_last=True)], 413), ([piece(b"1")], 408), ([], 408)]
)
def test_a_body_too_large_or_too_slow_is_refused(messages: list[dict[str, Any]], status: int) -> None:
    with pytest.raises(Refused) as refused:
        read(*messages)
    assert refused.value.status == status


def test_a_client_that_goes_away_is_told_of() -> None:
    with pytest.raises(Disconnected):
        read(piece(b"a"), {"type": "http.disconnect"})
