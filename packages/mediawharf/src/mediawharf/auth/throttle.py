"""Counts attempts, and says how long to wait once there were too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection

from mediawharf.db import attempts
from mediawharf.db.base import Database
from mediawharf.model.clock import Clock

# No limit looks back further.
LONGEST = 48 * 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts in any so many seconds."""

    count: int
    seconds: int


class Throttle:
    """Counts attempts by key in the database, so that all processes count together.

    A key names who tries what, such as ``upload:user:7``; 255 characters at most.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def attempt(self, keys: Iterable[str], *, limits: Iterable[Limit]) -> int | None:
        """Counts an attempt under every key; or the seconds to wait, 1 at least, if any key has reached a limit.

        A refused attempt is not counted: whoever waits as long as told gets through.
        """
        keys, limits = tuple(keys), tuple(limits)
        now = self._clock.now()
        with self._database.read() as connection:  # most refusals come in floods: they must not wait for writers
            wait = _wait(connection, keys, limits, now)
        if wait is not None:
            return wait
        with self._database.write() as connection:
            attempts.lock_keys(connection, keys)
            wait = _wait(connection, keys, limits, now)
            if wait is None:
                for key in keys:
                    attempts.remove_old_attempts(connection, before=now - _longest(limits), key=key)
                    attempts.add_attempt(connection, key, now=now)
        return wait

    def pardon(self, key: str, *, also: Iterable[str] = ()) -> None:
        """Forgets the attempts of a key, and as many of the latest of each other key.

        Used when a login succeeds: the name's failures are forgiven, and so are they to the address, but the
        address's failures with other names are not. Else one good account would allow to guess all others.
        """
        with self._database.write() as connection:
            attempts.lock_keys(connection, (key, *also))
            count = attempts.remove_attempts(connection, key)
            for other in also:
                attempts.remove_latest_attempts(connection, other, count=count)

    def purge(self) -> int:
        """Removes attempts that no limit looks at any more; how many there were."""
        with self._database.write() as connection:
            return attempts.remove_old_attempts(connection, before=self._clock.now() - LONGEST)


def network_of(address: str) -> str:
    """What to count an address as: itself, or its /64 network, of which one IPv6 host can use every address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]  # a proxy's or a socket's own name
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


def _longest(limits: tuple[Limit, ...]) -> int:
    return max((limit.seconds for limit in limits), default=0)


def _wait(connection: Connection, keys: tuple[str, ...], limits: tuple[Limit, ...], now: int) -> int | None:
    waits = [_wait_of(connection, key, limit, now) for key in keys for limit in limits]
    return max((wait for wait in waits if wait is not None), default=None)


def _wait_of(connection: Connection, key: str, limit: Limit, now: int) -> int | None:
    oldest = attempts.attempt_before(connection, key, count=limit.count, since=now - limit.seconds)
    return None if oldest is None else max(1, oldest + limit.seconds - now)
