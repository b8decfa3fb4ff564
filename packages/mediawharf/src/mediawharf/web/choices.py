"""How a visitor wants the interface: its language and its colours."""

from collections.abc import Mapping

from mediawharf.i18n.languages import accepted, code_of, spoken
from mediawharf.model.json import Json
from mediawharf.web.visit import THEMES

YEAR = 365 * 86400


def language_for(asked: str | None, *, options: Mapping[str, Json], cookie: str | None, header: str, site: str) -> str:
    """The code of the language to show.

    What the address asks for (``uselang``) comes first, then the account's own choice, the browser's cookie, the
    first language of its Accept-Language header that the interface speaks, and the site's.
    """
    chosen = options.get("language")
    for text in (asked, chosen if isinstance(chosen, str) else None, cookie):
        code = None if text is None else code_of(text)
        if code is not None:
            return code
    for code in accepted(header):
        if spoken(code) == code.partition("-")[0]:
            return code
    return site


def theme_for(*, options: Mapping[str, Json], cookie: str | None) -> str:
    """``light``, ``dark``, or ``auto`` for what the system says."""
    for chosen in (options.get("theme"), cookie):
        if chosen in THEMES:
            return str(chosen)
    return "auto"


def choice_cookie(wiki_id: str, name: str, value: str, *, is_secure: bool) -> str:
    """The Set-Cookie header that keeps a choice for a year."""
    secure = "; Secure" if is_secure else ""
    return f"{wiki_id}_{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR}{secure}"
