"""``list=watchlist``: the latest changes of pages that the user watches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.changes import DEFAULT_TYPES, TYPES, listed, rows
from mediawharf.api.modules.query.errors import (
    BadWatchlistToken,
    MayNotSeePatrols,
    MayNotTellOfPatrols,
    WatchlistNeedsLogin,
)
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import DIRECTIONS, check_show, exclusive, shown, time_range
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db.changes import WatchedBy
from mediawharf.model.clock import iso
from mediawharf.pages.changes import ChangeFilter, ListedChange
from mediawharf.pages.permissions import require_right

PROPS: Final = (
    "comment", "expiry", "flags", "ids", "loginfo", "notificationtimestamp", "parsedcomment", "patrol", "sizes",
    "tags", "timestamp", "title", "user", "userid",
)  # fmt: skip
SHOW: Final = (
    "!anon", "!autopatrolled", "!bot", "!minor", "!patrolled", "!unread", "anon", "autopatrolled", "bot", "minor",
    "patrolled", "unread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WatchlistParams:
    """The parameters of list=watchlist."""

    all_rev: bool = param(Flag(), "All changes, not only the latest of each page.", default=False)
    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Changes in these namespaces.", default=(), multi=True, all_values="*"
    )
    user: str | None = param(UserName(), "Changes by this user.")
    exclude_user: str | None = param(UserName(), "No changes by this user.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    limit: int = param(Limit(), "How many changes.", default=10)
    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each change.", default=("ids", "title", "flags"), multi=True
    )
    show: tuple[str, ...] = param(
        Choice(SHOW), "Only changes of this kind; ! is those that are not of it.", default=(), multi=True
    )
    type: tuple[str, ...] = param(
        Choice(TYPES), "Which types of changes.", default=DEFAULT_TYPES, multi=True, all_values="*"
    )
    owner: str | None = param(UserName(), "Whose watchlist; nobody gives theirs away here.")
    token: str | None = param(Text(), "The owner's token; there are none here.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def require_own_watchlist(query: Query, owner: str | None, token: str | None) -> None:
    """Raises WatchlistNeedsLogin, PermissionDenied, and BadWatchlistToken for somebody else's list.

    Without a token, an owner is not looked at, as on the wire.
    """
    user = query.call.user
    if owner is not None and token is not None:
        raise BadWatchlistToken
    if user.is_anonymous:
        raise WatchlistNeedsLogin
    require_right(user, "viewmywatchlist")


def run(query: Query, asked: WatchlistParams) -> Mapping[str, Any]:
    """The changes, by time."""
    changes = _changes(query, asked)
    told = rows(query, changes, props=asked.prop, row_ids=False)
    if {"user", "userid"} & set(asked.prop):
        for row in told:
            row.setdefault("anon", False)  # this list alone says so of accounts too
    if "notificationtimestamp" in asked.prop:
        for row in told:
            row["notificationtimestamp"] = ""  # nobody is notified of changes here
    if "expiry" in asked.prop:
        titles = [each.change.title for each in changes]
        watchlist, user = query.call.facilities.watchlist, query.call.user
        watches = watchlist.find_many(query.connection, titles, user=user)
        for row, title in zip(told, titles, strict=True):
            expiry = watches[title].expiry
            row["expiry"] = False if expiry is None else iso(expiry)
    return {"watchlist": Tagged(told, "item")}


def _changes(query: Query, asked: WatchlistParams) -> Sequence[ListedChange]:
    require_own_watchlist(query, asked.owner, asked.token)
    if "patrol" in asked.prop and not query.call.user.may("patrol"):
        raise MayNotTellOfPatrols
    exclusive(wluser=asked.user, wlexcludeuser=asked.exclude_user)
    show = check_show(asked.show)
    if any("patrolled" in word for word in show) and not query.call.user.may("patrol"):
        raise MayNotSeePatrols
    if not show.isdisjoint(("!patrolled", "!autopatrolled", "unread")):
        return ()  # every change counts as patrolled, and as read
    wanted = ChangeFilter(
        types=asked.type,
        namespaces=numbers(asked.namespace),
        user_name=asked.user,
        except_user=asked.exclude_user,
        minor=shown(show, "minor"),
        bot=shown(show, "bot"),
        anonymous=shown(show, "anon"),
        watched_by=WatchedBy(query.call.user.id, query.call.facilities.clock.now()),
        is_latest=not asked.all_rev,
    )
    range_ = time_range(asked)
    return listed(query, range_, wanted, parameter="wlcontinue")


WATCHLIST = Submodule(
    name="watchlist",
    kind="list",
    prefix="wl",
    summary="List the latest changes of the pages that you watch.",
    params=WatchlistParams,
    run=run,
    is_personal=True,
    generates=lambda query, asked: [each.change.title for each in _changes(query, asked)],
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Watchlist",),
    examples=(("action=query&list=watchlist", "List the latest changes of the pages that you watch."),),
)
