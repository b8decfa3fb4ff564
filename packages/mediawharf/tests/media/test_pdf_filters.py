import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.media.cursor import Damaged
from mediawharf.media.pdf_filters import TooLong, undone

CAP = 1 << 20
# ISO 32000-2, 7.4.4.2: its example of LZW.
EXAMPLE = (
    bytes((0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01)),
    bytes((45, 45, 45, 45, 45, 65, 45, 45, 45, 66)),
)


def test_lzw_is_undone_as_the_standard_shows() -> None:
    assert undone("LZWDecode", EXAMPLE[0], {}, cap=CAP) == EXAMPLE[1]


def test_runs_are_undone() -> None:
    assert undone("RL", b"\2abc\xfed\x80rest", {}, cap=CAP) == b"abcddd"


@given(st.binary(max_size=60), st.binary(min_size=60, max_size=60))
def test_rows_are_added_byte_by_byte(ours: bytes, theirs: bytes) -> None:
    rows = b"\0" + theirs + b"\2" + ours.ljust(60, b"\0")
    found = undone("Fl", zlib.compress(rows), {"Predictor": 12, "Columns": 60}, cap=CAP)
    expected = bytes((one + other) & 255 for one, other in zip(ours.ljust(60, b"\0"), theirs, strict=True))
    assert found == theirs + expected


def test_rows_of_every_kind_are_undone() -> None:
    """Sub, Up, Average and Paeth of ISO 15948, worked out by hand."""
    rows = b"\1\x01\x01\x01" + b"\2\x01\x01\x01" + b"\3\x01\x01\x01" + b"\4\x01\x01\x01"
    found = undone("Fl", zlib.compress(rows), {"Predictor": 15, "Columns": 3}, cap=CAP)
    assert found == b"\1\2\3" + b"\2\3\4" + b"\2\3\4" + b"\3\4\5"


@pytest.mark.parametrize("name", ["FlateDecode", "RunLengthDecode"])
def test_more_than_the_cap_is_told(name: str) -> None:
    content = zlib.compress(bytes(2 * CAP)) if name == "FlateDecode" else b"\x81a" * CAP
    with pytest.raises(TooLong):
        undone(name, content, {}, cap=CAP)


def test_rows_of_no_sensible_length_are_damage() -> None:
    with pytest.raises(Damaged):
        undone("Fl", zlib.compress(bytes(90)), {"Predictor": 12, "Columns": 1 << 19, "Colors": 4}, cap=CAP)


@given(st.sampled_from(["LZW", "RL", "AHx", "A85", "Fl", "Unknown"]), st.binary(max_size=200))
def test_anything_is_undone_somehow(name: str, content: bytes) -> None:
    assert isinstance(undone(name, content, {"Predictor": 1}, cap=CAP), bytes)
