"""Protection: what only some may do to a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from mediawharf.db.restrictions import Restriction, drop_restrictions, find_restrictions, put_restriction
from mediawharf.model.clock import Clock
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.model.user import User

__all__ = ["LEVELS", "Restriction", "Restrictions", "restriction_types"]

LEVELS: Final = ("autoconfirmed", "sysop")
# Levels that are called otherwise than the right they need.
_RIGHTS: Final = {"sysop": "editprotected", "autoconfirmed": "editsemiprotected"}


def restriction_types(title: Title, *, exists: bool) -> tuple[str, ...]:
    """What can be restricted of a title: a missing page's creation, else what is done to the page."""
    if not exists:
        return ("create",)
    return ("edit", "move", "upload") if title.namespace == FILE else ("edit", "move")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Protects titles and tells what is barred, in the caller's transaction."""

    clock: Clock

    def of(self, connection: Connection, title: Title) -> tuple[Restriction, ...]:
        """The restrictions in force, by type."""
        return self.of_many(connection, [title]).get(title, ())

    def of_many(self, connection: Connection, titles: Collection[Title]) -> dict[Title, tuple[Restriction, ...]]:
        """The restrictions in force, by type, of those titles that have any."""
        return find_restrictions(connection, titles, now=self.clock.now())

    def protect(self, connection: Connection, title: Title, *, restrictions: Sequence[Restriction]) -> None:
        """Makes these all the restrictions there are on a title; none frees it."""
        drop_restrictions(connection, title)
        for restriction in restrictions:
            put_restriction(connection, title, restriction)

    def barring(self, connection: Connection, user: User, *, title: Title, actions: Collection[str]) -> str | None:
        """The level that bars the user from one of the actions (create, edit, move, upload); None if nothing does."""
        for restriction in self.of(connection, title):
            right = _RIGHTS.get(restriction.level, restriction.level)
            if restriction.type in actions and not user.may(right):
                return restriction.level
        return None

    def move(self, connection: Connection, *, old: Title, new: Title, keep: bool) -> None:
        """Gives a page that has moved the protection of its old title, which keeps it too when asked."""
        drop_restrictions(connection, new)
        for restriction in self.of(connection, old):
            put_restriction(connection, new, restriction)
        if not keep:
            drop_restrictions(connection, old)
