"""``action=checktoken``: tell whether a token is good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Integer, Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.auth.tokens import TokenKind, check, made_at
from mediawharf.model.clock import iso


@dataclass(frozen=True, slots=True)
class CheckTokenParams:
    """The parameters of action=checktoken."""

    type: str = param(Choice(tuple(kind.value for kind in TokenKind)), "The kind of token.", required=True)
    token: str = param(Text(), "The token.", required=True)
    maxtokenage: int | None = param(Integer(), "Oldest age that is good, in seconds.")


def run(call: Call, asked: CheckTokenParams) -> Mapping[str, Any]:
    """valid, invalid or expired, and when the token was made."""
    kind, now = TokenKind(asked.type), call.facilities.clock.now()
    if not check(call.session, kind, asked.token):
        return {"checktoken": {"result": "invalid"}}
    is_young = check(call.session, kind, asked.token, now=now, max_age=asked.maxtokenage)
    told = {"result": "valid" if is_young else "expired"}
    made = made_at(asked.token)
    return {"checktoken": told if made is None else {**told, "generated": iso(made)}}


CHECKTOKEN = Module(
    name="checktoken",
    summary="Tell whether a token from meta=tokens is good.",
    params=CheckTokenParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Checktoken",),
    examples=(("action=checktoken&type=csrf&token=123ABC", "Check a csrf token."),),
)
