"""What makes a file one that may not come in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The wire's key of a refusal, and what the key's sentence names."""

    key: str
    facts: tuple[str, ...] = ()
