"""PNG: a walk over the chunks up to IEND; pixel data is stepped over, not read."""

import struct
import zlib
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import Json, MediaFacts, plain
from mediawharf.media.png_pixels import skip_chunks
from mediawharf.media.png_text import PngText
from mediawharf.media.tag_layers import TagLayers
from mediawharf.media.xmp import read_xmp

_COLOURS = {
    0: "greyscale",
    2: "truecolour",
    3: "index-coloured",
    4: "greyscale-alpha",
    6: "truecolour-alpha",
}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_CRITICAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_WANTED = (b"IHDR", b"acTL", b"fcTL", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"pHYs")
_MAX_WANTED_BYTES = 3 * 1024 * 1024  # MediaWiki leaves longer chunks alone
_MAX_CHUNKS = 1_000_000


def inspect_png(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a PNG; the tags are those of its text chunks and of XMP, never of eXIf, as in 1.39."""
    walk = _Walk(Cursor(file, size))
    try:
        walk.run()
    except Damaged as damage:
        return walk.facts({"_error": "0"}, {}, str(damage))
    layers = TagLayers()
    for layer, xmp_tags in read_xmp(walk.text.xmp).items():
        layers.add(layer, xmp_tags)
    layers.add("native", walk.text.tags())
    tags = layers.merged()
    metadata: dict[str, Json] = {
        "frameCount": walk.frames,
        "loopCount": walk.loops,
        "duration": plain(walk.duration()),
        "bitDepth": walk.depth,
        "colorType": walk.colour,
        "metadata": {**tags, "_MW_PNG_VERSION": 1},
    }
    return walk.facts(metadata, tags, walk.flaw)


class _Walk:
    """What the chunks told so far; still true when the file breaks off."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.width = self.height = self.depth = self.frames = 0
        self.loops = 1
        self.colour = "unknown"
        self.text = PngText()
        self.flaw: str | None = None
        self._seconds = 0.0
        self._has_pixels = False

    def run(self) -> None:
        self._cursor.skip(8, "the signature")
        for number in range(_MAX_CHUNKS):
            if number:
                self._has_pixels |= skip_chunks(self._cursor, (b"IDAT",)) > 0
            at = self._cursor.offset
            length, kind = struct.unpack(">I4s", self._cursor.take(8, "a chunk header"))
            name = kind.decode("latin-1")
            if number == 0 and kind != b"IHDR":
                raise Damaged(f"PNG does not begin with IHDR but with {name!r}")
            if kind in _WANTED and length <= _MAX_WANTED_BYTES:
                self._read(kind, self._cursor.take(length + 4, f"PNG chunk {name}"), at)
            else:
                self._cursor.skip(length + 4, f"PNG chunk {name}")
            if kind[:1].isupper() and kind not in _CRITICAL:
                self._note(f"PNG has an unknown critical chunk {name!r} at byte {at}")
            self._has_pixels = self._has_pixels or kind == b"IDAT"
            if kind == b"IEND":
                if not self._has_pixels:
                    self._note("PNG has no IDAT")
                return
        raise Damaged(f"PNG has more than {_MAX_CHUNKS} chunks")

    def _read(self, kind: bytes, block: bytes, at: int) -> None:
        body, checksum = block[:-4], block[-4:]
        if zlib.crc32(kind + body) != int.from_bytes(checksum):
            self._note(f"the checksum of PNG chunk {kind.decode('latin-1')} at byte {at} is wrong")
            if kind != b"IHDR":
                return
        match kind:
            case b"IHDR":
                self._header(body)
            case b"acTL" if len(body) >= 8:
                self.frames, self.loops = struct.unpack(">II", body[:8])
            case b"fcTL" if len(body) >= 24:
                delay, per_second = struct.unpack(">HH", body[20:24])
                self._seconds += delay / (per_second or 100)
            case _:
                self.text.add(kind, body)

    def _header(self, body: bytes) -> None:
        if len(body) != 13:
            raise Damaged(f"PNG IHDR has {len(body)} bytes, not 13")
        self.width, self.height, self.depth, colour = struct.unpack(">IIBB", body[:10])
        self.colour = _COLOURS.get(colour, "unknown")
        if not (0 < self.width < 2**31 and 0 < self.height < 2**31):
            self._note(f"PNG announces an impossible size of {self.width} x {self.height}")
        if self.depth not in _DEPTHS.get(colour, ()):
            self._note(f"PNG has colour type {colour} with {self.depth} bits, which does not exist")

    def _note(self, flaw: str) -> None:
        self.flaw = self.flaw or flaw

    def duration(self) -> float:
        """Seconds of an animation over all its rounds, 0 without one."""
        return self._seconds * max(self.loops, 1)

    def facts(self, metadata: dict[str, Json], common: dict[str, Json], damage: str | None) -> MediaFacts:
        return MediaFacts(
            mime="image/png",
            media_type="BITMAP",
            width=self.width,
            height=self.height,
            bits=self.depth,
            duration=self.duration() or None,
            metadata=metadata,
            common_metadata=common,
            damage=damage,
        )
