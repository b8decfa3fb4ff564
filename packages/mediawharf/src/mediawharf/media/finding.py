"""What makes a file one that may not come in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The wire's key of a refusal, and what the key's sentence names."""

    key: str
    facts: tuple[str, ...] = ()


class Hostile(Exception):
    """Ends a walk at the first finding."""

    def __init__(self, key: str, *facts: str | int) -> None:
        super().__init__(key, *facts)
        self.finding = Finding(key, tuple(str(fact) for fact in facts))
