"""What the two sides of the sandbox say to each other: JSON behind its length, over a Unix socket.

A message is four bytes, the length of the rest in network order, and so many bytes of JSON. Descriptors go with the
first byte of an order.
"""

import array
import socket
import struct
from collections.abc import Sequence
from typing import Final, TypeAlias, TypeVar

import msgspec

LARGEST: Final = 1 << 20  # bytes of one message
_LENGTH: Final = struct.Struct(">I")
_MOST_DESCRIPTORS: Final = 4

MessageT = TypeVar("MessageT")


class Limits(msgspec.Struct, frozen=True):
    """What one child may use. Memory and files are in bytes, times in seconds.

    ``cpu`` is each task's share; after ``tasks`` of them, or once it has had ``resident`` bytes in memory, a child is
    replaced by a fresh one. After ``idle`` seconds without a task it ends.
    """

    address_space: int = 1 << 30
    cpu: int = 20
    wall: float = 30.0
    file_size: int = 1 << 27
    open_files: int = 64
    tasks: int = 500
    resident: int = 120 << 20
    idle: float = 60.0


class Order(msgspec.Struct, frozen=True):
    """One task: the name of its module, and what that module takes."""

    task: str
    request: msgspec.Raw


class Done(msgspec.Struct, frozen=True, tag=True):
    """What came of a task; ``peak`` is the child's memory so far, in bytes."""

    answer: msgspec.Raw
    peak: int


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Why a task could not be done."""

    reason: str
    peak: int


Reply: TypeAlias = Done | Refused


class Ended(Exception):
    """The other side closed the socket."""


class TooLong(Exception):
    """A message is larger than any that is meant."""


def send(channel: socket.socket, message: msgspec.Struct, descriptors: Sequence[int] = ()) -> None:
    """Sends a message, and copies of the descriptors with it."""
    body = msgspec.json.encode(message)
    if len(body) > LARGEST:
        raise TooLong(len(body))
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    frame = memoryview(_LENGTH.pack(len(body)) + body)
    sent = channel.sendmsg([frame], rights)
    channel.sendall(frame[sent:])


def receive(channel: socket.socket, decoder: msgspec.json.Decoder[MessageT]) -> tuple[MessageT, list[int]]:
    """The next message and the descriptors that came with it, which are the caller's to close.

    Raises Ended, TooLong, msgspec.DecodeError.
    """
    head, descriptors, _, _ = socket.recv_fds(channel, _LENGTH.size, _MOST_DESCRIPTORS)
    head += _exactly(channel, _LENGTH.size - len(head)) if head else b""
    if not head:
        raise Ended
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST:
        raise TooLong(length)
    return decoder.decode(_exactly(channel, length)), descriptors


def _exactly(channel: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = channel.recv(count - len(parts))
        if not part:
            raise Ended
        parts += part
    return bytes(parts)
