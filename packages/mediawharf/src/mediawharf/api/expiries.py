"""Lists of expiry times, one for all things or one for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.expiry import BadExpiry, Infinite, parse_expiry


@dataclass(eq=False)
class TooFewExpiries(WharfError):
    """There must be one expiry for all things, or one for each."""

    code = "toofewexpiries"
    key = "apierror-toofewexpiries"
    given: int
    needed: int

    def message(self) -> Message:
        """Names both numbers."""
        return Message(self.key, (self.given, self.needed))


@dataclass(eq=False)
class InvalidExpiry(WharfError):
    """The text is no expiry."""

    code = "invalidexpiry"
    key = "apierror-invalidexpiry"
    text: str

    def message(self) -> Message:
        """Names the text."""
        return Message(self.key, (self.text,))


@dataclass(eq=False)
class PastExpiry(WharfError):
    """The expiry is over already."""

    code = "pastexpiry"
    key = "apierror-pastexpiry"
    text: str

    def message(self) -> Message:
        """Names the text."""
        return Message(self.key, (self.text,))


def expiries_for(things: Sequence[str], texts: Sequence[str], *, now: int) -> list[int | None]:
    """When each of the things ends, in seconds since 1970; None: never.

    Raises TooFewExpiries, InvalidExpiry, PastExpiry.
    """
    expiries = list(texts) * len(things) if len(texts) == 1 else list(texts)
    if things and len(expiries) != len(things):
        raise TooFewExpiries(len(expiries), len(things))
    return [_end(text, now=now) for text in expiries[: len(things)]]


def _end(text: str, *, now: int) -> int | None:
    try:
        expiry = parse_expiry(text, now=now, refuse_past=True)
    except BadExpiry as refused:
        raise PastExpiry(text) if refused.is_past else InvalidExpiry(text) from None
    return None if isinstance(expiry, Infinite) else expiry
