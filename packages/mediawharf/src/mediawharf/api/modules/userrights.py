"""``action=userrights``: change the groups of an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.expiries import expiries_for
from mediawharf.api.kinds import Choice, Integer, Tag, Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.named_user import named_user
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.curation.membership import MembershipRequest


def _groups(environment: Any) -> tuple[str, ...]:
    return tuple(name for name in environment.group_names if name not in IMPLICIT_GROUPS)


@dataclass(frozen=True, slots=True)
class UserRightsParams:
    """The parameters of action=userrights."""

    user: str | None = param(UserName(takes_id=True), "Name of the user, or # and its id.")
    userid: int | None = param(Integer(), "Id of the user.", deprecated=True)
    add: tuple[str, ...] = param(Choice(_groups), "Groups to put the user into.", default=(), multi=True)
    expiry: tuple[str, ...] = param(
        Text(), "When that ends: one time for all, or one for each.", default=("infinite",), multi=True
    )
    remove: tuple[str, ...] = param(Choice(_groups), "Groups to take the user out of.", default=(), multi=True)
    reason: str = param(Text(), "Why.", default="")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)


def run(call: Call, asked: UserRightsParams) -> Mapping[str, Any]:
    """The groups that were really entered and left."""
    expiries = expiries_for(asked.add, asked.expiry, now=call.facilities.clock.now())
    target = named_user(call, asked.user, asked.userid)
    request = MembershipRequest(
        target=target,
        add=dict(zip(asked.add, expiries, strict=True)),
        remove=asked.remove,
        reason=asked.reason,
        tags=asked.tags,
    )
    change = call.facilities.curation.membership.change(request, call.user)
    told = {
        "user": target.name,
        "userid": target.id,
        "added": Tagged(change.added, "group"),
        "removed": Tagged(change.removed, "group"),
    }
    return {"userrights": told}


USERRIGHTS = Module(
    name="userrights",
    summary="Change the groups of a user.",
    params=UserRightsParams,
    run=run,
    token="userrights",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:User_group_membership",),
    examples=(("action=userrights&user=FooBot&add=bot&remove=sysop|bureaucrat&token=123ABC", "Change the groups."),),
)
