"""``Special:BotPasswords``: an account's passwords for programs; made with grants, shown once, revoked."""

from mediawharf.auth.accounts import MAX_APP_ID_BYTES, BotPasswordRefused
from mediawharf.auth.grants import GRANTS, HIDDEN_GRANTS
from mediawharf.model.user import User
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.visit import Visit

USUAL = ("uploadfile", "uploadeditmovefile", "editpage", "createeditmovepage")


def bot_passwords(visit: Visit, _rest: str) -> Answer:
    """The list and the form to make one; after a POST the new password, or the list without the revoked one."""
    if visit.user.bot_password is not None:
        return _page(visit, problem=visit.text("accounts-botpasswords-not-here"), status=403)
    if not visit.is_post:
        return _page(visit)
    if "revoke" in visit.form:
        app_id = visit.form["revoke"]
        visit.facilities.accounts.revoke_bot_password(visit.user, app_id)
        return Leads(visit.addresses.special("BotPasswords"), Flash("accounts-botpasswords-revoked", {"name": app_id}))
    return _make(visit)


def _make(visit: Visit) -> Shown:
    app_id = visit.asked("app_id")
    grants = [grant for grant in usable_grants(visit.user) if visit.ticked(f"grant-{grant}")]
    try:
        password = visit.facilities.accounts.add_bot_password(visit.user, app_id, grants=grants)
    except BotPasswordRefused:
        return _page(visit, problem=visit.text("accounts-botpasswords-refused"), status=400)
    values = {"log_in_as": f"{visit.user.name}@{app_id}", "password": password}
    # The one page with the password on it: no copy of it is to be left in the browser.
    return Shown("accounts/botpassword-made.html", values, headers={"Cache-Control": "no-store"})


def _page(visit: Visit, *, problem: str | None = None, status: int = 200) -> Shown:
    values = {
        "passwords": visit.facilities.accounts.bot_passwords(visit.user),
        "grants": usable_grants(visit.user),
        "chosen": [name for name in GRANTS if visit.ticked(f"grant-{name}")] if visit.is_post else list(USUAL),
        "app_id": visit.asked("app_id"),
        "longest": MAX_APP_ID_BYTES,
        "hidden": HIDDEN_GRANTS,
        "problem": problem,
        "is_allowed": visit.user.bot_password is None,
    }
    return Shown("accounts/botpasswords.html", values, status)


def usable_grants(user: User) -> list[str]:
    """The grants that would give a program anything beyond reading, of what the user may do."""
    return [name for name, rights in GRANTS.items() if name not in HIDDEN_GRANTS and user.rights.intersection(rights)]


BOT_PASSWORDS = SpecialPage(
    "BotPasswords",
    bot_passwords,
    title="accounts-botpasswords-title",
    summary="accounts-botpasswords-summary",
    group="accounts",
    needs_account=True,
    takes_posts=True,
)
