"""How much one file may ask of those who read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MediaLimits:
    """What is beyond these is a bomb, not a work.

    A picture of more than ``area`` pixels may still come in when its bytes bear it out: it must not unpack to more
    than ``expansion`` times its size. Beyond ``greatest_area`` nothing may. ``inflated_text`` and ``inflated`` are in
    bytes, of one compressed text and of all, or of any other stream; ``false_bytes`` is how far beyond the end of the
    file a length may point before no cut explains it. The rest are counts.
    """

    area: int = 50_000_000
    greatest_area: int = 4_000_000_000
    expansion: int = 500
    inflated_text: int = 1 << 24
    inflated: int = 1 << 26
    chunks: int = 10_000
    frames: int = 20_000
    pages: int = 100_000
    directories: int = 10_000
    scans: int = 1_000
    tracks: int = 1_000
    channels: int = 256
    false_bytes: int = 1 << 24
