"""``action=validatepassword``: whether a password would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.auth.accounts import AccountExists, PasswordTooLong, PasswordTooShort, check_password


@dataclass(frozen=True, slots=True)
class ValidatePasswordParams:
    """The parameters of action=validatepassword."""

    password: str = param(Text("password"), "The password.", default="", required=True, sensitive=True)
    user: str | None = param(UserName(), "The name that a new account is to have.")
    email: str | None = param(Text(), "Its address for mail; there is no mail here.")
    realname: str | None = param(Text(), "Its owner's real name; none is kept here.")


def run(call: Call, asked: ValidatePasswordParams) -> Mapping[str, Any]:
    """Good, or Invalid with reasons; raises AccountExists for a name that is taken."""
    if asked.user is not None and call.facilities.accounts.find(asked.user) is not None:
        raise AccountExists(asked.user)
    try:
        check_password(asked.password)
    except (PasswordTooShort, PasswordTooLong) as refusal:
        messages = [call.error_format().message(refusal.message(), refusal.code)]
        return {"validatepassword": {"validity": "Invalid", "validitymessages": Tagged(messages, "m")}}
    return {"validatepassword": {"validity": "Good"}}


VALIDATEPASSWORD = Module(
    name="validatepassword",
    summary="Tell whether a password would do.",
    params=ValidatePasswordParams,
    run=run,
    must_be_posted=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Validatepassword",),
    examples=(("action=validatepassword&password=foobar", "Try a password for yourself."),),
)
