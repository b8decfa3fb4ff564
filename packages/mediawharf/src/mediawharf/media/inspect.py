"""From the stored bytes of a file to its facts."""

from typing import BinaryIO

from mediawharf.media.audiovideo import inspect_audiovideo
from mediawharf.media.djvu import inspect_djvu
from mediawharf.media.facts import MediaFacts
from mediawharf.media.filetypes import media_type
from mediawharf.media.gif import inspect_gif
from mediawharf.media.jpeg import inspect_jpeg
from mediawharf.media.pdf import inspect_pdf
from mediawharf.media.png import inspect_png
from mediawharf.media.sniff import sniff_file
from mediawharf.media.svg import inspect_svg
from mediawharf.media.tiff import inspect_tiff
from mediawharf.media.webp import inspect_webp
from mediawharf.media.xcf import inspect_xcf

_PICTURES = {
    "image/png": inspect_png,
    "image/gif": inspect_gif,
    "image/jpeg": inspect_jpeg,
    "image/webp": inspect_webp,
    "image/tiff": inspect_tiff,
    "image/svg+xml": inspect_svg,
    "image/x-xcf": inspect_xcf,
    "image/vnd.djvu": inspect_djvu,
    "application/pdf": inspect_pdf,
}


def inspect(file: BinaryIO, *, size: int) -> MediaFacts:
    """The facts of the seekable file of ``size`` bytes; reads headers and what they point to, not the rest.

    Broken media raise nothing: they are told in ``damage``. Only the file's own I/O errors come through.
    """
    mime = sniff_file(file, size=size)
    inspector = _PICTURES.get(mime)
    if inspector is not None:
        return inspector(file, size)
    if mime.startswith(("audio/", "video/")) or mime == "application/ogg":
        return inspect_audiovideo(file, size, mime)
    return MediaFacts(mime=mime, media_type=media_type(mime))
