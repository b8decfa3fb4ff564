import io
import struct
import zlib
from pathlib import Path

import pytest

from mediawharf.media.finding import Finding
from mediawharf.media.hostile import find_hostile
from mediawharf.media.limits import MediaLimits
from mediawharf.testing.carriers import WEBP_PIXEL, ogg_page, pdf, pdf_stream, riff, webm

WHOLE = Path(__file__).parent / "fixtures" / "whole"
PNG = (WHOLE / "png-1x1.png").read_bytes()
JPEG = (WHOLE / "jpg-baseline.jpg").read_bytes()
GIGABYTE = 1 << 30


class Counted(io.FileIO):
    """A file that knows how much was read of it, and the largest piece."""

    total = largest = 0

    def read(self, size: int = -1, /) -> bytes:
        block = super().read(size)
        self.total += len(block)
        self.largest = max(self.largest, len(block))
        return block


def find(data: bytes, mime: str, limits: MediaLimits | None = None) -> Finding | None:
    return find_hostile(io.BytesIO(data), mime=mime, size=len(data), limits=limits or MediaLimits())


def key(data: bytes, mime: str) -> str | None:
    found = find(data, mime)
    return None if found is None else found.key


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    return PNG[:33] + b"".join(chunks) + PNG[33:]


def sized_png(width: int, height: int, data: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG[:8] + header + chunk(b"IDAT", bytes(data)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt"])
def test_text_that_unpacks_without_end_is_refused(kind):
    body = b"name\0\0" + zlib.compress(bytes(17 << 20))
    assert key(png(chunk(kind, body)), "image/png") == "media-inflates"


def test_tens_of_thousands_of_chunks_are_refused():
    assert key(png(chunk(b"tEXt", b"a\0b") * 10_100), "image/png") == "media-too-many-chunks"


def test_thousands_of_scans_are_refused():
    scan = JPEG[JPEG.index(b"\xff\xda") : -2]
    assert key(JPEG[:-2] + scan * 1001 + b"\xff\xd9", "image/jpeg") == "media-too-many-scans"


def test_ten_thousand_directories_are_refused():
    rows = [struct.pack("<HI", 0, 8 + 6 * (at + 1)) for at in range(10_001)]
    data = b"II*\0\x08\0\0\0" + b"".join(rows) + bytes(6)
    assert key(data, "image/tiff") == "media-too-many-pages"


def test_tens_of_thousands_of_frames_are_refused():
    frame = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    assert key(b"GIF89a\1\0\1\0\0\0\0" + frame * 20_001 + b";", "image/gif") == "media-too-many-frames"


def test_animated_png_has_its_own_limit_of_frames():
    frame = chunk(b"fcTL", bytes(26)) + chunk(b"fdAT", bytes(4))
    assert find(png(frame * 15_000), "image/png") is None
    assert key(png(frame * 20_001), "image/png") == "media-too-many-frames"


def test_large_picture_passes_when_its_bytes_bear_it_out():
    assert find(sized_png(10_000, 10_000, 700_000), "image/png") is None
    assert find(sized_png(10_000, 10_000, 1000), "image/png") == Finding("image-too-large", ("10000", "10000"))


def test_limits_are_the_callers():
    limits = MediaLimits(area=50, expansion=1)
    assert find(sized_png(10, 10, 0), "image/png", limits) == Finding("image-too-large", ("10", "10"))


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"VP8X", bytes(4) + b"\xff" * 6), (b"VP8 ", WEBP_PIXEL)],
        [(b"VP8X", b"\2" + bytes(9)), (b"ANMF", bytes(16) + b"VP8L\6\0\0\0\x2f\xff\xff\xff\x0f\0")],
        [(b"VP8X", bytes(10)), (b"VP8 ", WEBP_PIXEL), (b"VP8L", b"\x2f\xff\xff\xff\x0f\0")],
    ],
)
def test_canvas_and_pictures_of_a_webp_are_all_measured(chunks):
    assert key(riff(b"WEBP", chunks), "image/webp") == "image-too-large"


def test_many_empty_tracks_are_refused_and_many_real_ones_pass():
    track = b"MTrk\0\0\0\4\0\xff\x2f\0"
    head = b"MThd\0\0\0\6\0\1"
    assert key(head + struct.pack(">HH", 2000, 96) + track, "audio/midi") == "media-too-many-tracks"
    assert find(head + struct.pack(">HH", 2000, 96) + track * 2000, "audio/midi") is None


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\0\0\0\x08ftyp\0\0\0\1mdat" + struct.pack(">Q", GIGABYTE - 8), "video/mp4"),
        (
            b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff\x1f\x43\xb6\x75\x01" + struct.pack(">Q", GIGABYTE)[1:],
            "video/webm",
        ),
        (b"RIFF\xff\xff\xff\xffWAVEdata" + struct.pack("<I", GIGABYTE - 20), "audio/wav"),
    ],
)
def test_all_but_the_first_of_film_and_sound_is_stepped_over(head, mime, tmp_path):
    path = tmp_path / "film"
    path.write_bytes(head)
    with path.open("r+b") as file:
        file.truncate(GIGABYTE)
    with Counted(path) as counted:
        assert find_hostile(counted, mime=mime, size=GIGABYTE, limits=MediaLimits()) is None
    assert counted.total < 36 << 20


def test_script_behind_a_long_film_is_found():
    pages = b"".join(ogg_page(bytes(65_000), number=number, granule=number) for number in range(1, 3))
    film = ogg_page(b"\x80theora" + bytes(35), number=0, flags=2) + pages * 300
    assert find(film, "application/ogg") is None
    assert key(film + b"<script>run()</script>", "application/ogg") == "uploadscripted"
    assert key(film + b"<a href='javascript:run()'>" + bytes(30), "application/ogg") == "uploadscripted"


def test_large_file_is_read_in_small_pieces(tmp_path):
    path = tmp_path / "picture"
    path.write_bytes(JPEG + bytes(5 << 20))
    with Counted(path) as counted:
        assert find_hostile(counted, mime="image/jpeg", size=path.stat().st_size, limits=MediaLimits()) is None
    assert counted.largest <= 1 << 20


def test_many_texts_are_unpacked_under_one_cap():
    packed = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(10 << 20)))
    assert key(png(*[packed] * 7), "image/png") == "media-inflates"
    assert key(png(*[packed] * 6), "image/png") is None


def test_element_that_reaches_far_beyond_the_file_is_refused():
    film = webm(b"\x12\x54\xc3\x67\x01\x7f\xff\xff\xff\xff\xff\xff")
    assert key(film, "video/webm") == "media-false-length"


def test_thousands_of_packed_streams_are_read_little_more_than_once(tmp_path):
    packed = pdf_stream(zlib.compress(b"7 0 (x)"), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    path = tmp_path / "document"
    path.write_bytes(pdf(*[packed] * 2000))
    size = path.stat().st_size
    with Counted(path) as counted:
        assert find_hostile(counted, mime="application/pdf", size=size, limits=MediaLimits()) is None
    assert counted.total < 2000 * 6000
