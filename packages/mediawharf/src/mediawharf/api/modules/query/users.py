"""``list=users``: accounts by name or id."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Integer, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.accounts import account_row
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import exclusive
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.auth.names import canonical_name
from mediawharf.db.account_list import find_accounts

PROPS: Final = (
    "blockinfo", "cancreate", "centralids", "editcount", "emailable", "gender", "groupmemberships", "groups",
    "implicitgroups", "registration", "rights",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UsersParams:
    """The parameters of list=users."""

    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell of each account.", default=(), multi=True)
    attached_wiki: str | None = param(Text(), "Tell whether the account is attached to that wiki; there is but one.")
    users: tuple[str, ...] = param(Text(), "Names of accounts.", default=(), multi=True)
    user_ids: tuple[int, ...] = param(Integer(), "Ids of accounts.", default=(), multi=True)


def run(query: Query, asked: UsersParams) -> Mapping[str, Any]:
    """The accounts in the order asked for; names that no account can have come first."""
    exclusive(ususers=asked.users, ususerids=asked.user_ids)
    told = _by_ids(query, asked) if asked.user_ids else _by_names(query, asked)
    return {"users": Tagged(told, "user")}


def _by_names(query: Query, asked: UsersParams) -> list[dict[str, Any]]:
    names = {text: canonical_name(text) for text in asked.users}
    invalid = [{"name": text, "invalid": True} for text, name in names.items() if name is None]
    valid = [name for text in asked.users if (name := names[text]) is not None]
    now = query.call.facilities.clock.now()
    found = {account.name: account for account in find_accounts(query.connection, names=valid, now=now)}
    rows = [
        account_row(query, found[name], asked.prop, asked.attached_wiki) if name in found else _missing(name, asked)
        for name in valid
    ]
    return [*invalid, *rows]


def _missing(name: str, asked: UsersParams) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "missing": True}
    return {**row, "cancreate": True} if "cancreate" in asked.prop else row


def _by_ids(query: Query, asked: UsersParams) -> list[dict[str, Any]]:
    now = query.call.facilities.clock.now()
    found = {account.id: account for account in find_accounts(query.connection, ids=asked.user_ids, now=now)}
    return [
        account_row(query, found[number], asked.prop, asked.attached_wiki)
        if number in found
        else {"userid": number, "missing": True}
        for number in dict.fromkeys(asked.user_ids)
    ]


USERS = Submodule(
    name="users",
    kind="list",
    prefix="us",
    summary="Tell of accounts.",
    params=UsersParams,
    run=run,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Users",),
    examples=(("action=query&list=users&ususers=Example&usprop=groups", "Which groups Example is in."),),
)
