"""What one client was told: which files are there with which SHA-1, and of which it cannot know."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ledger:
    """Acknowledged files by name, None for deleted ones; and what came of all calls."""

    files: dict[str, str | None] = field(default_factory=dict)
    unsure: dict[str, set[str | None]] = field(default_factory=dict)  # the connection broke: either may be true
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    broken: int = 0  # connections that ended without a reply
    wrong: list[str] = field(default_factory=list)  # replies that contradict earlier ones

    def published(self, name: str, sha1: str) -> None:
        """The server has said that the file is there."""
        self.files[name] = sha1

    def deleted(self, name: str) -> None:
        """The server has said that the file is deleted."""
        self.files[name] = None

    def doubt(self, name: str, *states: str | None) -> None:
        """The server has said nothing: the file is in one of these states."""
        self.files.pop(name, None)
        self.unsure[name] = set(states)

    def contradicted(self, name: str, sha1: str | None) -> str | None:
        """What is wrong with a file that is found so, if anything is."""
        if name in self.unsure:
            return None if sha1 in self.unsure[name] else f"{name}: {sha1} is none of {self.unsure[name]}"
        return None if self.files[name] == sha1 else f"{name}: {sha1} in the place of {self.files[name]}"


def merged(ledgers: Iterable[Ledger]) -> Ledger:
    """All ledgers as one: clients have names of their own."""
    whole = Ledger()
    for one in ledgers:
        whole.files |= one.files
        whole.unsure |= one.unsure
        whole.errors += one.errors
        whole.broken += one.broken
        whole.wrong += one.wrong
        for label, seconds in one.seconds.items():
            whole.seconds[label] += seconds
    return whole
