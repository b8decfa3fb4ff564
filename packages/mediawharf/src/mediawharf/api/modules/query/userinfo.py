"""``meta=userinfo``: who is asking, and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.accept_language import accepted_languages
from mediawharf.api.blockinfo import block_info
from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.api.result import Star, Tagged
from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.model.clock import iso
from mediawharf.model.user import User

PROPS = (
    "acceptlang", "blockinfo", "cancreateaccount", "centralids", "changeablegroups", "editcount", "email",
    "groupmemberships", "groups", "hasmsg", "implicitgroups", "latestcontrib", "options", "ratelimits", "realname",
    "registrationdate", "rights", "theoreticalratelimits", "unreadcount",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UserInfoParams:
    """The parameters of meta=userinfo."""

    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell.", default=(), multi=True, all_values="*")
    attachedwiki: str | None = param(Text(), "Tell whether the account is attached to that wiki; there is but one.")


def run(query: Query, asked: UserInfoParams) -> Mapping[str, Any]:
    """The user."""
    call, user = query.call, query.call.user
    told: dict[str, Any] = {"id": user.id, "name": user.name}
    if user.is_anonymous:
        told["anon"] = True
    for prop in asked.prop:
        told.update(_property(call, user, prop))
    return {"userinfo": told}


def _property(call: Call, user: User, prop: str) -> Mapping[str, Any]:  # noqa: C901, PLR0912 - a table
    match prop:
        case "blockinfo":
            return {} if user.block is None else block_info(user.block)
        case "hasmsg":
            return {"messages": False}
        case "groups":
            return {"groups": Tagged(user.groups, "g")}
        case "implicitgroups":
            return {"implicitgroups": Tagged([g for g in user.groups if g in IMPLICIT_GROUPS], "g")}
        case "groupmemberships":
            explicit = [{"group": g, "expiry": "infinity"} for g in user.groups if g not in IMPLICIT_GROUPS]
            return {"groupmemberships": Tagged(explicit, "groupmembership")}
        case "rights":
            return {"rights": Tagged(sorted(user.rights), "r")}
        case "changeablegroups":
            names = ("add", "remove", "add-self", "remove-self")
            return {"changeablegroups": {name: Tagged(_changeable(call, user, name), "g") for name in names}}
        case "options":
            return {"options": _options(call, user)}
        case "ratelimits" | "theoreticalratelimits":
            return {prop: {}}
        case "acceptlang":
            rows = [{"q": weight, "code": Star(code)} for code, weight in accepted_languages(call.accept_language)]
            return {"acceptlang": Tagged(rows, "lang")}
        case "realname" | "email":
            return {prop: ""}
        case "centralids":
            attached = {"local": not user.is_anonymous}
            return {"centralids": {"local": user.id}, "attachedlocal": attached}
        case "cancreateaccount":
            return {"cancreateaccount": user.may("createaccount")}
        case _:
            return {} if user.is_anonymous else _of_account(user, prop)


def _of_account(user: User, prop: str) -> Mapping[str, Any]:
    match prop:
        case "editcount":
            return {"editcount": user.edit_count}
        case "registrationdate":
            return {} if user.registered is None else {"registrationdate": iso(user.registered)}
        case "unreadcount":
            return {"unreadcount": 0}
        case _:
            return {}


def _changeable(call: Call, user: User, name: str) -> list[str]:
    if name in ("add", "remove") and user.may("userrights"):
        return [group for group in call.facilities.group_names if group not in IMPLICIT_GROUPS]
    return []


def _options(call: Call, user: User) -> Mapping[str, Any]:
    # Whatever an option is set to, the wire has no booleans for it: switches are 0 and 1.
    options = call.facilities.accounts.options(user)
    return {name: int(value) if isinstance(value, bool) else value for name, value in options.items()}


USERINFO = Submodule(
    name="userinfo",
    kind="meta",
    prefix="ui",
    summary="Tell of the user who asks.",
    params=UserInfoParams,
    run=run,
    is_personal=True,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Userinfo",),
    examples=(("action=query&meta=userinfo&uiprop=groups|rights", "Who you are, and what you may do."),),
)
