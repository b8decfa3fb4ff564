"""Time and chance, passed in so that tests can hold them still."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache


def iso(timestamp: int) -> str:
    """A timestamp as the API shows it: ``2026-01-02T03:04:05Z``."""
    day, seconds = divmod(timestamp, 86400)
    minutes, seconds = divmod(seconds, 60)
    return f"{_date(day)}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}Z"


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(day)).isoformat()


def compact(timestamp: int) -> str:
    """A timestamp as archive names and continuations hold it: ``20260102030405``."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds since 1970; ``seconds`` can be replaced in tests."""

    seconds: Callable[[], float] = time.time

    def now(self) -> int:
        """The current second."""
        return int(self.seconds())


@dataclass(frozen=True, slots=True)
class Random:
    """Unguessable bytes; ``source`` can be replaced in tests."""

    source: Callable[[int], bytes] = secrets.token_bytes

    def base36(self, length: int) -> str:
        """So many letters and digits, lower case, each as likely as the others."""
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"
        letters: list[str] = []
        while len(letters) < length:
            letters += [digits[byte % 36] for byte in self.source(length) if byte < 252]
        return "".join(letters[:length])
