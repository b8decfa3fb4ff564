"""How often a user may do a thing. Source: MediaWiki's ``$wgRateLimits``."""

from collections.abc import Mapping
from dataclasses import dataclass

from mediawharf.auth.throttle import Limit, Throttle, network_of
from mediawharf.model.errors import WharfError
from mediawharf.model.json import Json
from mediawharf.model.user import User


@dataclass(eq=False)
class RateLimited(WharfError):
    """The user did this too often in too short a time; in so many seconds it is possible again.

    ``filekey`` is the key of a file that is kept until then.
    """

    code = "ratelimited"
    key = "apierror-ratelimited"
    retry_after: int
    filekey: str | None = None

    def data(self) -> dict[str, Json]:
        """The seconds to wait, and what is kept."""
        kept: dict[str, Json] = {} if self.filekey is None else {"filekey": self.filekey}
        return {"retryafter": self.retry_after, **kept}


class RateLimits:
    """Counts what users do, by action.

    The table has limits by action and then by kind of user: ``ip`` for those without account, ``newbie`` for accounts
    that are not autoconfirmed, ``user`` for the others, and names of groups, of which the most generous counts.
    """

    def __init__(self, throttle: Throttle, table: Mapping[str, Mapping[str, tuple[int, int]]]) -> None:
        self._throttle = throttle
        self._limits = {
            action: {kind: Limit(*limit) for kind, limit in limits.items()} for action, limits in table.items()
        }

    def count(self, action: str, user: User) -> None:
        """Counts the action in; raises RateLimited instead when it comes too often. No transaction may be open."""
        limit = self._limit_of(action, user)
        if limit is None:
            return
        who = f"ip:{network_of(user.name)}" if user.is_anonymous else f"user:{user.id}"
        wait = self._throttle.attempt((f"rate:{action}:{who}",), limits=(limit,))
        if wait is not None:
            raise RateLimited(wait)

    def _limit_of(self, action: str, user: User) -> Limit | None:
        limits = self._limits.get(action, {})
        if not limits or user.may("noratelimit"):
            return None
        if user.is_anonymous:
            return limits.get("ip")
        of_groups = [limits[group] for group in user.groups if group in limits and group != "user"]
        if of_groups:
            return max(of_groups, key=lambda limit: limit.count / limit.seconds)
        return limits.get("user" if user.may("autoconfirmed") else "newbie")
