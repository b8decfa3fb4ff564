"""``list=allusers``: accounts in the order of their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Flag, Limit, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.accounts import CENTRAL_FIRST, account_row
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import BY_NAME, cut, exclusive
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.auth.rights import IMPLICIT_GROUPS, group_rights
from mediawharf.db.account_list import AccountRange, count_changes, list_accounts
from mediawharf.db.accounts import AccountRow

PROPS: Final = ("blockinfo", "centralids", "editcount", "groups", "implicitgroups", "registration", "rights")
ACTIVE_SECONDS: Final = 30 * 24 * 3600  # MediaWiki's $wgActiveUserDays


def _groups(environment: Any) -> Sequence[str]:
    return [name for name in environment.group_names if name not in IMPLICIT_GROUPS]


def _rights(environment: Any) -> Sequence[str]:
    given = group_rights(environment.settings)
    return sorted({right for rights in given.values() for right in rights})


@dataclass(frozen=True, slots=True)
class AllUsersParams:
    """The parameters of list=allusers."""

    from_: str | None = param(Text(), "The name to start at.", wire="from")
    to: str | None = param(Text(), "The name to end at.")
    prefix: str | None = param(Text(), "How the names are to start.")
    dir: str = param(Choice(BY_NAME), "The order.", default="ascending")
    group: tuple[str, ...] = param(Choice(_groups), "In one of these groups.", default=(), multi=True)
    exclude_group: tuple[str, ...] = param(Choice(_groups), "In none of these groups.", default=(), multi=True)
    rights: tuple[str, ...] = param(Choice(_rights), "With one of these rights.", default=(), multi=True)
    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell of each account.", default=(), multi=True)
    limit: int = param(Limit(), "How many accounts.", default=10)
    with_edits_only: bool = param(Flag(), "Only accounts that have made edits.", default=False)
    active_users: bool = param(Flag(), "Only accounts that did something in the last 30 days.", default=False)
    attached_wiki: str | None = param(Text(), "Tell whether the account is attached to that wiki; there is but one.")


def run(query: Query, asked: AllUsersParams) -> Mapping[str, Any]:
    """The accounts."""
    exclusive(augroup=asked.group, auexcludegroup=asked.exclude_group)
    accounts, following = cut(list_accounts(query.connection, _range(query, asked)), asked.limit)
    if following is not None:
        query.go_on_from("aufrom", following.name)
    return {"allusers": Tagged([_row(query, asked, account) for account in accounts], "u")}


def _range(query: Query, asked: AllUsersParams) -> AccountRange:
    now, given = query.call.facilities.clock.now(), group_rights(query.call.facilities.settings)
    holding = tuple(name for name, rights in given.items() if not set(rights).isdisjoint(asked.rights))
    groups = asked.group
    if asked.rights and not set(holding) & set(IMPLICIT_GROUPS):  # else everybody has one of them
        groups = tuple(name for name in holding if not asked.group or name in asked.group) or ("",)
    return AccountRange(
        limit=asked.limit + 1,
        now=now,
        start=_name(asked.from_),
        end=_name(asked.to),
        prefix=_name(asked.prefix),
        descending=asked.dir == "descending",
        groups=groups,
        outside_groups=asked.exclude_group,
        with_edits=asked.with_edits_only,
        active_since=now - ACTIVE_SECONDS if asked.active_users else None,
    )


def _name(text: str | None) -> str | None:
    """The start of a name as names are written; it need not be a name itself."""
    if not text:
        return None
    spaced = text.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def _row(query: Query, asked: AllUsersParams, account: AccountRow) -> dict[str, Any]:
    row = account_row(query, account, asked.prop, asked.attached_wiki, order=CENTRAL_FIRST)
    if asked.active_users:
        since = query.call.facilities.clock.now() - ACTIVE_SECONDS
        row["recentactions"] = count_changes(query.connection, account.name, since=since)
    return row


ALLUSERS = Submodule(
    name="allusers",
    kind="list",
    prefix="au",
    summary="List accounts by name.",
    params=AllUsersParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Allusers",),
    examples=(("action=query&list=allusers&augroup=sysop", "List the administrators."),),
)
