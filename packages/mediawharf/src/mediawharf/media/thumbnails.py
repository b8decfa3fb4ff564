"""Has pictures drawn smaller, in the sandbox."""

import shutil
from typing import BinaryIO, Final

import msgspec

from mediawharf.media.sandbox import Sandbox
from mediawharf.media.sandbox_process import PATH

_TASK: Final = "mediawharf.media.drawing"


def has_program(name: str) -> bool:
    """Whether a program of the system is there for drawing."""
    return shutil.which(name, path=PATH) is not None


class Drawing(msgspec.Struct, frozen=True):
    """What is to be drawn of a file.

    Sizes are in pixels, ``source_width`` and ``source_height`` those of the file. A video has no size beforehand: then
    they are 0, and so is ``height``. ``result`` is the type to be written. ``page`` counts from 1. Animations whose
    frames have more than ``animated_area`` pixels in all stand still.
    """

    mime: str
    source_width: int
    source_height: int
    width: int
    height: int
    result: str
    page: int = 1
    is_low_quality: bool = False
    animated_area: int = 12_500_000


class Drawn(msgspec.Struct, frozen=True):
    """What was drawn: bytes written, and pixels."""

    size: int
    width: int
    height: int


def draw(
    sandbox: Sandbox, drawing: Drawing, *, source: BinaryIO, output: BinaryIO, language: str | None = None
) -> Drawn:
    """Draws the source into the output, a file of the system's, from its beginning.

    ``language`` is the one whose texts a drawing shows that has several, English if not told. Raises TaskRefused for
    what cannot be drawn, else as ``Sandbox.run``.
    """
    # The library for drawings takes the language from its environment, once.
    variables = {"LANG": language or "en"}
    answer = sandbox.run(_TASK, drawing, source=source, output=output, variables=variables)
    return msgspec.json.decode(answer, type=Drawn)
