"""Draws pages of DjVu by DjVuLibre's ``ddjvu``, a program of its own."""

import subprocess
from typing import Any

from mediawharf.media.ppm import picture_of
from mediawharf.media.programs import find_program
from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing


def draw_djvu(drawing: Drawing, source: int) -> Any:
    """The page; raises CannotDo, also where the program is not installed."""
    size = f"-size={drawing.width}x{drawing.height}"
    command = [find_program("ddjvu"), "-format=ppm", f"-page={drawing.page}", size, "-aspect=no", "-"]
    done = subprocess.run(command, stdin=source, capture_output=True, check=False)
    picture = picture_of(done.stdout)
    if picture is None:
        raise CannotDo(f"ddjvu: {done.stderr.decode(errors='replace').strip()}")
    return picture
