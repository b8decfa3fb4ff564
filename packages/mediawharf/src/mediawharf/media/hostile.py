"""Whether a file holds what must not come in: scripts, programs, archives and bombs, wherever they hide."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import BinaryIO

from mediawharf.media import walk_pictures
from mediawharf.media.archives import JAVA, archive_at_end
from mediawharf.media.cursor import Damaged
from mediawharf.media.finding import Finding, Hostile
from mediawharf.media.limits import MediaLimits
from mediawharf.media.probe import Probe
from mediawharf.media.scripts import has_program, opens_comment
from mediawharf.media.sniff import TAIL
from mediawharf.media.walk_boxes import walk_boxes
from mediawharf.media.walk_jpeg import walk_jpeg
from mediawharf.media.walk_matroska import walk_matroska
from mediawharf.media.walk_ogg import walk_ogg
from mediawharf.media.walk_pdf import walk_pdf
from mediawharf.media.walk_png import walk_png
from mediawharf.media.walk_riff import walk_wave
from mediawharf.media.walk_sound import walk_flac, walk_midi, walk_mp3
from mediawharf.media.walk_tiff import walk_tiff

_Walk = Callable[[Probe], None]
_SVG = "image/svg+xml"
_HEAD = 16
_PDF = "application/pdf"
_PDF_BEGINS = 1024  # bytes within which readers of PDF look for its beginning
_PDF_SIGNATURE = re.compile(rb"%PDF-[12]\.\d")


def find_hostile(file: BinaryIO, *, mime: str, size: int, limits: MediaLimits) -> Finding | None:
    """The first reason to refuse the seekable file of ``size`` bytes, or None.

    Media are walked to their end in pieces of 1 MiB at most; damage is no reason: what lies behind it is searched.
    Types that are neither pictures, sound, film nor documents are not looked into.
    """
    walk = _walk_of(mime)
    if walk is None:
        return None
    probe = Probe(file, size, limits)
    try:
        _check_end(probe)
        _check_beginning(probe)
        _check_second_beginning(probe, mime)
        probe.cursor.seek(0)
        with suppress(Damaged):  # which is told by the file's facts; the rest is searched all the same
            walk(probe)
        probe.search_rest()
    except Hostile as hostile:
        return hostile.finding
    return None


def _walk_of(mime: str) -> _Walk | None:
    walks: Mapping[str, _Walk] = {
        "image/png": walk_png,
        "image/jpeg": walk_jpeg,
        "image/gif": walk_pictures.walk_gif,
        "image/webp": walk_pictures.walk_webp,
        "image/vnd.djvu": walk_pictures.walk_djvu,
        "image/x-xcf": walk_pictures.walk_xcf,
        "image/tiff": walk_tiff,
        "application/pdf": walk_pdf,
        "application/ogg": walk_ogg,
        "audio/mpeg": walk_mp3,
        "audio/flac": walk_flac,
        "audio/wav": walk_wave,
        "audio/midi": walk_midi,
        "audio/webm": walk_matroska,
        "video/webm": walk_matroska,
        "video/x-matroska": walk_matroska,
        "video/mp4": walk_boxes,
        "audio/mp4": walk_boxes,
        "video/quicktime": walk_boxes,
    }
    is_media = mime.startswith(("image/", "audio/", "video/")) or mime == "application/sla"
    return walks.get(mime) or (_walk_nothing if is_media and mime != _SVG else None)


def _walk_nothing(probe: Probe) -> None:
    """A container that is not known in detail is searched from end to end."""


def _check_end(probe: Probe) -> None:
    start = max(0, probe.size - 2 * TAIL)
    probe.file.seek(start)
    archive = archive_at_end(probe.file.read(2 * TAIL), size=probe.size)
    probe.cursor.seek(0)
    if archive is not None:
        raise Hostile("filetype-badmime" if archive == JAVA else "filetype-bad-ie-mime", archive)


def _check_beginning(probe: Probe) -> None:
    """A picture that browsers could run as a script hides its first bytes in a comment, and says so in these."""
    if opens_comment(probe.cursor.peek(_HEAD)):
        for _, block in probe.windows(0, probe.size):
            if has_program(block):
                raise Hostile("uploadscripted")


def _check_second_beginning(probe: Probe, mime: str) -> None:
    """A PDF may begin behind other bytes, so that another type's file is one too."""
    if mime != _PDF and _PDF_SIGNATURE.search(probe.cursor.peek(_PDF_BEGINS + 8)) is not None:
        raise Hostile("filetype-bad-ie-mime", _PDF)
