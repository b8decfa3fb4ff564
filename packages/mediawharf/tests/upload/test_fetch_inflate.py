import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawharf.upload.fetch_errors import Fault, HttpCurlError
from mediawharf.upload.fetch_inflate import PIECE, Inflater

PACKED = {
    (): b"content",
    ("gzip",): gzip.compress(b"content"),
    ("x-gzip",): gzip.compress(b"con") + gzip.compress(b"tent") + b"\0\0\0",
    ("deflate",): zlib.compress(b"content"),
}


def inflated(codings: tuple[str, ...], packed: bytes, *, step: int = 1) -> bytes:
    inflater = Inflater(codings)
    pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
    plain = b"".join(plain for piece in pieces for plain in inflater.feed(piece))
    inflater.finish()
    return plain


@given(st.sampled_from(list(PACKED)), st.integers(1, 60))
def test_content_is_the_same_wherever_the_stream_is_split(codings, step):
    assert inflated(codings, PACKED[codings], step=step) == b"content"


def test_deflate_is_read_without_its_frame_too():
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert inflated(("deflate",), packer.compress(b"content") + packer.flush()) == b"content"


def test_an_empty_body_is_empty_in_every_coding():
    assert [inflated(codings, b"") for codings in PACKED] == [b""] * 4


@pytest.mark.parametrize("codings", [("br",), ("gzip", "gzip"), ("gzip", "deflate"), ("zstd",)])
def test_other_codings_are_refused(codings):
    with pytest.raises(HttpCurlError) as refused:
        Inflater(codings)
    assert refused.value.fault is Fault.UNKNOWN_CODING


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"content")[:-1], gzip.compress(b"content") + b"\x1f\x8b", b"\x1f", b"nothing of gzip"]
)
def test_a_stream_that_is_cut_or_none_is_refused(packed):
    with pytest.raises(HttpCurlError):
        inflated(("gzip",), packed)


def test_a_bomb_comes_out_in_pieces():
    bomb = gzip.compress(bytes(8 * PIECE))
    inflater = Inflater(("gzip",))
    sizes = [len(plain) for plain in inflater.feed(bomb)]
    assert max(sizes) <= PIECE
    assert sum(sizes) == 8 * PIECE
