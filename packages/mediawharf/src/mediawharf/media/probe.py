"""What all walks share: a place in the file, the search of all bytes that are not stepped over, and the limits."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from mediawharf.media import archives, scripts
from mediawharf.media.cursor import Cursor
from mediawharf.media.finding import Hostile
from mediawharf.media.limits import MediaLimits

_FIRST_WINDOW = 1 << 13  # most pieces are short
_WINDOW = 1 << 20
_OVERLAP = max(archives.LONGEST, scripts.LONGEST)
_STEP = 1 << 16

Check: TypeAlias = Callable[[bytes], None]


class Probe:
    """Walks a file; whatever is not told to be data is searched for scripts and archives, damage or not."""

    def __init__(self, file: BinaryIO, size: int, limits: MediaLimits) -> None:
        self.file = file
        self.size = size
        self.limits = limits
        self.cursor = Cursor(file, size)
        self._searched = 0

    def pass_data(self, count: int) -> None:
        """Steps over data that is searched for markup alone: by chance it could hold the mark of an archive."""
        start = self._pass(count)
        self._search(start, self.cursor.offset, check_markup)

    def pass_over(self, count: int) -> None:
        """Steps over data too large to be looked at: film and compressed pixels."""
        self._pass(count)

    def search_rest(self) -> None:
        """Searches everything that was not stepped over."""
        self._search(self._searched, self.size, check_text)
        self._searched = self.size

    def windows(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """The bytes from ``start`` to ``end`` in pieces that overlap, each with its offset."""
        reach = _FIRST_WINDOW
        while start < end:
            self.file.seek(start)
            block = self.file.read(min(reach, end - start))
            if not block:
                return
            yield start, block
            if start + len(block) >= end:
                return
            start += max(1, len(block) - _OVERLAP)
            reach = min(_WINDOW, reach * 8)

    def search_inflated(self, packed: bytes, *, what: str) -> None:
        """Searches the text behind zlib's packing as it unfolds; one that does not unfold is not searched."""
        stream = zlib.decompressobj()
        total, kept, rest = 0, b"", packed
        while rest and not stream.eof:
            try:
                plain = stream.decompress(rest, _STEP)
            except zlib.error:
                return  # readers give up here too
            rest = stream.unconsumed_tail
            total += len(plain)
            if total > self.limits.inflated_text:
                raise Hostile("media-inflates", what, self.limits.inflated_text)
            check_text(kept + plain)
            kept = plain[-_OVERLAP:]

    def check_area(self, width: int, height: int, *, bits: int = 8) -> None:
        """Refuses a picture whose pixels are beyond the limits; ``bits`` are those of one pixel."""
        area = width * height
        is_hollow = area * bits > 8 * self.size * self.limits.expansion
        if area > self.limits.greatest_area or (area > self.limits.area and is_hollow):
            raise Hostile("image-too-large", width, height)

    def check_count(self, key: str, count: int, limit: int) -> None:
        """Refuses more than ``limit`` of what the key names."""
        if count > limit:
            raise Hostile(key, count, limit)

    def check_claim(self, claimed: int) -> None:
        """Refuses a length that no cut explains: far beyond the end of the file, and far more than all of it."""
        if claimed > self.cursor.left + self.limits.false_bytes and claimed > 16 * self.size:
            raise Hostile("media-false-length", claimed, self.cursor.left)

    def _pass(self, count: int) -> int:
        start = self.cursor.offset
        end = min(self.size, start + max(0, count))
        # What lies between two pieces of data is mostly a header of theirs, too short to hold anything.
        if start - self._searched > 16:
            self._search(max(0, self._searched - _OVERLAP), start, check_text)
        self._searched = end
        self.cursor.seek(end)
        return start

    def _search(self, start: int, end: int, check: Check) -> None:
        for _, block in self.windows(start, end):
            check(block)
        self.cursor.seek(self.cursor.offset)


def check_markup(block: bytes) -> None:
    """Refuses active markup."""
    if scripts.find_script(block) is not None:
        raise Hostile("uploadscripted")


def check_text(block: bytes) -> None:
    """Refuses active markup, links that run scripts, and archives."""
    check_markup(block)
    if scripts.has_script_link(block):
        raise Hostile("uploadscripted")
    archive = archives.find_archive(block)
    if archive is not None:
        raise Hostile("filetype-bad-ie-mime", archive)
