"""Draws pages of DjVu by DjVuLibre's ``ddjvu``, a program of its own."""

import subprocess
from typing import Any

import pyvips

from mediawharf.media.programs import find_program
from mediawharf.media.sandbox_task import CannotDo
from mediawharf.media.thumbnails import Drawing


def draw_djvu(drawing: Drawing, source: int) -> Any:
    """The page; raises CannotDo, also where the program is not installed."""
    size = f"-size={drawing.width}x{drawing.height}"
    command = [find_program("ddjvu"), "-format=ppm", f"-page={drawing.page}", size, "-aspect=no", "-"]
    done = subprocess.run(command, stdin=source, capture_output=True, check=False)
    head = b"P6\n%d %d\n255\n" % (drawing.width, drawing.height)
    if not done.stdout.startswith(head):
        raise CannotDo(f"ddjvu: {done.stderr.decode(errors='replace').strip()}")
    pixels = done.stdout[len(head) :]
    picture = pyvips.Image.new_from_memory(pixels, drawing.width, drawing.height, 3, "uchar")
    return picture.copy(interpretation="srgb")
