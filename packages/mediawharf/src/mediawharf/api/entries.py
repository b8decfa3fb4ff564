"""The order in which modules that change many pages tell of them."""

from collections.abc import Iterator, Sequence

from mediawharf.api.pageset import Entry


def in_order(entries: Sequence[Entry]) -> Iterator[Entry]:
    """What is no page first, then special pages, then missing ones, then those that exist."""
    yield from (entry for entry in entries if entry.title is None)
    yield from (entry for entry in entries if entry.title is not None and entry.title.namespace < 0)
    yield from (entry for entry in entries if entry.title is not None and entry.title.namespace >= 0)
