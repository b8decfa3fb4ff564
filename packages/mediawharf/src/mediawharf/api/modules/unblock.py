"""``action=unblock``: let a blocked account write again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Integer, Tag, Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.named_user import named_user
from mediawharf.api.params import param
from mediawharf.api.request_errors import InvalidParamMix, MissingOneOf
from mediawharf.curation.user_errors import CannotUnblock
from mediawharf.db.accounts import account_of_block
from mediawharf.model.user import User
from mediawharf.pages.permissions import require_right

_NAMES = ("id", "user", "userid")


@dataclass(frozen=True, slots=True)
class UnblockParams:
    """The parameters of action=unblock."""

    id: int | None = param(Integer(), "Id of the block.")
    user: str | None = param(UserName(), "Name of the user.")
    userid: int | None = param(Integer(), "Id of the user.", deprecated=True)
    reason: str = param(Text(), "Why.", default="")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)


def run(call: Call, asked: UnblockParams) -> Mapping[str, Any]:
    """The block that has ended."""
    given = tuple(name for name in _NAMES if getattr(asked, name) is not None)
    if not given:
        raise MissingOneOf(_NAMES)
    if len(given) > 1:
        raise InvalidParamMix(given)
    require_right(call.user, "block")
    target = _target(call, asked)
    blocking = call.facilities.curation.blocking
    block = blocking.unblock(target, user=call.user, reason=asked.reason, tags=asked.tags)
    return {"unblock": {"id": block.id, "user": target.name, "userid": target.id, "reason": asked.reason}}


def _target(call: Call, asked: UnblockParams) -> User:
    accounts = call.facilities.accounts
    if asked.userid is not None:
        return named_user(call, None, asked.userid)
    if asked.id is not None:
        with call.facilities.database.read() as connection:
            account_id = account_of_block(connection, asked.id)
        found = None if account_id is None else accounts.get(account_id)
    else:
        found = accounts.find(asked.user or "")
    if found is None:
        raise CannotUnblock(f"#{asked.id}" if asked.user is None else asked.user)
    return found


UNBLOCK = Module(
    name="unblock",
    summary="Let a blocked user write again.",
    params=UnblockParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Block",),
    examples=(("action=unblock&user=Bob&reason=Sorry&token=123ABC", "Unblock a user."),),
)
