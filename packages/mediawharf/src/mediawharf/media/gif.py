"""GIF: a walk over the blocks to the trailer; compressed pixels are stepped over."""

import struct
from itertools import count
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.facts import Json, MediaFacts, plain
from mediawharf.media.tag_layers import TagLayers
from mediawharf.media.text import utf8_or_windows
from mediawharf.media.xmp import read_xmp

_WINDOW = 1 << 16
_MAX_COMMENT = 1 << 22
_MAX_COMMENTS = 1000
_MAX_BLOCKS = 1_000_000
_XMP_TRAILER = 257
_FULL = 255  # bytes of the longest block, which pixels come in
_FULL_BLOCK = bytes([_FULL])


def inspect_gif(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a GIF; one that lacks only its trailer byte is whole, for every viewer shows it."""
    walk = _Walk(Cursor(file, size))
    try:
        walk.run()
    except Damaged as damage:
        return walk.facts({"_error": "0"}, {}, str(damage))
    layers = TagLayers()
    for layer, xmp_tags in read_xmp(walk.xmp).items():
        layers.add(layer, xmp_tags)
    if walk.comments:
        layers.add("native", {"GIFFileComment": list(walk.comments)})
    tags = layers.merged()
    metadata: dict[str, Json] = {
        "frameCount": walk.frames,
        "looped": walk.looped,
        "duration": plain(walk.seconds),
        "metadata": {**tags, "_MW_GIF_VERSION": 1},
    }
    return walk.facts(metadata, tags, walk.flaw)


class _Walk:
    """What the blocks told so far; still true when the file breaks off."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.width = self.height = self.bits = self.frames = 0
        self.looped = False
        self.seconds = 0.0
        self.comments: list[str] = []
        self.xmp = b""
        self.flaw: str | None = None

    def run(self) -> None:
        self._cursor.skip(6, "the GIF signature")
        self.width, self.height, flags = struct.unpack("<HHBxx", self._cursor.take(7, "the GIF screen"))
        if not (self.width and self.height):
            self.flaw = "GIF announces a size of zero"
        self._colours(flags)
        for number in count():
            if self.frames and not self._cursor.left:
                break
            if number > _MAX_BLOCKS:
                raise Damaged(f"GIF has more than {_MAX_BLOCKS} blocks")
            at = self._cursor.offset
            match self._cursor.take(1, "the list of GIF blocks"):
                case b",":
                    self._frame()
                case b"!":
                    self._extension()
                case b";":
                    break
                case other:
                    raise Damaged(f"GIF has the unknown block 0x{other.hex()} at byte {at}")
        if not self.frames:
            self.flaw = self.flaw or "GIF has no frame"

    def _colours(self, flags: int) -> None:
        self.bits = (flags & 7) + 1
        if flags & 0x80:
            self._cursor.skip(3 << self.bits, "a GIF colour table")

    def _frame(self) -> None:
        self._colours(self._cursor.take(9, "a GIF frame header")[8])
        self._cursor.skip(1, "a GIF frame")
        self._skip_blocks("a GIF frame")
        self.frames += 1

    def _extension(self) -> None:
        match self._cursor.take(1, "a GIF extension"):
            case b"\xf9":
                block = self._cursor.take(6, "a GIF graphic control")
                self.seconds += int.from_bytes(block[2:4], "little") * 0.01
                if block[5]:
                    raise Damaged(f"GIF graphic control at byte {self._cursor.offset} has no end")
            case b"\xfe":
                self._comment()
            case b"\xff":
                self._application()
            case _:
                self._skip_blocks("a GIF extension")

    def _comment(self) -> None:
        text = utf8_or_windows(self._blocks("a GIF comment"))
        if len(self.comments) < _MAX_COMMENTS and self.comments[-1:] != [text]:
            self.comments.append(text)

    def _application(self) -> None:
        start = self._cursor.offset
        length = self._cursor.take(1, "a GIF extension")[0]
        name = self._cursor.take(length, "a GIF extension")
        if name == b"NETSCAPE2.0":
            loop = self._cursor.take(4, "a GIF loop count")
            if loop[:2] != b"\x03\x01":
                raise Damaged(f"GIF loop count at byte {start} has the wrong form")
            self.looped = self.looped or loop[2:] != b"\x01\x00"
            self._skip_blocks("a GIF loop count")
        elif name == b"XMP DataXMP":
            packet = self._blocks("a GIF XMP packet", with_lengths=True)
            if packet[-_XMP_TRAILER:][:3] != b"\x01\xff\xfe":
                raise Damaged(f"GIF XMP packet at byte {start} has no trailer")
            self.xmp = packet[:-_XMP_TRAILER]
        else:
            self._cursor.seek(start)
            self._skip_blocks("a GIF extension")

    def _blocks(self, what: str, *, with_lengths: bool = False) -> bytes:
        gathered = bytearray()
        while length := self._cursor.take(1, what):
            if length == b"\0":
                break
            block = self._cursor.take(length[0], what)
            if len(gathered) < _MAX_COMMENT:
                gathered += length + block if with_lengths else block
        return bytes(gathered)

    def _skip_blocks(self, what: str) -> None:
        """Steps over sub-blocks window by window: pixels come in 255-byte pieces."""
        reach = 1 << 9
        while True:
            window = self._cursor.peek(reach)
            reach = min(2 * reach, _WINDOW)
            if not window:
                raise Damaged(f"the file ends inside {what} at byte {self._cursor.offset}")
            at = 0
            while at < len(window):
                length = window[at]
                if length == _FULL:
                    run = window[at :: 1 + _FULL]
                    at += (1 + _FULL) * (len(run) - len(run.lstrip(_FULL_BLOCK)))
                    continue
                at += 1 + length
                if not length:
                    self._cursor.skip(at, what)
                    return
            self._cursor.skip(at, what)

    def facts(self, metadata: dict[str, Json], common: dict[str, Json], damage: str | None) -> MediaFacts:
        return MediaFacts(
            mime="image/gif",
            media_type="BITMAP",
            width=self.width,
            height=self.height,
            bits=self.bits,
            duration=self.seconds or None,
            metadata=metadata,
            common_metadata=common,
            damage=damage,
        )
