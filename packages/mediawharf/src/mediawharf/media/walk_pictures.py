"""Pictures whose own reader tells all that is wanted: GIF, WebP, DjVu, XCF too."""

import struct

from mediawharf.media import webp
from mediawharf.media.djvu import inspect_djvu
from mediawharf.media.facts import MediaFacts
from mediawharf.media.gif import inspect_gif
from mediawharf.media.probe import Probe, check_text
from mediawharf.media.webp import inspect_webp
from mediawharf.media.xcf import inspect_xcf

_PIXELS = (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
_FRAME_HEADER = 16  # of a WebP's animation; the chunks of its picture follow


def walk_gif(probe: Probe) -> None:
    """Checks size and number of frames, and comments once more with the lengths inside them taken out."""
    facts = inspect_gif(probe.file, probe.size)
    probe.check_area(facts.width, facts.height)
    frames = (facts.metadata or {}).get("frameCount", 0)
    if isinstance(frames, int):
        probe.check_count("media-too-many-frames", frames, probe.limits.frames)
    comments = facts.common_metadata.get("GIFFileComment")
    if isinstance(comments, list):
        for comment in comments:
            check_text(str(comment).encode())


def walk_webp(probe: Probe) -> None:
    """Checks the sizes of canvas and pictures, and the number of frames and other chunks."""
    _check_size(probe, inspect_webp(probe.file, probe.size))
    cursor = probe.cursor
    cursor.seek(12)
    frames = others = 0
    while cursor.left >= 8:
        kind, length = struct.unpack("<4sI", cursor.take(8, "a WebP chunk"))
        frames += kind == b"ANMF"
        others += kind != b"ANMF"
        probe.check_count("media-too-many-frames", frames, probe.limits.frames)
        probe.check_count("media-too-many-chunks", others, probe.limits.chunks)
        _check_webp_size(probe, kind, length)
        if kind in _PIXELS:
            probe.pass_data(length + (length & 1))
        else:
            cursor.skip(length + (length & 1), "a WebP chunk")


def _check_webp_size(probe: Probe, kind: bytes, length: int) -> None:
    head = probe.cursor.peek(min(length, _FRAME_HEADER + 18))
    if kind == b"ANMF":
        kind, head = head[_FRAME_HEADER : _FRAME_HEADER + 4], head[_FRAME_HEADER + 8 :]
    if kind in webp.SIZED:
        size = webp.size_in(kind, head[:10])
        probe.check_area(int(str(size["width"])), int(str(size["height"])))


def walk_djvu(probe: Probe) -> None:
    """Checks number and size of the pages."""
    facts = inspect_djvu(probe.file, probe.size)
    probe.check_count("media-too-many-pages", facts.page_count or 0, probe.limits.pages - 1)
    _check_size(probe, facts)
    described = (facts.metadata or {}).get("data")
    pages = described.get("pages") if isinstance(described, dict) else None
    for page in pages if isinstance(pages, list) else []:
        if isinstance(page, dict):
            probe.check_area(int(str(page["width"])), int(str(page["height"])))


def walk_xcf(probe: Probe) -> None:
    """Checks the size."""
    _check_size(probe, inspect_xcf(probe.file, probe.size))


def _check_size(probe: Probe, facts: MediaFacts) -> None:
    probe.check_area(facts.width, facts.height)
