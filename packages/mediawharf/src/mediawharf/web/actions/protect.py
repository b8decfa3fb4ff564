"""``action=protect``: what only some may do to a page, and until when."""

from dataclasses import dataclass

from mediawharf.curation.protection import ProtectRequest
from mediawharf.model.errors import WharfError
from mediawharf.model.expiry import BadExpiry
from mediawharf.model.title import Title
from mediawharf.pages.restrictions import LEVELS, Restriction, restriction_types
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.entries import PageAction
from mediawharf.web.flash import Flash
from mediawharf.web.sentences import refusal
from mediawharf.web.visit import Visit
from mediawharf.web.wishes import expiry_asked, seconds, watch_wish, would_watch

ENDS = ("infinite", "1 day", "1 week", "1 month", "1 year")


@dataclass(frozen=True, slots=True)
class Protectable:
    """One action that can be restricted: its level now, and when that ends (None: never)."""

    type: str
    level: str
    expiry: int | None


def protect(visit: Visit, title: Title) -> Answer:
    """The form, or after a POST the page."""
    now = _protectable(visit, title)
    if not visit.is_post:
        return _form(visit, title, now)
    try:
        request = ProtectRequest(title, _asked(visit, now), visit.asked("reason"), watch=watch_wish(visit))
        log_id = visit.facilities.curation.protection.protect(request, visit.user)
    except BadExpiry:
        return _form(visit, title, now, problem=visit.text("curate-bad-expiry"))
    except WharfError as error:
        return _form(visit, title, now, problem=refusal(visit, error))
    key = "curate-protected" if log_id is not None else "curate-protected-already"
    return Leads(visit.addresses.page(title), Flash(key, {"title": title.prefixed}))


def _protectable(visit: Visit, title: Title) -> tuple[Protectable, ...]:
    facilities = visit.facilities
    with facilities.database.read() as connection:
        exists = facilities.pages.find(connection, title) is not None
        present = {one.type: one for one in facilities.restrictions.of(connection, title)}
    found = []
    for type_ in restriction_types(title, exists=exists):
        one = present.get(type_)
        found.append(Protectable(type_, "", None) if one is None else Protectable(type_, one.level, one.expiry))
    return tuple(found)


def _asked(visit: Visit, now: tuple[Protectable, ...]) -> tuple[Restriction, ...]:
    """What the form asks for; an end of ``same`` keeps the one that is there. Raises BadExpiry."""
    asked = []
    for one in now:
        level = visit.asked(f"level-{one.type}")
        is_kept = visit.asked(f"end-{one.type}") == "same"
        end = (
            one.expiry
            if is_kept
            else seconds(expiry_asked(visit, choice=f"end-{one.type}", written=f"until-{one.type}"))
        )
        asked.append(Restriction(one.type, level, end))
    return tuple(asked)


def _form(visit: Visit, title: Title, now: tuple[Protectable, ...], *, problem: str | None = None) -> Shown:
    values = {
        "title": title,
        "protectable": now,
        "levels": ("", *LEVELS),
        "ends": ENDS,
        "reason": visit.asked("reason"),
        "is_watched": would_watch(visit, title, "watchdefault"),
        "problem": problem,
    }
    return Shown("curate/protect.html", values, 200 if problem is None else 400)


PROTECT = PageAction("protect", protect, right="protect", takes_posts=True)
