"""``Special:Log``: who did what, by kind, person and page."""

from typing import Final

from mediawharf.auth.names import canonical_name
from mediawharf.pages.logs import LogFilter, TimeRange
from mediawharf.web.answers import Answer, Shown
from mediawharf.web.entries import SpecialPage
from mediawharf.web.loglines import TYPES, log_page
from mediawharf.web.named import named_title
from mediawharf.web.places import place_of, place_text
from mediawharf.web.visit import Visit

PAGE_LENGTH: Final = 50


def log(visit: Visit, rest: str) -> Answer:
    """The entries, the newest first; ``Special:Log/TYPE`` is those of one kind."""
    asked = visit.asked("type") or rest.lower()
    kind = asked if asked in TYPES else ""
    title = named_title(visit.asked("page"))
    user = visit.asked("user")
    filter_ = LogFilter(type=kind or None, title=title, user_name=_name(user) if user else None)
    range_ = TimeRange(PAGE_LENGTH + 1, from_row=place_of(visit.asked("from")))
    with visit.facilities.database.read() as connection:
        found = log_page(visit.facilities, connection, range_, filter_=filter_)
    values = {
        "lines": found.lines,
        "following": place_text(found.following),
        "types": TYPES,
        "type": kind,
        "user": user,
        "page_name": visit.asked("page"),
        "query": {name: value for name, value in visit.query.items() if name in ("type", "user", "page") and value},
    }
    return Shown("changes/log.html", values)


def _name(text: str) -> str:
    """The name as accounts have it; addresses and what can be no name stay as they are, and find what they find."""
    return canonical_name(text) or text


LOG = SpecialPage("Log", log, title="log-title", summary="log-summary", group="changes", aliases=("Logs",))
