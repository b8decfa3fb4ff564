"""``meta=authmanagerinfo``: what logging in takes. Here it is a name and a password, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.authentication import change_fields, login_fields, password_request
from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.api.result import Tagged

_ACTIONS: Final = (
    "login", "login-continue", "create", "create-continue", "link", "link-continue", "change", "remove", "unlink",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuthManagerInfoParams:
    """The parameters of meta=authmanagerinfo."""

    securitysensitiveoperation: str | None = param(Text(), "Whether that operation would need a new log-in.")
    requestsfor: str | None = param(Choice(_ACTIONS), "Tell what that action asks for.")
    mergerequestfields: bool = param(Flag(), "List the fields of all requests together.", default=False)
    messageformat: str = param(Choice(("html", "wikitext", "raw", "none")), "Form of messages.", default="wikitext")


def run(query: Query, asked: AuthManagerInfoParams) -> Mapping[str, Any]:
    """What can be done, and what it asks for."""
    user = query.call.user
    told: dict[str, Any] = {
        "canauthenticatenow": user.bot_password is None,
        "cancreateaccounts": False,
        "canlinkaccounts": False,
    }
    if asked.securitysensitiveoperation is not None:
        told["securitysensitiveoperationstatus"] = "ok"
    if asked.requestsfor is not None:
        told |= _requests(query, asked)
    return {"authmanagerinfo": told}


def _requests(query: Query, asked: AuthManagerInfoParams) -> Mapping[str, Any]:
    told: dict[str, Any] = {"haspreservedstate": False, "hasprimarypreservedstate": False, "preservedusername": ""}
    user = query.call.user
    match asked.requestsfor:
        case "login":
            request, fields = password_request(""), login_fields()
        case "change" if not user.is_anonymous and user.bot_password is None:
            request, fields = password_request(user.name), change_fields()
        case _:
            return {**told, "requests": Tagged([], "request")}
    if asked.mergerequestfields:
        return {**told, "requests": Tagged([request], "request"), "fields": fields}
    return {**told, "requests": Tagged([{**request, "fields": fields}], "request")}


AUTHMANAGERINFO = Submodule(
    name="authmanagerinfo",
    kind="meta",
    prefix="ami",
    summary="Tell what logging in takes.",
    params=AuthManagerInfoParams,
    run=run,
    is_personal=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Authmanagerinfo",),
    examples=(("action=query&meta=authmanagerinfo&amirequestsfor=login", "What to ask for to log in."),),
)
