"""MP4 and its kin: the outer boxes around sound and film."""

import struct

from mediawharf.media.cursor import Damaged
from mediawharf.media.probe import Probe

_MAX_BOXES = 1_000_000  # films made for streaming have two for every second


def walk_boxes(probe: Probe) -> None:
    """Checks the number of boxes."""
    cursor = probe.cursor
    boxes = 0
    while cursor.left:
        length, name = struct.unpack(">I4s", cursor.take(8, "an MP4 box"))
        header = 8
        if length == 1:
            length, header = int.from_bytes(cursor.take(8, "an MP4 box")), 16
        if length and length < header:
            raise Damaged(f"MP4 box at byte {cursor.offset} has an impossible length")
        boxes += 1
        probe.check_count("media-too-many-chunks", boxes, _MAX_BOXES)
        body = length - header if length else cursor.left
        if name == b"mdat":
            probe.pass_film(body)
        else:
            cursor.skip(body, "an MP4 box")
