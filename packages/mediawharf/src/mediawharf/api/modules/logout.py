"""``action=logout``: end the session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.module import Module
from mediawharf.auth.cookies import clear


@dataclass(frozen=True, slots=True)
class LogoutParams:
    """action=logout has no parameters of its own."""


def run(call: Call, _asked: LogoutParams) -> Mapping[str, Any]:
    """Nothing; the cookies are taken back."""
    if call.session is not None:
        call.facilities.sessions.log_out(call.session)
        settings = call.facilities.settings
        call.cookies += clear(settings.wiki_id, is_secure=settings.has_secure_cookies)
    return {}


LOGOUT = Module(
    name="logout",
    summary="Log out and end the session.",
    params=LogoutParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    needs_read=False,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Logout",),
    examples=(("action=logout&token=123ABC", "Log out."),),
)
