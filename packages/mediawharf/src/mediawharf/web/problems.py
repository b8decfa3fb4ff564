"""Pages that say what went wrong, why, and what can be done about it."""

from collections.abc import Sequence

from mediawharf.model.errors import Blocked, PermissionDenied, WharfError
from mediawharf.model.title import Title
from mediawharf.web.answers import Answer, Leads, Shown
from mediawharf.web.flash import Flash
from mediawharf.web.visit import Visit


def missing(title: Title | None) -> Shown:
    """There is no such page."""
    return Shown("missing.html", {"title": title}, 404)


def refused(right: str) -> Shown:
    """The visitor lacks a right."""
    return Shown("refused.html", {"right": right}, 403)


def must_log_in(visit: Visit) -> Answer:
    """The page is for accounts: the log-in page, which leads back here."""
    if visit.is_post:
        return refused("account")
    address = visit.addresses.special("UserLogin", returnto=visit.path)
    return Leads(address, Flash("layout-log-in-first", kind="info"), status=302)


def not_meant() -> Shown:
    """A form came without the proof that the visitor sent it; nothing was done."""
    return Shown("expired.html", {}, 403)


def wrong_method(allowed: Sequence[str]) -> Shown:
    """The page does not take such a request."""
    names = ", ".join(allowed)
    return Shown("problem.html", {"key": "layout-wrong-method", "facts": {"methods": names}}, 405, (), {"Allow": names})


def unknown_action(name: str) -> Shown:
    """Pages cannot be asked that."""
    return Shown("problem.html", {"key": "layout-unknown-action", "facts": {"action": name}}, 404)


def told(visit: Visit, error: WharfError) -> Shown:
    """A refusal that no form could show beside its fields."""
    status = 403 if isinstance(error, PermissionDenied | Blocked) else 400
    sentence = visit.facilities.messages.text(error.message())
    return Shown("problem.html", {"key": "layout-refused-because", "facts": {"reason": sentence}}, status)
