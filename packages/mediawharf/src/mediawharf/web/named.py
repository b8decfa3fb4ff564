"""Whom and what a form names: an account, a page."""

from dataclasses import dataclass

from mediawharf.model.title import InvalidTitle, Title
from mediawharf.model.user import User
from mediawharf.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Named:
    """An account as it was asked for; None where there is none of that name."""

    name: str
    user: User | None

    def problem(self, visit: Visit) -> str | None:
        """That there is no such account, if one was asked for."""
        return visit.text("admin-no-such-user", name=self.name) if self.name and self.user is None else None


def named_user(visit: Visit, rest: str) -> Named:
    """The account that the field ``user`` or else the address names."""
    name = visit.asked("user") or rest
    return Named(name, visit.facilities.accounts.find(name) if name else None)


def named_title(text: str) -> Title | None:
    """The title that a text means; None for an empty text and what can be none."""
    try:
        return Title.parse(text) if text.strip() else None
    except InvalidTitle:
        return None
