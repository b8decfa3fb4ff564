"""Draws SVG by librsvg, which loads nothing that lies outside of the file."""

import codecs
import os
import re
from contextlib import suppress
from typing import Any, Final
from xml.parsers import expat

import pyvips

from mediawharf.media.draw_raster import allow_reader
from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing

_MOST: Final = 1 << 26  # bytes of a drawing
_HEAD: Final = 1 << 16  # bytes within which its first tag ends
_DECLARATION: Final = re.compile(rb"""\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_PROLOG: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_TAG: Final = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>)""")
_SIZE: Final = re.compile(rb"""\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')""")


def draw_svg(drawing: Drawing, source: int) -> Any:
    """The picture; raises CannotDo, pyvips.Error."""
    allow_reader("VipsForeignLoadSvg")
    text = _sized(_in_utf8(os.pread(source, _MOST, 0)), drawing.source_width, drawing.source_height)
    plain = pyvips.Image.svgload_buffer(text)
    scale = max(drawing.width / plain.width, drawing.height / plain.height)
    scaled = pyvips.Image.svgload_buffer(text, scale=scale)
    return scaled.thumbnail_image(drawing.width, height=drawing.height, size="force")


def _in_utf8(text: bytes) -> bytes:
    """The text in the one encoding that the library is sure to know."""
    declared = _DECLARATION.match(text)
    if text.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        encoding = "utf-16"
    elif declared is not None:
        encoding = declared[1].decode()
    else:
        return text
    try:
        return _PROLOG.sub("", text.decode(encoding), count=1).encode()
    except (LookupError, ValueError) as error:
        raise CannotDo(f"the drawing's text cannot be read: {error}") from None


def _sized(text: bytes, width: int, height: int) -> bytes:
    """The drawing with the size that it is known to have: its own may be in percents, or not be told at all."""
    places: list[int] = []

    def found(_name: str, _attributes: dict[str, str]) -> None:
        places.append(parser.CurrentByteIndex)
        parser.StartElementHandler = None

    parser = expat.ParserCreate()
    parser.StartElementHandler = found
    with suppress(expat.ExpatError):  # what is broken behind the root's tag is the library's to tell
        parser.Parse(text[:_HEAD], False)
    match = _TAG.match(text, places[0]) if places else None
    if match is None:
        return text
    root = b'<%s width="%d" height="%d"%s' % (match[1], width, height, _SIZE.sub(b"", match[2]))
    return text[: match.start()] + root + text[match.end() :]
