"""``Special:UserLogin``: logging in with the account's own password."""

from typing import assert_never

from mediawharf.auth import cookies
from mediawharf.auth.login import Aborted, Credentials, Failed, Success, Throttled
from mediawharf.auth.tokens import TokenKind, check, token
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import Visit


def log_in(visit: Visit, _rest: str) -> Answer:
    """The form, or after a POST the page that the visitor came from."""
    if not visit.user.is_anonymous:
        return Leads(_address_after(visit), Flash("accounts-already-in", {"name": visit.user.name}, "info"), status=302)
    if not visit.is_post:
        return _form(visit)
    if not check(visit.session, TokenKind.LOGIN, visit.form.get("token", "")):
        return _form(visit, problem=visit.text("accounts-form-expired"))
    credentials = Credentials(visit.asked("username"), visit.form.get("password", ""), visit.client)
    result = visit.facilities.login.client_log_in(visit.session, credentials)
    match result:
        case Success():
            return _succeeded(visit, result)
        case Failed() | Aborted():
            return _form(visit, problem=visit.text("accounts-wrong-password"))
        case Throttled(wait):
            return _form(visit, problem=visit.text("accounts-throttled", minutes=-(-wait // 60)), wait=wait)
        case _:
            assert_never(result)


def _form(visit: Visit, *, problem: str | None = None, wait: int | None = None) -> Shown:
    """The form, in a session that its token is made from; it is begun now if there is none."""
    facilities, settings = visit.facilities, visit.facilities.settings
    session, begun = visit.session, tuple[str, ...]()
    if session is None:
        session = facilities.sessions.start()
        begun = tuple(cookies.set_session(session, settings.wiki_id, is_secure=settings.has_secure_cookies))
    values = {
        "login_token": token(session, TokenKind.LOGIN, now=facilities.clock.now()),
        "username": visit.asked("username"),
        "returnto": visit.asked("returnto"),
        "problem": problem,
    }
    status = 200 if problem is None else 429 if wait is not None else 401 if visit.is_post else 200
    headers = {} if wait is None else {"Retry-After": str(wait)}
    return Shown("accounts/login.html", values, status, begun, headers)


def _succeeded(visit: Visit, success: Success) -> Leads:
    settings, user = visit.facilities.settings, success.user
    given = (
        *cookies.set_session(success.session, settings.wiki_id, is_secure=settings.has_secure_cookies),
        *cookies.set_user(
            settings.wiki_id, user_id=user.id, user_name=user.name, is_secure=settings.has_secure_cookies
        ),
    )
    return Leads(_address_after(visit), Flash("accounts-welcome", {"name": user.name}), given)


def _address_after(visit: Visit) -> str:
    asked = visit.asked("returnto")
    return asked if visit.addresses.is_local(asked) else visit.addresses.page(MAIN_PAGE)


USER_LOGIN = SpecialPage(
    "UserLogin",
    log_in,
    title="accounts-login-title",
    summary="accounts-login-summary",
    group="accounts",
    aliases=("Login",),
    needs_read=False,
    takes_posts=True,
)
