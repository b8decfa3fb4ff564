"""Undoing the filters of PDF streams, each under a cap. ISO 32000-2, 7.4."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from mediawharf.media.cursor import Damaged
from mediawharf.media.pdf_syntax import Pdf

Parameters: TypeAlias = Mapping[str, Pdf]

FLATE: Final = ("FlateDecode", "Fl")
_HEX: Final = ("ASCIIHexDecode", "AHx")
_BASE85: Final = ("ASCII85Decode", "A85")
_LZW: Final = ("LZWDecode", "LZW")
_RUNS: Final = ("RunLengthDecode", "RL")
KNOWN: Final = frozenset((*FLATE, *_HEX, *_BASE85, *_LZW, *_RUNS))
_STEP: Final = 1 << 16
_SLOW: Final = 1 << 20  # bytes that come out of what is undone byte by byte; nobody writes objects so
_CLEAR, _END = 256, 257


class TooLong(Damaged):
    """More bytes than the cap would come out."""


def undone(name: str, data: bytes, parameters: Parameters, *, cap: int) -> bytes:
    """The bytes behind one filter, up to the first flaw, as readers show them; raises TooLong beyond the cap.

    What is packed in a way that is not known is given as it is.
    """
    if name in FLATE:
        return unpredicted(inflated([data], cap=cap), parameters)
    if name in _LZW:
        return unpredicted(_lzw(data, is_early=parameters.get("EarlyChange") != 0), parameters)
    if name in _HEX:
        return _from_hex(data)
    if name in _BASE85:
        return _from_base85(data)
    return _runs(data) if name in _RUNS else data


def inflated(pieces: Iterable[bytes], *, cap: int) -> bytes:
    """The inflated bytes of the pieces, up to the first flaw; raises TooLong beyond the cap."""
    stream = zlib.decompressobj()
    parts: list[bytes] = []
    length = 0
    for piece in pieces:
        rest = piece
        try:
            while rest and not stream.eof:
                parts.append(stream.decompress(rest, _STEP))
                length += len(parts[-1])
                rest = stream.unconsumed_tail
                if length > cap:
                    raise TooLong(f"a PDF stream inflates to more than {cap} bytes")
        except zlib.error:
            break
        if stream.eof:
            break
    return b"".join(parts)


def unpredicted(data: bytes, parameters: Parameters) -> bytes:
    """The rows themselves, where differences were packed instead."""
    predictor = _number(parameters, "Predictor", 1)
    if predictor < 2:
        return data
    colours, bits = _number(parameters, "Colors", 1), _number(parameters, "BitsPerComponent", 8)
    length = (_number(parameters, "Columns", 1) * colours * bits + 7) // 8
    reach = max(1, colours * bits // 8)
    if not 0 < length <= _SLOW or reach > length:
        raise Damaged("a PDF stream has rows of no sensible length")
    if predictor == 2:
        return _added(data, length, reach) if bits == 8 else data
    return _unfiltered(data, length, reach)


def _number(parameters: Parameters, name: str, usual: int) -> int:
    value = parameters.get(name, usual)
    return value if isinstance(value, int) and 0 < value < _SLOW else usual


def _added(data: bytes, length: int, reach: int) -> bytes:
    """TIFF's differences, of each byte to the one before it."""
    _check_slow(data)
    out = bytearray(data)
    for start in range(0, len(out), length):
        for at in range(start + reach, min(start + length, len(out))):
            out[at] = (out[at] + out[at - reach]) & 255
    return bytes(out)


def _unfiltered(data: bytes, length: int, reach: int) -> bytes:
    """PNG's rows, each of which tells how it was filtered."""
    rows: list[bytes] = []
    above = bytes(length)
    slow = 0
    for at in range(0, len(data), length + 1):
        kind, row = data[at], data[at + 1 : at + 1 + length].ljust(length, b"\0")
        if kind == 2:
            row = _sum(row, above)
        elif kind in (1, 3, 4):
            slow += length
            _check_slow(range(slow))
            row = _row(kind, row, above, reach)
        rows.append(row)
        above = row
    return b"".join(rows)


def _sum(row: bytes, above: bytes) -> bytes:
    """Byte for byte, by two additions of all bytes at once, of every second byte each."""
    even = int.from_bytes(b"\xff\0" * (len(row) // 2 + 1))
    left, right = int.from_bytes(row), int.from_bytes(above)
    odd = even >> 8
    total = (((left & even) + (right & even)) & even) | (((left & odd) + (right & odd)) & odd)
    return (total & ((1 << 8 * len(row)) - 1)).to_bytes(len(row))


def _row(kind: int, row: bytes, above: bytes, reach: int) -> bytes:
    out = bytearray(reach)
    over = bytes(reach) + above
    for at, byte in enumerate(row):
        left, up, corner = out[at], over[at + reach], over[at]
        guess = left if kind == 1 else (left + up) // 2 if kind == 3 else _nearest(left, up, corner)
        out.append((byte + guess) & 255)
    return bytes(out[reach:])


def _nearest(left: int, up: int, corner: int) -> int:
    sums = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    return left if sums[0] <= min(sums[1:]) else up if sums[1] <= sums[2] else corner


def _lzw(data: bytes, *, is_early: bool) -> bytes:
    parts: list[bytes] = []
    table = [bytes([byte]) for byte in range(256)] + [b"", b""]
    length = held = bits = 0
    last, width = b"", 9
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == _END or code > len(table):
            break
        if code == _CLEAR:
            table, last, width = table[:258], b"", 9
            continue
        entry = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 4096:
            table.append(last + entry[:1])
        parts.append(entry)
        length += len(entry)
        if length > _SLOW:
            raise TooLong(f"a PDF stream unpacks to more than {_SLOW} bytes")
        last = entry
        width = min(12, max(9, (len(table) + is_early).bit_length()))
    return b"".join(parts)


def _runs(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = length = 0
    while at < len(data) and data[at] != 128:
        sign = data[at]
        parts.append(data[at + 1 : at + 2 + sign] if sign < 128 else data[at + 1 : at + 2] * (257 - sign))
        at += 2 + sign if sign < 128 else 2
        length += len(parts[-1])
        if length > _SLOW:
            raise TooLong(f"a PDF stream unpacks to more than {_SLOW} bytes")
    return b"".join(parts)


def _from_hex(data: bytes) -> bytes:
    text = re.sub(rb"\s+", b"", data.partition(b">")[0])
    try:
        return binascii.unhexlify(text + b"0" * (len(text) & 1))
    except ValueError:
        return b""


def _from_base85(data: bytes) -> bytes:
    text = re.sub(rb"\s+", b"", data).removeprefix(b"<~").partition(b"~")[0]
    try:
        return base64.a85decode(text)
    except ValueError:
        return b""


def _check_slow(undoing: bytes | range) -> None:
    if len(undoing) > _SLOW:
        raise TooLong(f"a PDF stream of more than {_SLOW} bytes is packed as differences")
