"""Draws images by libvips: upright, in the colours of sRGB, eight bits deep."""

import os
from types import MappingProxyType
from typing import Any, Final

import pyvips

from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing

# What reads each type: whatever a file says it is, nothing else opens it.
_READERS: Final = MappingProxyType(
    {
        "image/jpeg": "VipsForeignLoadJpeg",
        "image/png": "VipsForeignLoadPng",
        "image/gif": "VipsForeignLoadNsgif",
        "image/webp": "VipsForeignLoadWebp",
        "image/tiff": "VipsForeignLoadTiff",
    }
)


def draw_raster(drawing: Drawing, source: int) -> Any:
    """The picture; raises CannotDo for types that nothing here reads, pyvips.Error for what cannot be read."""
    reader = _READERS.get(drawing.mime)
    if reader is None:
        raise CannotDo(f"nothing draws {drawing.mime}")
    allow_reader(reader)
    header = pyvips.Image.new_from_source(_source(source), "")
    picture = pyvips.Image.thumbnail_source(
        _source(source),
        drawing.width,
        height=drawing.height,
        size="force",
        no_rotate=not _is_turned(header, drawing),
        option_string="n=-1" if _is_animated(header, drawing) else "",
        export_profile="srgb",
        **({"import_profile": "cmyk"} if header.interpretation == "cmyk" else {}),
    )
    return _plain(picture)


def allow_reader(name: str) -> None:
    """From now on the library reads files by this reader alone."""
    pyvips.operation_block_set("VipsForeignLoad", True)
    pyvips.operation_block_set(name, False)


def _source(descriptor: int) -> Any:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return pyvips.Source.new_from_descriptor(descriptor)


def _is_turned(header: Any, drawing: Drawing) -> bool:
    """Whether the picture is set upright as its EXIF says: unless that contradicts the size it is known to have."""
    is_lying = header.get_typeof("orientation") != 0 and header.get("orientation") in (5, 6, 7, 8)
    as_stored = (header.width, header.height) == (drawing.source_width, drawing.source_height)
    is_square = header.width == header.height
    return not (is_lying and as_stored and not is_square)


def _is_animated(header: Any, drawing: Drawing) -> bool:
    frames = header.get_n_pages() if drawing.mime == drawing.result == "image/gif" else 1
    return frames > 1 and frames * header.width * header.height <= drawing.animated_area


def _plain(picture: Any) -> Any:
    """The same with eight bits a channel, in sRGB or shades of grey."""
    is_grey = picture.interpretation in ("b-w", "grey16")
    return picture.colourspace("b-w" if is_grey else "srgb")
