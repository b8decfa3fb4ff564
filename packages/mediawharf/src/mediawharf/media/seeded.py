"""Fast search of large blocks for patterns that are rarely there."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, TypeVar

from ahocorasick_rs import BytesAhoCorasick, MatchKind

_PIECE = 1 << 16
_DENSE = 512  # seeds in a piece, from which on the patterns alone are faster

Meaning = TypeVar("Meaning")


class Seeded:
    """A pattern that is tried only where one of its seeds stands.

    A seed is what a match begins with, at least two bytes. On bytes that hold few of them the search costs about
    0.1 s of CPU a gigabyte where the pattern alone costs 1 s; in the worst case it takes three times as long as the
    pattern. Seeds that all begin with the same byte, and are of one length, are the fastest.
    """

    def __init__(self, pattern: re.Pattern[bytes], seeds: Iterable[bytes]) -> None:
        self.pattern = pattern
        self.seeds = tuple(seeds)
        self._table = SeededTable([(self, None)])

    def search(self, text: bytes) -> re.Match[bytes] | None:
        """The first match in ``text``, or None."""
        return next(self.finditer(text), None)

    def finditer(self, text: bytes) -> Iterator[re.Match[bytes]]:
        """All matches in ``text`` in their order; they may overlap where the pattern finds itself inside itself."""
        for found, _ in self._table.finditer(text):
            yield found


class SeededTable(Generic[Meaning]):
    """Several seeded patterns in one search; each match comes with what its pattern means.

    Up to 32 seeds that begin with four different bytes or more are looked for by vector code, at 0.05 s of CPU a
    gigabyte for all of them.
    """

    def __init__(self, patterns: Iterable[tuple[Seeded, Meaning]]) -> None:
        known = [(each.pattern, each.seeds, meaning) for each, meaning in patterns]
        seeds = sorted({seed for _, seeds, _ in known for seed in seeds}, key=len)
        self._patterns = [(pattern, meaning) for pattern, _, meaning in known]
        self._reach = max(map(len, seeds)) - 1
        # Only this kind of match has the vector code. It tells one seed where several meet: where a seed begins like
        # another or inside another, so that all patterns which it could belong to are tried.
        self._automaton = BytesAhoCorasick(seeds, matchkind=MatchKind.LeftmostFirst)
        self._candidates = [
            [
                (ahead, pattern, meaning)
                for ahead in range(len(seed))
                for pattern, others, meaning in known
                if _meet(seed[ahead:], others)
            ]
            for seed in seeds
        ]

    def finditer(self, text: bytes) -> Iterator[tuple[re.Match[bytes], Meaning]]:
        """All matches in ``text``; those of one pattern in their order, and in all where seeds are rare."""
        view = memoryview(text)
        for start in range(0, len(text), _PIECE):
            seeds = self._automaton.find_matches_as_indexes(view[start : start + _PIECE + self._reach])
            if len(seeds) > _DENSE:
                yield from self._without_seeds(text, start)
                return
            for seed, at, _ in seeds:
                if at >= _PIECE:
                    break  # the next piece's
                for ahead, pattern, meaning in self._candidates[seed]:
                    found = pattern.match(text, start + at + ahead)
                    if found is not None:
                        yield found, meaning

    def _without_seeds(self, text: bytes, start: int) -> Iterator[tuple[re.Match[bytes], Meaning]]:
        for pattern, meaning in self._patterns:
            for found in pattern.finditer(text, start):
                yield found, meaning


def in_any_case(seed: bytes) -> list[bytes]:
    """The seed in every mixture of small and capital letters."""
    return [bytes(letters) for letters in product(*(sorted({*_both(letter)}) for letter in seed))]


def _both(letter: int) -> bytes:
    one = bytes([letter])
    return one.lower() + one.upper()


def _meet(seed: bytes, others: Iterable[bytes]) -> bool:
    """Whether what begins with ``seed`` may begin with one of the others."""
    return any(seed.startswith(other) or other.startswith(seed) for other in others)
