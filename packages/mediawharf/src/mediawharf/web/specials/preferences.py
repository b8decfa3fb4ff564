"""``Special:Preferences``: an account's language, colours and watchlist, and its password."""

from mediawharf.auth import cookies
from mediawharf.auth.accounts import MIN_PASSWORD_LENGTH, PasswordTooLong, PasswordTooShort
from mediawharf.auth.login import Credentials, Success, Throttled
from mediawharf.i18n.languages import TRANSLATED
from mediawharf.model.errors import PermissionDenied
from mediawharf.model.json import Json
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.choices import choice_cookie
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.visit import THEMES, Visit

WATCHES = ("watchdefault", "watchcreations", "watchuploads", "watchmoves", "watchdeletion", "watchrollback")


def preferences(visit: Visit, _rest: str) -> Answer:
    """The forms, or after a POST the page again with what was kept."""
    if not visit.is_post:
        return _forms(visit)
    if visit.asked("form") == "password":
        return _change_password(visit)
    return _save(visit)


def _forms(visit: Visit, problem: str | None = None, *, status: int = 200) -> Shown:
    values = {
        "options": visit.facilities.accounts.options(visit.user),
        "chosen": visit.facilities.accounts.chosen_options(visit.user),
        "themes": THEMES,
        "watches": WATCHES,
        "problem": problem,
        "minimum": MIN_PASSWORD_LENGTH,
    }
    return Shown("accounts/preferences.html", values, status)


def _save(visit: Visit) -> Leads:
    if not visit.user.may("editmyoptions"):
        raise PermissionDenied("editmyoptions")
    settings = visit.facilities.settings
    language, theme = visit.asked("language"), visit.asked("theme")
    changes: dict[str, Json] = {name: int(visit.ticked(name)) for name in WATCHES}
    looks = {"language": language} if language in TRANSLATED else {}
    looks |= {"theme": theme} if theme in THEMES else {}
    visit.facilities.accounts.set_options(visit.user, changes | looks)
    kept = tuple(
        choice_cookie(settings.wiki_id, name, value, is_secure=settings.has_secure_cookies)
        for name, value in looks.items()
    )
    return Leads(visit.addresses.special("Preferences"), Flash("accounts-preferences-saved"), kept)


def _change_password(visit: Visit) -> Answer:
    """Puts a new password in place of the present one; all sessions end, and this browser gets a new one."""
    facilities, user, settings = visit.facilities, visit.user, visit.facilities.settings
    if user.bot_password is not None or not user.may("editmyprivateinfo"):
        return _forms(visit, visit.text("accounts-password-not-here"), status=403)
    new = visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return _forms(visit, visit.text("accounts-password-differs"), status=400)
    problem = _wrong(visit)
    if problem is not None:
        return _forms(visit, problem, status=400)
    try:
        facilities.accounts.set_password(user, new)
    except PasswordTooShort as short:
        return _forms(visit, visit.text("accounts-password-too-short", count=short.minimum), status=400)
    except PasswordTooLong as long:
        return _forms(visit, visit.text("accounts-password-too-long", count=long.maximum), status=400)
    session = facilities.sessions.log_in(None, user.id)
    given = cookies.set_session(session, settings.wiki_id, is_secure=settings.has_secure_cookies)
    return Leads(visit.addresses.special("Preferences"), Flash("accounts-password-changed"), tuple(given))


def _wrong(visit: Visit) -> str | None:
    """What is wrong with the present password that was sent; attempts count as those to log in do."""
    credentials = Credentials(visit.user.name, visit.form.get("current", ""), visit.client)
    result = visit.facilities.login.client_log_in(None, credentials)
    match result:
        case Success(session=session):
            visit.facilities.sessions.log_out(session)
            return None
        case Throttled(wait):
            return visit.text("accounts-throttled", minutes=-(-wait // 60))
        case _:
            return visit.text("accounts-password-wrong")


PREFERENCES = SpecialPage(
    "Preferences",
    preferences,
    title="accounts-preferences-title",
    summary="accounts-preferences-summary",
    group="accounts",
    aliases=("ChangePassword",),
    needs_account=True,
    takes_posts=True,
)
