"""TIFF: the chain of directories and its branches."""

from mediawharf.media.finding import Hostile
from mediawharf.media.ifd import Entry, TiffStructure
from mediawharf.media.probe import Probe

_WIDTH, _HEIGHT, _BITS, _SAMPLES = 0x100, 0x101, 0x102, 0x115
_BRANCHES = (0x14A, 0x8769, 0x8825, 0xA005)  # SubIFDs, EXIF, GPS, interoperability
_MAX_VALUE = 1 << 16
_MAX_ROWS = 200_000  # of all directories


def walk_tiff(probe: Probe) -> None:
    """Checks number and size of the pages and that no directory comes twice in the chain; pixels lie anywhere."""
    _check_directories(probe, TiffStructure(probe.file, probe.size))


def _check_directories(probe: Probe, tiff: TiffStructure) -> None:
    chain: set[int] = set()
    branches: list[int] = []
    offset, visited, rows = tiff.first, 0, 0
    while offset or branches:
        if offset:
            if offset in chain:
                raise Hostile("media-loop")
            chain.add(offset)
            entries, following = tiff.directory(offset)
            branches += _branches(tiff, entries)
            offset = following
        else:
            entries, _ = tiff.directory(branches.pop())
        visited += 1
        rows += len(entries)
        probe.check_count("media-too-many-chunks", rows + len(branches), _MAX_ROWS)
        probe.check_count("media-too-many-pages", visited, probe.limits.directories)
        _check_size(probe, tiff, entries)


def _branches(tiff: TiffStructure, entries: list[Entry]) -> list[int]:
    found: list[int] = []
    for entry in entries:
        if entry.tag in _BRANCHES and tiff.fits(entry):
            value = tiff.value(entry, limit=_MAX_VALUE)
            places = value if isinstance(value, list) else [value]
            found += [place for place in places if isinstance(place, int) and 8 <= place < tiff.size]
    return found


def _check_size(probe: Probe, tiff: TiffStructure, entries: list[Entry]) -> None:
    numbers = {entry.tag: _number(tiff, entry) for entry in entries if entry.tag in (_WIDTH, _HEIGHT, _BITS, _SAMPLES)}
    bits = max(1, numbers.get(_BITS, 1)) * max(1, numbers.get(_SAMPLES, 1))
    probe.check_area(numbers.get(_WIDTH, 0), numbers.get(_HEIGHT, 0), bits=bits)


def _number(tiff: TiffStructure, entry: Entry) -> int:
    value = tiff.value(entry, limit=_MAX_VALUE) if tiff.fits(entry) else None
    first = value[0] if isinstance(value, list) else value
    return first if isinstance(first, int) else 0
