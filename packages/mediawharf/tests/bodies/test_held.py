"""Which file parts wait in memory, and which are opened while they come in."""

import asyncio
from typing import Any

import pytest

from mediawharf.bodies.body import Body, BodyReader
from mediawharf.bodies.held import ALL_BYTES, HELD_BYTES, HeldPart, HeldRoom
from mediawharf.bodies.stream import Refused

MULTIPART = "multipart/form-data; boundary=b"


class Kept:
    """A sink that is told of by what it was opened for."""

    def __init__(self, name: str, fields: dict[str, str]) -> None:
        self.name = name
        self.fields = fields
        self.content = b""
        self.is_discarded = False

    def write(self, data: memoryview) -> None:
        self.content += data

    def discard(self) -> None:
        self.is_discarded = True


def read(*pieces: bytes, room: HeldRoom | None = None, opened: list[Kept] | None = None) -> Body:
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def open_sink(name: str, fields: dict[str, str]) -> Kept:
        sink = Kept(name, dict(fields))
        (opened if opened is not None else []).append(sink)
        return sink

    return asyncio.run(BodyReader(1 << 26, 5, open_sink, room or HeldRoom()).read(MULTIPART, receive))


def file(content: bytes, name: bytes = b"chunk") -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="%s"; filename="f"\r\n\r\n%s\r\n' % (name, content)


def field(name: bytes, value: bytes) -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name, value)


def poured(part: HeldPart) -> bytes:
    taken = bytearray()
    part.pour(taken.extend)
    return bytes(taken)


END = b"--b--\r\n"


@pytest.mark.parametrize("content", [b"", b"small", b"x" * HELD_BYTES])
def test_a_small_file_waits_in_memory(content: bytes) -> None:
    opened: list[Kept] = []
    body = read(file(content) + END, opened=opened)
    assert (opened, body.files) == ([], {})
    assert poured(body.held["chunk"]) == content


def test_a_large_file_is_opened_with_all_its_bytes_and_the_fields_before_it() -> None:
    opened: list[Kept] = []
    pieces = [bytes([number]) * (HELD_BYTES // 2) for number in range(5)]
    body = read(field(b"offset", b"1") + file(b"".join(pieces)) + field(b"filekey", b"k"), END, opened=opened)
    assert (opened[0].name, opened[0].fields, opened[0].content) == ("chunk", {"offset": "1"}, b"".join(pieces))
    assert (body.files, body.held) == ({"chunk": opened[0]}, {})


def test_a_file_that_finds_no_room_is_opened() -> None:
    opened: list[Kept] = []
    read(file(b"one") + file(b"two", b"file") + END, room=HeldRoom(3), opened=opened)
    assert [(sink.name, sink.content) for sink in opened] == [("file", b"two")]


def test_a_file_sent_twice_counts_as_the_last_one_sent() -> None:
    large = b"x" * (HELD_BYTES + 1)
    opened: list[Kept] = []
    body = read(file(large) + file(b"two") + file(large, b"file") + END, opened=opened)
    assert (poured(body.held["chunk"]), list(body.files)) == (b"two", ["file"])
    assert [sink.is_discarded for sink in opened] == [True, False]


def test_the_room_is_free_again_after_the_request() -> None:
    room = HeldRoom(8)
    read(file(b"12345678") + END, room=room).discard()
    with pytest.raises(Refused):
        read(file(b"12345678"), room=room)
    assert room.take(8)


def test_a_file_that_is_opened_gives_its_room_back() -> None:
    room, whole = HeldRoom(), file(b"x" * (HELD_BYTES + 1)) + END
    read(whole[:HELD_BYTES], whole[HELD_BYTES:], room=room)
    assert room.take(ALL_BYTES)


def test_room_is_given_back_once() -> None:
    room = HeldRoom(4)
    part = HeldPart(room)
    part.add(memoryview(b"1234"))
    part.discard()
    part.discard()
    assert (room.take(4), room.take(1)) == (True, False)


def test_a_buffer_that_is_filled_anew_does_no_harm() -> None:
    part, buffer = HeldPart(HeldRoom()), bytearray(b"old")
    part.add(memoryview(buffer))
    buffer[:] = b"new"
    assert poured(part) == b"old"


def test_files_in_memory_get_the_place_that_is_given_them() -> None:
    body = read(file(b"small") + file(b"other", b"file") + END)
    body.place(lambda name, part: Kept(name, {"content": poured(part).decode()}))
    assert {name: (sink.name, sink.fields) for name, sink in body.files.items()} == {  # type: ignore[attr-defined]
        "chunk": ("chunk", {"content": "small"}),
        "file": ("file", {"content": "other"}),
    }


def test_bytes_are_handed_over_once_and_their_room_stays_taken() -> None:
    room = HeldRoom(4)
    part = HeldPart(room)
    part.add(memoryview(b"1234"))
    assert (poured(part), poured(part), room.take(1)) == (b"1234", b"", False)
