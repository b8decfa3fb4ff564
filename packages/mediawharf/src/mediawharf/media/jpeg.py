"""JPEG: the segments up to the first scan, then a look for the end marker."""

import io
import struct
from typing import BinaryIO

from mediawharf.media.cursor import Cursor, Damaged
from mediawharf.media.exif import EXIF_VERSION, read_exif, rotates_quarter
from mediawharf.media.facts import Json, MediaFacts
from mediawharf.media.iptc import PHOTOSHOP, read_iptc
from mediawharf.media.tag_layers import TagLayers, Tags
from mediawharf.media.text import clean_utf8
from mediawharf.media.xmp import read_xmp

_FRAMES = frozenset(b"\xc0\xc1\xc2\xc3\xc5\xc6\xc7\xc9\xca\xcb\xcd\xce\xcf")
_COMMENT, _APP1, _APP13, _SCAN, _END = 0xFE, 0xE1, 0xED, 0xDA, 0xD9
_BARE = frozenset([0x01, *range(0xD0, 0xD9)])
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"XMP\0://ns.adobe.com/xap/1.0/\0")
_XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_BLANKS = b" \t\n\r\0\x0b"
_MAX_SEGMENTS = 200  # beyond which MediaWiki reads no tags
_MAX_MARKERS = 100_000
_MAX_RUBBISH = 1 << 20
_TAIL = 1 << 16
_WINDOW = 1 << 20
_MAX_SEARCH = 1 << 28


def inspect_jpeg(file: BinaryIO, size: int) -> MediaFacts:
    """The facts of a JPEG; of what follows the end marker (motion photos, further pictures) nothing."""
    walk = _Walk(Cursor(file, size))
    damage: str | None = None
    try:
        walk.run()
    except Damaged as found:
        damage = str(found)
    if not walk.is_at_pixels or walk.segments > _MAX_SEGMENTS:
        tags: Tags = {"_error": "-1"}
        return walk.facts(tags, tags, damage)
    tags = walk.tags()
    return walk.facts({**tags, "MEDIAWIKI_EXIF_VERSION": EXIF_VERSION}, tags, damage)


class _Walk:
    """What the segments told so far; still true when the file breaks off."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.width = self.height = self.bits = self.segments = 0
        self.is_at_pixels = False
        self._comments: list[Json] = []
        self._exif = self._xmp = b""
        self._extensions: list[bytes] = []
        self._photoshop: list[bytes] = []

    def run(self) -> None:
        self._cursor.skip(2, "the JPEG signature")
        while self.segments < _MAX_MARKERS:
            marker = self._marker()
            self.segments += 1
            if marker in (_SCAN, _END):
                self.is_at_pixels = True
                self._finish(marker)
                return
            if marker not in _BARE:
                self._segment(marker)
        raise Damaged(f"JPEG has more than {_MAX_MARKERS} segments before its pixels")

    def _marker(self) -> int:
        """The next marker; rubbish and fill bytes before it are skipped, as every reader does."""
        end = self._cursor.offset + _MAX_RUBBISH
        while self._cursor.offset < end:
            window = self._cursor.peek(1 << 10)
            start = window.find(b"\xff")
            if start < 0:
                self._cursor.skip(max(1, len(window)), "the list of JPEG segments")
                continue
            self._cursor.skip(start, "the list of JPEG segments")
            while (code := self._cursor.take(1, "a JPEG marker")) == b"\xff":
                pass
            if code != b"\0":
                return code[0]
        raise Damaged(f"JPEG has more than {_MAX_RUBBISH} bytes of rubbish before byte {self._cursor.offset}")

    def _segment(self, marker: int) -> None:
        what = f"JPEG segment 0x{marker:02x}"
        at = self._cursor.offset
        length = int.from_bytes(self._cursor.take(2, what))
        if length < 2:
            raise Damaged(f"{what} at byte {at} has an impossible length")
        if marker not in _FRAMES and marker not in (_COMMENT, _APP1, _APP13):
            self._cursor.skip(length - 2, what)
            return
        body = self._cursor.take(length - 2, what)
        if marker in _FRAMES:
            if len(body) < 6:
                raise Damaged(f"{what} at byte {at} is too short")
            self.bits, self.height, self.width = struct.unpack(">BHH", body[:5])
        elif self.segments <= _MAX_SEGMENTS:
            self._keep(marker, body)

    def _keep(self, marker: int, body: bytes) -> None:
        if marker == _COMMENT:
            self._comment(body.strip(_BLANKS))
        elif marker == _APP13:
            if body.startswith(PHOTOSHOP):
                self._photoshop.append(body)
        elif body.startswith(b"Exif\0\0"):
            self._exif = self._exif or body[6:]
        elif body.startswith(_XMP):
            self._xmp = body[29:].strip(_BLANKS)
        elif body.startswith(_XMP_EXTENSION):
            self._extensions.append(body[35:].strip(_BLANKS))

    def _comment(self, raw: bytes) -> None:
        text = clean_utf8(raw)
        if text is None:
            text = clean_utf8(raw.decode("windows-1252", "ignore").encode())
        if text is not None:
            self._comments.append(text)

    def _finish(self, marker: int) -> None:
        if marker == _END:
            raise Damaged(f"JPEG ends at byte {self._cursor.offset} before any picture")
        if not self._has_end():
            raise Damaged(f"JPEG breaks off inside the picture that starts at byte {self._cursor.offset}")
        if not (self.width and self.height):
            raise Damaged(f"JPEG announces an impossible size of {self.width} x {self.height}")

    def _has_end(self) -> bool:
        """Looks at the end of the file first, where the marker nearly always is."""
        scan, size = self._cursor.offset, self._cursor.size
        self._cursor.seek(max(scan, size - _TAIL))
        found = b"\xff\xd9" in self._cursor.peek(_TAIL)
        self._cursor.seek(scan)
        while not found and self._cursor.left > 1 and self._cursor.offset - scan < _MAX_SEARCH:
            window = self._cursor.peek(_WINDOW)
            found = b"\xff\xd9" in window
            self._cursor.skip(max(1, len(window) - 1), "the search for the end of the JPEG")
        self._cursor.seek(scan)
        return found

    def tags(self) -> Tags:
        """All tags, the more trusted place first."""
        layers = TagLayers()
        if self._comments:
            layers.add("native", {"JPEGFileComment": self._comments})
        for block in self._photoshop:
            layer, iptc = read_iptc(block)
            layers.add(layer, iptc)
        for name, xmp in read_xmp(self._xmp, extensions=tuple(self._extensions)).items():
            layers.add(name, xmp)
        if self._exif:
            try:
                layers.add("exif", read_exif(io.BytesIO(self._exif), len(self._exif)))
            except Damaged:
                layers.add("exif", {})  # tags are decoration: a picture without them is whole
        return layers.merged()

    def facts(self, metadata: Tags, common: Tags, damage: str | None) -> MediaFacts:
        size = (self.width, self.height)
        if rotates_quarter(metadata):
            size = (self.height, self.width)
        return MediaFacts(
            mime="image/jpeg",
            media_type="BITMAP",
            width=size[0],
            height=size[1],
            bits=self.bits,
            metadata=metadata,
            common_metadata=common,
            damage=damage,
        )
