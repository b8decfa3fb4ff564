"""JPEG: the segments, the scans between them, and what lies behind the end marker."""

import re
import struct

from mediawharf.media.foreign import DATA_PATTERNS, judged
from mediawharf.media.probe import Probe, check_data, refuse
from mediawharf.media.seeded import Seeded, SeededTable

_MARKER = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")
# In a scan 0xff is stuffed with a zero, or begins a restart marker. Any code that a standard gives a meaning ends it.
_AFTER_SCAN = Seeded(
    re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]"), [bytes((0xFF, code)) for code in (*range(0xC0, 0xD0), *range(0xD8, 0xFF))]
)
# A picture whose first scan holds all of it has no frames, tables and restarts behind it. For what may come before its
# end one search looks together with all else that is looked for: a comment, and scans that nobody reads.
_MARK = "marker"
_IN_ONLY_SCAN = SeededTable(
    [
        (Seeded(re.compile(rb"\xff[\xc4\xd9\xda\xfe]"), (b"\xff\xc4", b"\xff\xd9", b"\xff\xda", b"\xff\xfe")), _MARK),
        *DATA_PATTERNS,
    ]
)
_SEQUENTIAL = frozenset(b"\xc0\xc1")
_FRAMES = frozenset(b"\xc0\xc1\xc2\xc3\xc5\xc6\xc7\xc9\xca\xcb\xcd\xce\xcf")
_SCAN, _END = 0xDA, 0xD9
_BARE = frozenset([0x01, *range(0xD0, 0xD9)])


def walk_jpeg(probe: Probe) -> None:
    """Checks size and number of scans and of segments; the pixels are searched as data.

    Further pictures and the film of a motion photo follow the end marker; they are searched like all else.
    """
    cursor = probe.cursor
    cursor.skip(2, "the JPEG signature")
    scans = segments = components = 0
    while cursor.left > 1:
        marker = _next_marker(probe)
        if marker == _END:
            return
        if marker in _BARE:
            continue
        segments += 1
        probe.check_count("media-too-many-chunks", segments, probe.limits.chunks + 4 * probe.limits.scans)
        length = int.from_bytes(cursor.take(2, "a JPEG segment"))
        if marker in _FRAMES and length >= 8 and cursor.left >= 6:
            _, height, width, number = struct.unpack(">BHHB", cursor.peek(6))
            probe.check_area(width, height)
            components = number if marker in _SEQUENTIAL else 0
        is_whole = marker == _SCAN and scans == 0 and cursor.peek(1) == bytes([components])
        cursor.skip(max(0, length - 2), "a JPEG segment")
        if marker == _SCAN:
            scans += 1
            probe.check_count("media-too-many-scans", scans, probe.limits.scans)
            (_pass_only_scan if is_whole else _pass_scan)(probe)


def _next_marker(probe: Probe) -> int:
    """The code of the next marker; what lies before it stays among what is searched."""
    cursor = probe.cursor
    near = cursor.peek(2)
    if _MARKER.match(near):
        cursor.skip(2, "a JPEG marker")
        return near[1]
    for at, block in probe.windows(cursor.offset, probe.size):
        found = _MARKER.search(block)
        if found is not None:
            cursor.seek(at + found.end())
            return found[0][1]
    cursor.seek(probe.size)
    return _END


def _pass_scan(probe: Probe) -> None:
    start = probe.cursor.offset
    for at, block in probe.windows(start, probe.size):
        found = _AFTER_SCAN.search(block)
        check_data(block if found is None else block[: found.end()])
        if found is not None:
            probe.pass_over(at + found.start() - start)
            return
    probe.pass_over(probe.size - start)


def _pass_only_scan(probe: Probe) -> None:
    """The same for the scan of a picture that has no other; segments which nobody expects there are data too."""
    start = probe.cursor.offset
    for at, block in probe.windows(start, probe.size):
        found = list(_IN_ONLY_SCAN.finditer(block))
        end = min((match.start() for match, meaning in found if meaning == _MARK), default=len(block))
        refuse(judged((match, meaning) for match, meaning in found if meaning != _MARK and match.start() < end))
        if end < len(block):
            probe.pass_over(at + end - start)
            return
    probe.pass_over(probe.size - start)
