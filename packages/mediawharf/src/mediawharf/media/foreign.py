"""What must not stand inside a file, whatever its type: markup that runs, programs and archives."""

import re
from collections.abc import Iterable

from mediawharf.media import archives, executables, scripts
from mediawharf.media.finding import Finding
from mediawharf.media.seeded import SeededTable

# Bytes by which the parts of a search must overlap. Texts need more: elements are long.
LONGEST = max(archives.LONGEST, scripts.LONGEST)
_ACTIVE = "uploadscripted"
_FOREIGN = "filetype-bad-ie-mime"
# Not more seeds in one search than the vector code takes.
DATA_PATTERNS = ((scripts.MARKUP, _ACTIVE), *archives.COMMON)
_IN_DATA = SeededTable(DATA_PATTERNS)
_IN_TEXT = SeededTable(
    [*((code, _ACTIVE) for code in scripts.CODES), *archives.OTHERS, *executables.SIGNATURES],
)
_ARCHIVES = SeededTable(archives.COMMON)


def find_in_data(block: bytes) -> Finding | None:
    """Active markup that goes on as text, or an archive of the commonest kinds, in compressed data; markup first."""
    return judged(_IN_DATA.finditer(block))


def judged(matches: Iterable[tuple[re.Match[bytes], str]]) -> Finding | None:
    """The same, of what a search for ``DATA_PATTERNS`` has found."""
    foreign: str | None = None
    for found, meaning in matches:
        if meaning != _ACTIVE:
            foreign = foreign or meaning
        elif scripts.goes_on_as_text(found):
            return Finding(_ACTIVE)
    return None if foreign is None else Finding(_FOREIGN, (foreign,))


def find_in_text(block: bytes) -> Finding | None:
    """Active markup, texts that run something, archives of any kind, and programs; what runs first."""
    meanings = [meaning for _, meaning in _IN_DATA.finditer(block)]
    meanings += [meaning for found, meaning in _IN_TEXT.finditer(block) if _is_meant(found, meaning)]
    if _ACTIVE in meanings or scripts.has_link_or_handler(block):
        return Finding(_ACTIVE)
    return Finding(_FOREIGN, (meanings[0],)) if meanings else None


def find_archive(block: bytes) -> Finding | None:
    """An archive of the commonest kinds."""
    return next((Finding(_FOREIGN, (meaning,)) for _, meaning in _ARCHIVES.finditer(block)), None)


def _is_meant(found: re.Match[bytes], meaning: str) -> bool:
    return meaning != executables.WINDOWS or executables.leads_to_windows(found)
