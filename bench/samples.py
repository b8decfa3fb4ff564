"""Files to upload: valid headers, random content, and a fresh stamp for each upload so that no two are the same.

A WAV holds up to 4 GB (RIFF sizes have 32 bits); a WebM, whose sizes have 56 bits, takes the place beyond.
"""

import os
import secrets
import struct
from collections.abc import Iterator

_STAMP = 32
_WAV_HEAD = 44


class Wav:
    """A WAV file of exactly ``size`` bytes (even), kept in memory and stamped anew for each upload."""

    def __init__(self, size: int) -> None:
        if size % 2 or not _WAV_HEAD + _STAMP <= size < 1 << 32:
            raise ValueError(size)
        pcm = struct.pack("<HHIIHH", 1, 2, 48_000, 48_000 * 4, 4, 16)
        head = b"RIFF" + struct.pack("<I", size - 8) + b"WAVEfmt " + struct.pack("<I", len(pcm)) + pcm
        head += b"data" + struct.pack("<I", size - _WAV_HEAD)
        self._bytes = bytearray(head + os.urandom(size - _WAV_HEAD))

    def stamped(self) -> memoryview:
        """The file with a content that it never had; the view is good until the next call."""
        self._bytes[_WAV_HEAD : _WAV_HEAD + _STAMP] = secrets.token_bytes(_STAMP)
        return memoryview(self._bytes)


def webm_chunks(size: int, chunk_bytes: int) -> Iterator[memoryview]:
    """A WebM file of exactly ``size`` bytes, a multiple of ``chunk_bytes``, chunk by chunk, in flat memory.

    Each chunk ends with a cluster's end, so a reader that walks the file meets one cluster a chunk. A chunk is good
    until the next one is asked for.
    """
    if size % chunk_bytes or chunk_bytes < 1 << 16:
        raise ValueError(size, chunk_bytes)
    buffer = bytearray(os.urandom(chunk_bytes))
    for number in range(size // chunk_bytes):
        head = _webm_head(size) if number == 0 else b""
        head += _cluster_head(chunk_bytes - len(head), milliseconds=number * 1000)
        buffer[: len(head)] = head
        buffer[len(head) : len(head) + _STAMP] = secrets.token_bytes(_STAMP)
        yield memoryview(buffer)


def _webm_head(size: int) -> bytes:
    ebml = _element("1A45DFA3", *_numbers("4286 4287 4285", 1, 2, 2), *_numbers("42F7 42F2 42F3", 1, 4, 8),
                    _element("4282", b"webm"))  # fmt: skip
    video = _element("E0", *_numbers("B0 BA", 640, 480))
    entry = _element("AE", *_numbers("D7 73C5 83", 1, 1, 1), _element("86", b"V_VP8"), video)
    contents = _element(
        "1549A966", *_numbers("2AD7B1", 1_000_000), _element("4D80", b"bench"), _element("5741", b"bench")
    )
    contents += _element("1654AE6B", entry)
    return ebml + bytes.fromhex("18538067") + _length(size - len(ebml) - 12) + contents


def _cluster_head(size: int, *, milliseconds: int) -> bytes:
    """What precedes the payload of a cluster of ``size`` bytes with one block that fills it."""
    time = _element("E7", milliseconds.to_bytes(4, "big"))
    block = bytes.fromhex("A3") + _length(size - 12 - len(time) - 9) + bytes.fromhex("81000080")
    return bytes.fromhex("1F43B675") + _length(size - 12) + time + block


def _numbers(names: str, *values: int) -> list[bytes]:
    return [_element(name, value.to_bytes(4, "big")) for name, value in zip(names.split(), values, strict=True)]


def _element(name: str, *contents: bytes) -> bytes:
    body = b"".join(contents)
    # The shortest form of the length: some readers look for the document type right behind it.
    length = bytes((0x80 | len(body),)) if len(body) < 0x7F else _length(len(body))
    return bytes.fromhex(name) + length + body


def _length(size: int) -> bytes:
    # EBML's longest form: a marker byte and seven bytes of size.
    return b"\x01" + size.to_bytes(7, "big")
