"""Stills of videos: thumbnails of files whose pixels nobody has counted.

They are named as MediaWiki's TimedMediaHandler names them, ``120px--NAME.jpg``. ``imageinfo`` does not tell of them: a
MediaWiki without that extension shows an icon.
"""

import re
from collections.abc import Sequence
from typing import Final

from mediawharf.model.file import FileFacts
from mediawharf.repo.thumbnails import Thumbnail, View

WIDEST: Final = 1920
_NAME: Final = re.compile(r"(?P<width>[1-9]\d{0,8})px--(?P<name>.+)\.jpg", re.DOTALL)


def still_of(name: str, facts: FileFacts, width: int, *, steps: Sequence[int] = ()) -> Thumbnail | None:
    """The still of the video of that name; None of what is none. Its height is 0: it comes out when it is drawn.

    It is no wider than the video. With ``steps`` it is as wide as the next of them, or as the last.
    """
    if facts.media_type != "VIDEO":
        return None
    last = steps[-1] if steps else WIDEST
    drawn = min(next((step for step in steps if step >= width), last) if steps else width, WIDEST)
    return Thumbnail(f"{drawn}px--{name}.jpg", drawn, 0, "image/jpeg", f"{drawn}px-")


def parse_still(text: str, name: str) -> int | None:
    """The width that the name of a still asks for; None when it is no still's of the file of that name."""
    match = _NAME.fullmatch(text)
    return int(match["width"]) if match is not None and match["name"] == name else None


def still_view(still: Thumbnail) -> View:
    """The picture that a still is."""
    return View(still.view, still.width, still.height, still.mime)
