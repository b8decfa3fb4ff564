"""The textual chunks of a PNG, as MediaWiki's tags."""

import re
import struct

from mediawharf.media.cursor import Damaged
from mediawharf.media.facts import Json
from mediawharf.media.tag_layers import Tags
from mediawharf.media.text import exif_date, inflate

# Keyword in lower case → MediaWiki's tag (PNGMetadataExtractor).
_KEYWORDS = {
    "xml:com.adobe.xmp": "xmp",
    "artist": "Artist",
    "model": "Model",
    "make": "Make",
    "author": "Artist",
    "comment": "PNGFileComment",
    "description": "ImageDescription",
    "title": "ObjectName",
    "copyright": "Copyright",
    "source": "Model",
    "software": "Software",
    "disclaimer": "Disclaimer",
    "warning": "ContentWarning",
    "url": "Identifier",
    "label": "Label",
    "creation time": "DateTimeDigitized",
}
_ITXT = re.compile(rb"([^\0]{1,79})\0([\0\1])\0([^\0]*)\0[^\0]*\0(.*)", re.DOTALL)
_MAX_TEXT = 3 * 1024 * 1024
_MAX_TOTAL = 8 * 1024 * 1024


class PngText:
    """Gathers tEXt, zTXt, iTXt, tIME and pHYs; a broken one is left out, as MediaWiki does."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, str]] = {}
        self._plain: Tags = {}
        self._order: dict[str, None] = {}  # names as they come in the file
        self._total = 0

    @property
    def xmp(self) -> bytes:
        """The XMP packet, empty without one."""
        return self._values.get("xmp", {}).get("x-default", "").encode()

    def add(self, kind: bytes, body: bytes) -> None:
        """Takes in one chunk."""
        match kind:
            case b"tEXt":
                self._latin1(body.partition(b"\0"))
            case b"zTXt":
                self._compressed(body)
            case b"iTXt":
                self._international(body)
            case b"tIME" if len(body) == 7:
                year, *rest = struct.unpack(">HBBBBB", body)
                date = exif_date(f"{year:04d}" + "".join(f"{part:02d}" for part in rest))
                if date is not None:
                    self._set("DateTime", date)
            case b"pHYs" if len(body) == 9:
                across, down, unit = struct.unpack(">IIB", body)
                if unit == 1 and across and down:
                    self._set("XResolution", f"{across}/100")
                    self._set("YResolution", f"{down}/100")
                    self._set("ResolutionUnit", 3)

    def tags(self) -> Tags:
        """Everything but XMP, each text as a set of translations."""
        tags: Tags = dict(self._plain)
        for name, values in self._values.items():
            if name == "xmp":
                continue
            shown = values
            if name == "DateTimeDigitized":
                shown = {lang: exif_date(value) or value for lang, value in values.items()}
            entry: dict[str, Json] = {**shown, "_type": "lang"}
            tags[name] = entry
        return {name: tags[name] for name in self._order if name in tags}

    def _latin1(self, parts: tuple[bytes, bytes, bytes]) -> None:
        keyword, separator, content = parts
        if keyword and separator:
            self._keep(keyword, "x-default", content.decode("latin-1"))

    def _compressed(self, body: bytes) -> None:
        keyword, _, rest = body.partition(b"\0")
        if not keyword or rest[:1] != b"\0" or self._name(keyword) is None:
            return
        try:
            content = inflate(rest[1:], limit=_MAX_TEXT)
        except Damaged:
            return  # MediaWiki leaves the text out too; the picture is not hurt by it
        self._keep(keyword, "x-default", content.decode("latin-1"))

    def _international(self, body: bytes) -> None:
        found = _ITXT.fullmatch(body)
        if found is None or self._name(found[1]) is None:
            return
        content = found[4]
        if found[2] == b"\1":
            try:
                content = inflate(content, limit=_MAX_TEXT)
            except Damaged:
                return  # as above
        lang = found[3].decode("latin-1").lower() or "x-default"
        self._keep(found[1], lang, content.decode("utf-8", "replace"))

    def _keep(self, keyword: bytes, lang: str, value: str) -> None:
        name = self._name(keyword)
        self._total += len(value)
        if name is not None and self._total <= _MAX_TOTAL:
            self._values.setdefault(name, {})[lang] = value
            self._order.setdefault(name)

    def _set(self, name: str, value: Json) -> None:
        self._plain[name] = value
        self._order.setdefault(name)

    @staticmethod
    def _name(keyword: bytes) -> str | None:
        return _KEYWORDS.get(keyword.decode("latin-1").lower())
