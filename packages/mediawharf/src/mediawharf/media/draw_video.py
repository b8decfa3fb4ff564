"""Draws stills of videos by ``ffmpeg``, a program of its own."""

import subprocess
from types import MappingProxyType
from typing import Any, Final

from mediawharf.media.ppm import picture_of
from mediawharf.media.programs import find_program
from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing

# How each type is read, whatever the file says: lists that lead to other files are opened by none of these.
_READERS: Final = MappingProxyType(
    {
        "video/webm": "matroska",
        "video/x-matroska": "matroska",
        "application/ogg": "ogg",
        "video/mp4": "mov",
        "video/quicktime": "mov",
        "video/mpeg": "mpeg",
        "video/x-msvideo": "avi",
    }
)
_FRAMES: Final = 50  # of which the one that is most like the others is shown: the first is often black


def draw_video(drawing: Drawing, source: int) -> Any:
    """A frame near the beginning, no wider than asked for; raises CannotDo, also where the program is not installed."""
    reader = _READERS.get(drawing.mime)
    if reader is None:
        raise CannotDo(f"nothing draws {drawing.mime}")
    looks = f"scale='min({drawing.width},iw)':-2,thumbnail={_FRAMES}"
    command = [
        find_program("ffmpeg"), "-v", "error", "-protocol_whitelist", "pipe", "-f", reader, "-threads", "1",
        "-i", "pipe:0", "-an", "-sn", "-dn", "-vf", looks, "-frames:v", "1", "-f", "image2pipe", "-c:v", "ppm",
        "pipe:1",
    ]  # fmt: skip
    done = subprocess.run(command, stdin=source, capture_output=True, check=False)
    picture = picture_of(done.stdout)
    if picture is None:
        raise CannotDo(f"ffmpeg: {done.stderr.decode(errors='replace').strip()}")
    return picture
