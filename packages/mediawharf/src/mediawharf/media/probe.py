"""What all walks share: a place in the file, the search of all bytes that are not stepped over, and the limits."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from mediawharf.media import foreign
from mediawharf.media.cursor import Cursor
from mediawharf.media.finding import Finding, Hostile
from mediawharf.media.limits import MediaLimits

_FIRST_WINDOW = 1 << 13  # most pieces are short
_WINDOW = 1 << 18  # as much as stays in a processor's cache from one search to the next
_OVERLAP = foreign.LONGEST
_TEXT_OVERLAP = 1 << 11  # an element with its handler, a program's two headers
_STEP = 1 << 16
_EDGE = 1 << 17
_SEARCHED_FILM = 1 << 25  # bytes of one file; a film of 5 GiB would take a second
_LONGEST_GAP = 40  # between pieces of data: headers of theirs, too short to hold anything

Check: TypeAlias = Callable[[bytes], None]


class Probe:
    """Walks a file; whatever is not told to be data is searched for scripts and archives, damage or not."""

    def __init__(self, file: BinaryIO, size: int, limits: MediaLimits) -> None:
        self.file = file
        self.size = size
        self.limits = limits
        self.cursor = Cursor(file, size)
        self._film_left = _SEARCHED_FILM
        self._inflated = 0  # of all texts
        self._data_start = self._data_end = 0  # data that is stepped over but not searched yet

    def pass_data(self, count: int) -> None:
        """Steps over pixels or the like, which is searched for markup that goes on and for archives."""
        start, end = self.cursor.offset, self._end_of(count)
        if start - self._data_end > _LONGEST_GAP:
            self._search_data()
            self._search_text(self._data_end - _OVERLAP, start)
            self._data_start = start
        self._data_end = end
        self.cursor.seek(end)

    def pass_film(self, count: int) -> None:
        """Steps over film or sound; the first of it is searched as data, to which all of smaller files belongs."""
        searched = min(count, self._film_left)
        self._film_left -= searched
        self.pass_data(searched)
        if searched < count:
            self.pass_over(count - searched)

    def pass_over(self, count: int) -> None:
        """Steps over what the walk has looked at by itself, or leaves alone."""
        start, end = self.cursor.offset, self._end_of(count)
        self._search_data()
        if start - self._data_end > _LONGEST_GAP:
            self._search_text(self._data_end - _OVERLAP, start)
        self._data_start = self._data_end = end
        self.cursor.seek(end)

    def search_rest(self) -> None:
        """Searches everything that was not stepped over."""
        self._search_data()
        self._search_text(self._data_end - _OVERLAP, self.size)
        self._data_start = self._data_end = self.size

    def windows(self, start: int, end: int, *, overlap: int = _OVERLAP) -> Iterator[tuple[int, bytes]]:
        """The bytes from ``start`` to ``end`` in pieces that overlap by so many bytes, each with its offset."""
        reach = _FIRST_WINDOW
        while start < end:
            self.file.seek(start)
            block = self.file.read(min(reach, end - start))
            if not block:
                return
            yield start, block
            if start + len(block) >= end:
                return
            start += max(1, len(block) - overlap)
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
            self._inflated += len(plain)
            if total > self.limits.inflated_text:
                raise Hostile("media-inflates", what, self.limits.inflated_text)
            if self._inflated > self.limits.inflated:
                raise Hostile("media-inflates", what, self.limits.inflated)
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

    def _end_of(self, count: int) -> int:
        return min(self.size, self.cursor.offset + max(0, count))

    def _search_data(self) -> None:
        if self._data_start < self._data_end:
            self._search(self._data_start, self._data_end, check_data)

    def _search_text(self, start: int, end: int) -> None:
        """Searches as text what no walk knows; what is long is hardly text, but perhaps at its ends."""
        start = max(0, start)
        near, far = min(end, start + _EDGE), max(start, end - _EDGE)
        if near < far:
            self._search(near - _OVERLAP, far + _OVERLAP, check_data)
            self._search(far, end, check_text)
        self._search(start, near if near < far else end, check_text)

    def _search(self, start: int, end: int, check: Check) -> None:
        overlap = _TEXT_OVERLAP if check is check_text else _OVERLAP
        for _, block in self.windows(max(0, start), end, overlap=overlap):
            check(block)


def check_data(block: bytes) -> None:
    """Refuses active markup and archives in compressed data."""
    refuse(foreign.find_in_data(block))


def check_text(block: bytes) -> None:
    """Refuses active markup, texts that run something, archives, and programs."""
    refuse(foreign.find_in_text(block))


def check_archive(block: bytes) -> None:
    """Refuses archives."""
    refuse(foreign.find_archive(block))


def refuse(found: Finding | None) -> None:
    """Ends the walk if something was found."""
    if found is not None:
        raise Hostile(found.key, *found.facts)
