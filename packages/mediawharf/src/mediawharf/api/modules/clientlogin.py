"""``action=clientlogin``: log in with the account's own password, as a person does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never
from urllib.parse import urlsplit

from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.module import Module
from mediawharf.api.modules.login import throttled
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadToken, MissingOneOf
from mediawharf.auth.cookies import set_session, set_user
from mediawharf.auth.login import Aborted, Credentials, Failed, Success, Throttled
from mediawharf.auth.tokens import TokenKind, check
from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class BadReturnUrl(WharfError):
    """The text is no address."""

    code = "badurl_loginreturnurl"
    key = "apierror-badurl"
    url: str

    def message(self) -> Message:
        """Names the parameter and the text."""
        return Message(self.key, ("loginreturnurl", self.url))


@dataclass(frozen=True, slots=True)
class ClientLoginParams:
    """The parameters of action=clientlogin; ``username`` and ``password`` are what meta=authmanagerinfo asks for."""

    requests: tuple[str, ...] = param(
        Text(), "Only use these requests of meta=authmanagerinfo.", default=(), multi=True, wire="loginrequests"
    )
    messageformat: str = param(
        Choice(("html", "wikitext", "raw", "none")), "Form of messages.", default="wikitext", wire="loginmessageformat"
    )
    mergerequestfields: bool = param(
        Flag(), "List the fields of all requests together.", default=False, wire="loginmergerequestfields"
    )
    preservestate: bool = param(
        Flag(), "Go on from a failed log-in; none leaves a state here.", default=False, wire="loginpreservestate"
    )
    returnurl: str | None = param(Text(), "Where third parties send the user back to.", wire="loginreturnurl")
    continue_: bool = param(Flag(), "Go on with a log-in that asked for more.", default=False, wire="logincontinue")
    token: str = param(Text(), "A login token from meta=tokens.", required=True, sensitive=True, wire="logintoken")
    username: str | None = param(Text(), "Name of the user.")
    password: str | None = param(Text("password"), "The account's password.", sensitive=True)
    remember: bool = param(Flag(), "Stay logged in; sessions here last long anyway.", default=False, wire="rememberMe")


def run(call: Call, asked: ClientLoginParams) -> Mapping[str, Any]:
    """PASS with the name, or FAIL with a message."""
    if not check(call.session, TokenKind.LOGIN, asked.token):
        raise BadToken
    if asked.returnurl is None and not asked.continue_:
        raise MissingOneOf(("logincontinue", "loginreturnurl"))
    if asked.returnurl is not None and not urlsplit(asked.returnurl).scheme:
        raise BadReturnUrl(asked.returnurl)
    if asked.continue_:
        return _failed(call, Message("authmanager-authn-not-in-progress"))
    if not asked.username or not asked.password:
        return _failed(call, Message("authmanager-authn-no-primary"))
    credentials = Credentials(asked.username, asked.password, call.address)
    result = call.facilities.login.client_log_in(call.session, credentials)
    match result:
        case Success():
            return _succeeded(call, result)
        case Failed(code, reason):
            return _failed(call, reason, code)
        case Aborted():
            return _failed(call, Message("userlogin-cannot-login"))
        case Throttled(wait):
            return _failed(call, throttled(wait))
        case _:
            assert_never(result)


def _succeeded(call: Call, success: Success) -> Mapping[str, Any]:
    settings = call.facilities.settings
    call.cookies += set_session(success.session, settings.wiki_id, is_secure=settings.has_secure_cookies)
    call.cookies += set_user(
        settings.wiki_id, user_id=success.user.id, user_name=success.user.name, is_secure=settings.has_secure_cookies
    )
    call.session, call.user = success.session, success.user
    return {"clientlogin": {"status": "PASS", "username": success.user.name}}


def _failed(call: Call, reason: Message, code: str | None = None) -> Mapping[str, Any]:
    told = {
        "status": "FAIL",
        "message": call.facilities.messages.text(reason),
        "messagecode": code or reason.key,
        "canpreservestate": False,
    }
    return {"clientlogin": told}


CLIENTLOGIN = Module(
    name="clientlogin",
    summary="Log in with the account's own password.",
    params=ClientLoginParams,
    run=run,
    must_be_posted=True,
    is_write=True,
    needs_read=False,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Login",),
    examples=(("action=clientlogin&username=Example&password=Example&loginreturnurl=http://example.org/", "Log in."),),
)
