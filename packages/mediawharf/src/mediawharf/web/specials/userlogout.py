"""``Special:UserLogout``: ends the session, after a POST."""

from mediawharf.auth.cookies import clear
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.flash import Flash
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import Visit


def log_out(visit: Visit, _rest: str) -> Answer:
    """The question whether to, or after a POST the main page."""
    if visit.session is None or visit.user.is_anonymous:
        return Leads(visit.addresses.page(MAIN_PAGE), status=302)
    if not visit.is_post:
        return Shown("accounts/logout.html")
    visit.facilities.sessions.log_out(visit.session)
    settings = visit.facilities.settings
    taken = tuple(clear(settings.wiki_id, is_secure=settings.has_secure_cookies))
    return Leads(visit.addresses.page(MAIN_PAGE), Flash("accounts-goodbye"), taken)


USER_LOGOUT = SpecialPage("UserLogout", log_out, aliases=("Logout",), needs_read=False, takes_posts=True)
