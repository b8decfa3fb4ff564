"""``Special:Display``: the choice of language and colours, from the form at the foot of every page."""

from mediawharf.i18n.languages import code_of
from mediawharf.web.answers import Answer, Leads
from mediawharf.web.choices import choice_cookie
from mediawharf.web.entries import SpecialPage
from mediawharf.web.redirects import MAIN_PAGE
from mediawharf.web.visit import THEMES, Visit


def display(visit: Visit, _rest: str) -> Answer:
    """Keeps the choices that came, in the browser and, for an account that has made them before, there too."""
    returning = visit.asked("returnto")
    address = returning if visit.addresses.is_local(returning) else visit.addresses.page(MAIN_PAGE)
    chosen = _chosen(visit)
    if visit.is_post and chosen and not visit.user.is_anonymous and visit.user.may("editmyoptions"):
        visit.facilities.accounts.set_options(visit.user, chosen)
    return Leads(address, cookies=_cookies(visit, chosen))


def _chosen(visit: Visit) -> dict[str, str]:
    language, theme = code_of(visit.asked("language")), visit.asked("theme")
    chosen = {} if language is None else {"language": language}
    return chosen | ({"theme": theme} if theme in THEMES else {})


def _cookies(visit: Visit, chosen: dict[str, str]) -> tuple[str, ...]:
    settings = visit.facilities.settings
    return tuple(
        choice_cookie(settings.wiki_id, name, value, is_secure=settings.has_secure_cookies)
        for name, value in chosen.items()
    )


DISPLAY = SpecialPage("Display", display, needs_read=False, takes_posts=True)
