"""``action=changeauthenticationdata``: put a new password in place of the account's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.authentication import PASSWORD_REQUEST
from mediawharf.api.call import Call
from mediawharf.api.kinds import Text
from mediawharf.api.module import Module
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadToken, MissingParam
from mediawharf.auth.cookies import set_session
from mediawharf.auth.tokens import TokenKind, check
from mediawharf.model.errors import PermissionDenied, WharfError

MOST_SECONDS: Final = 300  # since the log-in; MediaWiki's $wgReauthenticateTime


@dataclass(eq=False)
class ChangeNeedsLogin(WharfError):
    """Only accounts have a password."""

    code = "notloggedin"
    key = "apierror-mustbeloggedin-changeauthenticationdata"


@dataclass(eq=False)
class NoSuchRequest(WharfError):
    """The kind of authentication data is none that can be changed here."""

    code = "badrequest"
    key = "apierror-changeauth-norequest"


@dataclass(eq=False)
class Reauthenticate(WharfError):
    """The log-in was too long ago for a change of the password: somebody else may sit there now."""

    code = "reauthenticate"
    key = "apierror-reauthenticate"


@dataclass(eq=False)
class PasswordsDiffer(WharfError):
    """The password and its repetition are not the same."""

    code = "badretype"
    key = "badretype"


@dataclass(frozen=True, slots=True)
class ChangeAuthenticationDataParams:
    """The parameters of action=changeauthenticationdata; the last two are what meta=authmanagerinfo asks for."""

    request: str = param(
        Text(), "The request of meta=authmanagerinfo to fulfil.", default="", required=True, wire="changeauthrequest"
    )
    token: str = param(
        Text(), "A csrf token from meta=tokens.", default="", required=True, sensitive=True, wire="changeauthtoken"
    )
    password: str | None = param(Text("password"), "The new password.", sensitive=True)
    retype: str | None = param(Text("password"), "The same again.", sensitive=True)


def run(call: Call, asked: ChangeAuthenticationDataParams) -> Mapping[str, Any]:
    """That the password is another now: all sessions have ended, and this client has a new one."""
    session, user = call.session, call.user
    if user.is_anonymous or session is None:
        raise ChangeNeedsLogin
    if not check(session, TokenKind.CSRF, asked.token):
        raise BadToken
    if user.bot_password is not None or not user.may("editmyprivateinfo"):
        raise PermissionDenied("editmyprivateinfo")
    if session.created + MOST_SECONDS < call.facilities.clock.now():
        raise Reauthenticate
    if asked.request != PASSWORD_REQUEST:
        raise NoSuchRequest
    if asked.password is None:
        raise MissingParam("password")
    if asked.password != asked.retype:
        raise PasswordsDiffer
    call.facilities.accounts.set_password(user, asked.password)
    call.session = call.facilities.sessions.log_in(None, user.id)
    settings = call.facilities.settings
    call.cookies += set_session(call.session, settings.wiki_id, is_secure=settings.has_secure_cookies)
    return {"changeauthenticationdata": {"status": "success"}}


CHANGEAUTHENTICATIONDATA = Module(
    name="changeauthenticationdata",
    summary="Change the password of your account.",
    params=ChangeAuthenticationDataParams,
    run=run,
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Manage_authentication_data",),
    examples=(
        (
            "action=changeauthenticationdata&changeauthrequest=MediaWiki%5CAuth%5CPasswordAuthenticationRequest&password=…",
            "Change the password.",
        ),
    ),
)
