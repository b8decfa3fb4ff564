"""How much a comparison measures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    size: int  # bytes of the large file
    files: int  # how many of 200 kB
    rounds: int
    big: int  # bytes of the file that is large beyond memory
    seconds: float  # of each measurement of reads
    grown: int  # how many files there are in the end
