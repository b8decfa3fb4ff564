"""How often a job is tried, and how long it waits in between."""

from dataclasses import dataclass

from mediawharf.model.clock import Random

_MOST_DOUBLINGS = 32  # more than any cap allows; keeps numbers small whatever the count of attempts


@dataclass(frozen=True, slots=True)
class Retries:
    """Waits that double from ``first`` to at most ``longest`` seconds, and ``attempts`` in all."""

    attempts: int = 8
    first: int = 10
    longest: int = 3600

    def delay(self, attempts: int, random: Random) -> int:
        """Seconds to wait after so many attempts, between half and the whole of the doubled time.

        Chance spreads jobs that failed together, so that they do not come back together.
        """
        whole = min(self.longest, self.first << min(attempts - 1, _MOST_DOUBLINGS))
        share = int.from_bytes(random.source(4), "big") / 2**32
        return round(whole * (1 + share) / 2)
