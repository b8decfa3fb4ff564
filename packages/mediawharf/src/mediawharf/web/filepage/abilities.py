"""What a user may do to a file or a page, so that a page offers no more; each use case checks it again."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.restrictions import Restrictions


@dataclass(frozen=True, slots=True)
class Abilities:
    """What is to be offered."""

    edit: bool
    upload: bool  # a new version, or where there is no file its first one
    revert: bool
    move: bool
    delete: bool
    undelete: bool  # something was deleted under the title, and the user may bring it back
    protect: bool
    watch: bool
    purge: bool

    @property
    def is_any(self) -> bool:
        """Whether there is anything to offer beyond reading."""
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Present:
    """What there is of a title: a page, a file, deleted things."""

    page: bool
    file: bool
    deleted: bool


def abilities_of(
    connection: Connection, user: User, title: Title, *, present: Present, restrictions: Restrictions
) -> Abilities:
    """What the user may do to the title now."""
    exists = present.page or present.file
    can_write = user.block is None
    is_file = title.namespace == FILE

    def is_free(*actions: str) -> bool:
        return restrictions.barring(connection, user, title=title, actions=actions) is None

    may_edit = can_write and user.may("edit") and is_free("edit" if exists else "create")
    may_upload = can_write and is_file and user.may("upload") and is_free("upload", "edit" if exists else "create")
    may_replace = may_upload and (user.may("reupload") if present.file else True)
    may_move = can_write and present.page and user.may("move") and is_free("move", "edit")
    return Abilities(
        edit=may_edit,
        upload=may_replace,
        revert=may_replace and present.file,
        move=may_move and (user.may("movefile") if present.file else True),
        delete=can_write and exists and user.may("delete") and is_free("edit"),
        undelete=can_write and present.deleted and user.may("undelete"),
        protect=can_write and user.may("protect") and is_free("edit"),
        watch=not user.is_anonymous,
        purge=exists and user.may("purge"),
    )
