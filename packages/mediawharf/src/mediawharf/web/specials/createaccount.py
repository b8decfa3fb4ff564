"""``Special:CreateAccount``: a new account, for visitors where the settings allow it, and by whoever has the right."""

from mediawharf.auth import cookies
from mediawharf.auth.accounts import MIN_PASSWORD_LENGTH, AccountExists, PasswordTooLong, PasswordTooShort
from mediawharf.auth.names import InvalidUserName
from mediawharf.auth.throttle import Limit, network_of
from mediawharf.auth.tokens import TokenKind, check, token
from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_unblocked
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import Visit

# Source: MediaWiki's $wgAccountCreationThrottle.
LIMITS = (Limit(6, 86400),)


def create_account(visit: Visit, _rest: str) -> Answer:
    """The form, or after a POST the main page: a visitor is logged in there as the new account."""
    is_visitor = visit.user.is_anonymous
    if is_visitor and not visit.facilities.settings.allow_account_creation:
        return Shown("accounts/create-closed.html", status=403)
    require_unblocked(visit.user)
    if not visit.is_post:
        return _form(visit)
    if is_visitor and not check(visit.session, TokenKind.LOGIN, visit.form.get("token", "")):
        return _form(visit, problem=visit.text("accounts-form-expired"))
    if visit.form.get("password", "") != visit.form.get("again", ""):
        return _form(visit, problem=visit.text("accounts-password-differs"))
    wait = _wait(visit) if is_visitor else None
    if wait is not None:
        return _form(visit, problem=visit.text("accounts-too-many", hours=-(-wait // 3600)), status=429)
    return _create(visit)


def _create(visit: Visit) -> Answer:
    try:
        made = visit.facilities.accounts.create(visit.asked("username"), visit.form.get("password", ""))
    except AccountExists:
        return _form(visit, problem=visit.text("accounts-create-exists"))
    except InvalidUserName:
        return _form(visit, problem=visit.text("accounts-create-name-bad"))
    except PasswordTooShort as short:
        return _form(visit, problem=visit.text("accounts-password-too-short", count=short.minimum))
    except PasswordTooLong as long:
        return _form(visit, problem=visit.text("accounts-password-too-long", count=long.maximum))
    _log(visit, made)
    home = visit.addresses.page(MAIN_PAGE)
    if not visit.user.is_anonymous:
        return Leads(home, Flash("accounts-create-other", {"name": made.name}))
    settings = visit.facilities.settings
    session = visit.facilities.sessions.log_in(visit.session, made.id)
    given = cookies.set_session(session, settings.wiki_id, is_secure=settings.has_secure_cookies)
    return Leads(home, Flash("accounts-welcome", {"name": made.name}), tuple(given))


def _log(visit: Visit, made: User) -> None:
    """Tells of the account in the log of new users, by itself or by who made it. Source: MediaWiki's actions."""
    is_own = visit.user.is_anonymous
    entry = LogEntry(
        "newusers",
        "create" if is_own else "create2",
        Title(USER, made.name.replace(" ", "_")),
        "",
        {"userid": made.id},
    )
    with visit.facilities.database.write() as connection:
        visit.facilities.logs.add(connection, entry, user=made if is_own else visit.user)


def _wait(visit: Visit) -> int | None:
    if not visit.facilities.settings.rate_limits:
        return None
    return visit.facilities.throttle.attempt((f"createaccount:{network_of(visit.client)}",), limits=LIMITS)


def _form(visit: Visit, *, problem: str | None = None, status: int = 400) -> Shown:
    """The form; a visitor's has a session for its token, as the log-in has."""
    facilities, settings = visit.facilities, visit.facilities.settings
    begun: tuple[str, ...] = ()
    form_token = visit.csrf_token
    if visit.user.is_anonymous:
        session = visit.session
        if session is None:
            session = facilities.sessions.start()
            begun = tuple(cookies.set_session(session, settings.wiki_id, is_secure=settings.has_secure_cookies))
        form_token = token(session, TokenKind.LOGIN, now=facilities.clock.now())
    values = {
        "form_token": form_token,
        "username": visit.asked("username"),
        "problem": problem,
        "minimum": MIN_PASSWORD_LENGTH,
    }
    return Shown("accounts/create.html", values, 200 if problem is None else status, begun)


CREATE_ACCOUNT = SpecialPage(
    "CreateAccount",
    create_account,
    title="accounts-create-title",
    summary="accounts-create-summary",
    group="accounts",
    right="createaccount",
    needs_read=False,
    takes_posts=True,
)
