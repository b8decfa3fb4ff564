"""``action=login``: log in with a bot password, or with the main one. Source: WIRE 'Login'."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from mediawharf.api.call import Call
from mediawharf.api.kinds import Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.auth.cookies import set_session, set_user
from mediawharf.auth.login import Aborted, Credentials, Failed, NeedToken, Success, Throttled, WrongToken
from mediawharf.auth.sessions import Session
from mediawharf.model.errors import Message


@dataclass(frozen=True, slots=True)
class LoginParams:
    """The parameters of action=login."""

    name: str = param(Text(), "User name, with @ and the name of the bot password.", default="", wire="lgname")
    password: str = param(Text("password"), "Bot password.", default="", wire="lgpassword", sensitive=True)
    domain: str | None = param(Text(), "Heeded by wikis with domains; there are none here.", wire="lgdomain")
    token: str | None = param(Text(), "A login token from meta=tokens.", wire="lgtoken", sensitive=True)


def run(call: Call, asked: LoginParams) -> Mapping[str, Any]:
    """Whether the log-in succeeded; the session's new cookie goes with it."""
    if call.is_cross_site:
        return {
            "login": {"result": "Aborted", "reason": _reason(call, Message("api-login-fail-sameorigin"), "aborted")}
        }
    if not asked.token:
        call.warn("login", "deprecation", Message("apiwarn-deprecation-login-token"), feature="action=login&!lgtoken")
    credentials = Credentials(asked.name, asked.password, call.address)
    result = call.facilities.login.log_in(call.session, credentials, token=asked.token)
    match result:
        case NeedToken(token, session):
            _give(call, session)
            told: dict[str, Any] = {"result": "NeedToken", "token": token}
        case WrongToken():
            told = {"result": "WrongToken"}
        case Success():
            told = _succeeded(call, result)
        case Failed(code, reason):
            told = {"result": "Failed", "reason": _reason(call, reason, code)}
        case Aborted(reason):
            told = {"result": "Aborted", "reason": _reason(call, reason, "aborted")}
        case Throttled(wait):
            told = {"result": "Failed", "reason": _reason(call, throttled(wait), "login-throttled")}
        case _:
            assert_never(result)
    return {"login": told}


def throttled(wait: int) -> Message:
    """How long to wait before the next attempt."""
    return Message("login-throttled", (f"{wait} s" if wait < 120 else f"{(wait + 59) // 60} min",))


def _succeeded(call: Call, success: Success) -> dict[str, Any]:
    if success.used_main_password:
        call.warn("login", "deprecation", Message("apiwarn-deprecation-login-botpw"), feature="main-account-login")
    _give(call, success.session)
    settings = call.facilities.settings
    if success.session.bot_password_id is None:
        call.cookies += set_user(
            settings.wiki_id,
            user_id=success.user.id,
            user_name=success.user.name,
            is_secure=settings.has_secure_cookies,
        )
    call.session, call.user = success.session, success.user
    return {"result": "Success", "lguserid": success.user.id, "lgusername": success.user.name}


def _give(call: Call, session: Session) -> None:
    settings = call.facilities.settings
    call.cookies += set_session(session, settings.wiki_id, is_secure=settings.has_secure_cookies)


def _reason(call: Call, reason: Message, code: str) -> Any:
    """The sentence, or with another errorformat than bc an object of its own."""
    told = call.error_format()
    return told.text(reason) if told.name == "bc" else told.message(reason, code)


LOGIN = Module(
    name="login",
    summary="Log in and get the cookies of a session.",
    params=LoginParams,
    run=run,
    must_be_posted=True,
    needs_read=False,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Login",),
    examples=(("action=login&lgname=user&lgpassword=password&lgtoken=123ABC", "Log in."),),
)
