"""Who may do what to a page: rights first, then the protection of the title, then the block of the account.

Source: the codes that MediaWiki 1.39 answers with, and the order in which it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from mediawharf.model.errors import Blocked, Message, PermissionDenied, WharfError
from mediawharf.model.namespaces import namespace_by_id
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.restrictions import Restrictions

_INTERFACE: Final = 8  # the namespace of the software's own messages


@dataclass(eq=False)
class ProtectedPage(WharfError):
    """The title is protected from being made, edited, moved or uploaded over."""

    code = "protectedpage"
    key = "protectedpagetext"
    level: str

    def message(self) -> Message:
        """Names the right that the protection asks for."""
        return Message(self.key, (self.level,))


@dataclass(eq=False)
class ProtectedInterface(WharfError):
    """Pages that hold the software's own messages are not for everybody to change."""

    code = "protectednamespace-interface"
    key = "protectedinterface"


@dataclass(eq=False)
class CannotCreate(WharfError):
    """The user may edit pages, but make no new ones."""

    code = "cantcreate"
    key = "nocreate-loggedin"


@dataclass(eq=False)
class CannotCreateAnonymously(WharfError):
    """Only accounts may make pages."""

    code = "cantcreate-anon"
    key = "nocreatetext"


@dataclass(eq=False)
class CannotEdit(WharfError):
    """Who may not edit a protected page may not delete it or change its protection either."""

    code = "cantedit"
    key = "protect-cantedit"


@dataclass(frozen=True, slots=True)
class Permissions:
    """Refuses what a user may not do to a title, in the caller's transaction."""

    restrictions: Restrictions

    def require_edit(self, connection: Connection, user: User, title: Title, *, exists: bool) -> None:
        """Raises what keeps the user from editing the page, or from making it if there is none."""
        require_right(user, "edit")
        if not exists:
            _require_creation(user, title)
        if title.namespace == _INTERFACE and not user.may("editinterface"):
            raise ProtectedInterface
        self.require_unprotected(connection, user, title, actions=("edit" if exists else "create",))
        require_unblocked(user)

    def require_curation(self, connection: Connection, user: User, title: Title, *, right: str) -> None:
        """Raises what keeps the user from deleting or protecting a page: its own right, and that of editing."""
        require_right(user, right)
        if self.restrictions.barring(connection, user, title=title, actions=["edit"]) is not None:
            raise CannotEdit
        require_unblocked(user)

    def require_unprotected(self, connection: Connection, user: User, title: Title, *, actions: Sequence[str]) -> None:
        """Raises ProtectedPage if the title is protected from the user against one of the actions."""
        level = self.restrictions.barring(connection, user, title=title, actions=actions)
        if level is not None:
            raise ProtectedPage(level)


def require_right(user: User, right: str) -> None:
    """Raises PermissionDenied for lack of a right."""
    if not user.may(right):
        raise PermissionDenied(right)


def require_unblocked(user: User) -> None:
    """Raises Blocked for a blocked account."""
    if user.block is not None:
        raise Blocked(user.block)


def _require_creation(user: User, title: Title) -> None:
    if not user.may("createtalk" if namespace_by_id(title.namespace).is_talk else "createpage"):
        raise CannotCreateAnonymously if user.is_anonymous else CannotCreate
