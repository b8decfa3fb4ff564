"""Defines change tags, switches them on and off, and does away with them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.tag_errors import (
    BadTagCharacters,
    BadTagTitle,
    CannotActivate,
    CannotDeactivate,
    CannotDeleteTag,
    EmptyTagName,
    NoTagToActivate,
    NoTagToDelete,
    TagExists,
)
from mediawharf.curation.tagging import SOFTWARE_TAGS
from mediawharf.db.tags import TagRecord, delete_tag, find_tags, put_tag
from mediawharf.model.namespaces import SPECIAL
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_right, require_unblocked

_PARTS_LISTS = (",", "|", "/")


@dataclass(frozen=True, slots=True)
class TagDefinitions:
    """The tags that users can put on changes. Each method gives the id of the log entry.

    All raise PermissionDenied and Blocked.
    """

    books: Books

    def create(self, name: str, *, user: User, reason: str = "", tags: tuple[str, ...] = ()) -> int:
        """Defines an active tag; raises EmptyTagName, BadTagCharacters, BadTagTitle, TagExists."""
        _require(user, "managechangetags")
        _check_name(name)
        with self.books.database.write() as connection:
            if name in SOFTWARE_TAGS or name in find_tags(connection, [name]):
                raise TagExists(name)
            put_tag(connection, TagRecord(name, active=True, description=""))
            return self._log(connection, "create", name, user, reason, tags)

    def activate(self, name: str, *, user: User, reason: str = "", tags: tuple[str, ...] = ()) -> int:
        """Lets users put the tag on changes again; raises NoTagToActivate, CannotActivate."""
        _require(user, "managechangetags")
        with self.books.database.write() as connection:
            tag = find_tags(connection, [name]).get(name)
            if name in SOFTWARE_TAGS or (tag is not None and tag.active):
                raise CannotActivate(name)
            if tag is None:
                raise NoTagToActivate(name)
            put_tag(connection, TagRecord(name, active=True, description=tag.description))
            return self._log(connection, "activate", name, user, reason, tags)

    def deactivate(self, name: str, *, user: User, reason: str = "", tags: tuple[str, ...] = ()) -> int:
        """Keeps users from putting the tag on changes; raises CannotDeactivate."""
        _require(user, "managechangetags")
        with self.books.database.write() as connection:
            tag = find_tags(connection, [name]).get(name)
            if tag is None or not tag.active:
                raise CannotDeactivate(name)
            put_tag(connection, TagRecord(name, active=False, description=tag.description))
            return self._log(connection, "deactivate", name, user, reason, tags)

    def delete(self, name: str, *, user: User, reason: str = "", tags: tuple[str, ...] = ()) -> int:
        """Does away with the tag; changes that bear it keep it. Raises NoTagToDelete, CannotDeleteTag."""
        _require(user, "deletechangetags")
        with self.books.database.write() as connection:
            if name in SOFTWARE_TAGS:
                raise CannotDeleteTag
            if name not in find_tags(connection, [name]):
                raise NoTagToDelete(name)
            delete_tag(connection, name)
            return self._log(connection, "delete", name, user, reason, tags)

    def _log(
        self, connection: Connection, action: str, name: str, user: User, reason: str, tags: tuple[str, ...]
    ) -> int:
        entry = LogEntry("managetags", action, Title(SPECIAL, "Tags"), reason, params={"tag": name}, tags=tags)
        return self.books.logs.add_silently(connection, entry, user=user).id


def _require(user: User, right: str) -> None:
    require_right(user, right)
    require_unblocked(user)


def _check_name(name: str) -> None:
    if not name.strip():
        raise EmptyTagName
    if any(character in name for character in _PARTS_LISTS):
        raise BadTagCharacters
    try:
        Title.in_namespace(8, f"Tag-{name}-description")
    except InvalidTitle:
        raise BadTagTitle from None
