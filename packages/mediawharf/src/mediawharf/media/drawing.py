"""A task of the sandbox: draws a picture of a file in the size and type that are asked for."""

import os
from typing import Any, Final

import msgspec
import pyvips

from mediawharf.media.draw_djvu import draw_djvu
from mediawharf.media.draw_pdf import draw_pdf
from mediawharf.media.draw_raster import draw_raster
from mediawharf.media.draw_svg import draw_svg
from mediawharf.media.draw_video import draw_video
from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing, Drawn

_QUALITY: Final = 80
_LOW_QUALITY: Final = 30  # what slow connections get
_WHITE: Final = [255, 255, 255]


def run(request: msgspec.Raw, source: int, output: int) -> msgspec.Raw:
    """Writes the picture; the answer tells its size."""
    drawing = msgspec.json.decode(request, type=Drawing)
    os.lseek(source, 0, os.SEEK_SET)
    try:
        picture = _drawn(drawing, source)
        _save(picture, drawing, output)
    except pyvips.Error as error:
        raise CannotDo(" ".join(str(error).split())) from None
    drawn = Drawn(os.fstat(output).st_size, picture.width, picture.get_page_height())
    return msgspec.Raw(msgspec.json.encode(drawn))


def _drawn(drawing: Drawing, source: int) -> Any:
    match drawing.mime:
        case "application/pdf":
            return draw_pdf(drawing, source)
        case "image/svg+xml":
            return draw_svg(drawing, source)
        case "image/vnd.djvu":
            return draw_djvu(drawing, source)
        case mime if mime.startswith("video/") or mime == "application/ogg":
            return draw_video(drawing, source)
        case _:
            return draw_raster(drawing, source)


def _save(picture: Any, drawing: Drawing, output: int) -> None:
    target = pyvips.Target.new_to_descriptor(output)
    match drawing.result:
        case "image/jpeg":
            opaque = picture.flatten(background=_WHITE) if picture.hasalpha() else picture
            quality = _LOW_QUALITY if drawing.is_low_quality else _QUALITY
            opaque.jpegsave_target(target, Q=quality, optimize_coding=True, keep="none")
        case "image/png":
            picture.pngsave_target(target, compression=6, keep="none")
        case "image/gif":
            picture.gifsave_target(target, keep="none")
        case _:
            raise CannotDo(f"nothing writes {drawing.result}")
