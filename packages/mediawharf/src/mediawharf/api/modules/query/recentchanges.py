"""``list=recentchanges``: the latest edits, new pages and log entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.changes import DEFAULT_TYPES, TYPES, listed, rows
from mediawharf.api.modules.query.errors import MayNotSeePatrols
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.namespaces import NamespaceId, numbers
from mediawharf.api.modules.query.paging import DIRECTIONS, check_show, exclusive, shown, time_range
from mediawharf.api.named_page import named_title
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.model.user import User
from mediawharf.pages.changes import ChangeFilter, ListedChange

PROPS: Final = (
    "comment", "flags", "ids", "loginfo", "parsedcomment", "patrolled", "redirect", "sha1", "sizes", "tags",
    "timestamp", "title", "user", "userid",
)  # fmt: skip
SHOW: Final = (
    "!anon", "!autopatrolled", "!bot", "!minor", "!patrolled", "!redirect", "anon", "autopatrolled", "bot", "minor",
    "patrolled", "redirect", "unpatrolled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecentChangesParams:
    """The parameters of list=recentchanges."""

    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    namespace: tuple[str, ...] = param(
        NamespaceId(), "Changes in these namespaces.", default=(), multi=True, all_values="*"
    )
    user: str | None = param(UserName(), "Changes by this user.")
    exclude_user: str | None = param(UserName(), "No changes by this user.")
    tag: str | None = param(Text(), "Changes with this change tag.")
    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each change.", default=("title", "timestamp", "ids"), multi=True
    )
    show: tuple[str, ...] = param(
        Choice(SHOW), "Only changes of this kind; ! is those that are not of it.", default=(), multi=True
    )
    limit: int = param(Limit(), "How many changes.", default=10)
    type: tuple[str, ...] = param(
        Choice(TYPES), "Which types of changes.", default=DEFAULT_TYPES, multi=True, all_values="*"
    )
    top_only: bool = param(Flag(), "Only changes that are the latest of their page.", default=False)
    title: str | None = param(Text(), "Changes of this page.")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def run(query: Query, asked: RecentChangesParams) -> Mapping[str, Any]:
    """The changes, by time."""
    if "patrolled" in asked.prop:
        _require_patroller(query.call.user)
    told = rows(query, _changes(query, asked), props=asked.prop, row_ids=True)
    return {"recentchanges": Tagged(told, "rc")}


def _changes(query: Query, asked: RecentChangesParams) -> Sequence[ListedChange]:
    exclusive(rcuser=asked.user, rcexcludeuser=asked.exclude_user)
    show = check_show(asked.show)
    if any("patrolled" in word for word in show):
        _require_patroller(query.call.user)
    if not show.isdisjoint(("!patrolled", "unpatrolled", "!autopatrolled")):
        return ()  # every change counts as patrolled
    wanted = ChangeFilter(
        types=asked.type,
        namespaces=numbers(asked.namespace),
        title=None if asked.title is None else named_title(asked.title),
        user_name=asked.user,
        except_user=asked.exclude_user,
        minor=shown(show, "minor"),
        bot=shown(show, "bot"),
        anonymous=shown(show, "anon"),
        redirect=shown(show, "redirect"),
        tag=asked.tag,
        is_latest_revision=asked.top_only,
    )
    range_ = time_range(asked)
    return listed(query, range_, wanted, parameter="rccontinue")


def _require_patroller(user: User) -> None:
    if not (user.may("patrol") or user.may("patrolmarks")):
        raise MayNotSeePatrols


RECENTCHANGES = Submodule(
    name="recentchanges",
    kind="list",
    prefix="rc",
    summary="List the latest changes.",
    params=RecentChangesParams,
    run=run,
    generates=lambda query, asked: [each.change.title for each in _changes(query, asked)],
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:RecentChanges",),
    examples=(("action=query&list=recentchanges", "List the latest changes."),),
)
