"""What there is at a file's title and around it, asked for by one statement.

Most uploads come upon nothing: then that statement is all. What there is, is read by statements of its own.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Exists, Label, ScalarSelect, bindparam, exists, select

from mediawharf.db import files
from mediawharf.db.pages import PageRecord, find_page_by_id
from mediawharf.db.prepared import Prepared
from mediawharf.db.schema import archived_file, file_revision, page, page_restriction
from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class AtTitle:
    """The current revision of a file and its page, if there are any, and whether the title has restrictions."""

    current: FileRevision | None
    page: PageRecord | None
    is_restricted: bool  # whether they are in force or not


@dataclass(frozen=True, slots=True)
class Around:
    """What an upload under a title would come upon."""

    current: FileRevision | None
    has_page: bool
    is_restricted: bool  # whether the restrictions are in force or not
    was_deleted: bool  # whether a file of that title was
    next_name: str | None  # the first file, by name, whose name starts with a prefix
    has_equal: bool  # whether another file's current revision has the SHA-1
    has_deleted_equal: bool  # whether a deleted file has it


def at_title(connection: Connection, title: Title) -> AtTitle:
    """What there is of a file's title."""
    row = _at_title().all(connection, at=title.namespace, called=title.dbkey)[0]
    return AtTitle(
        current=None if row.revision_id is None else files.revision(connection, row.revision_id),
        page=None if row.page_id is None else find_page_by_id(connection, row.page_id),
        is_restricted=row.is_restricted,
    )


def around_title(connection: Connection, title: Title, *, prefix: str, sha1: str) -> Around:
    """What there is of a file's title, of names that start so, and of a SHA-1; that of nothing is an empty text."""
    names = {"at": title.namespace, "called": title.dbkey, "least": prefix, "most": prefix + files.AFTER_ALL}
    row = _around_title().all(connection, wanted=sha1, **names)[0]
    return Around(
        current=None if row.revision_id is None else files.revision(connection, row.revision_id),
        has_page=row.page_id is not None,
        is_restricted=row.is_restricted,
        was_deleted=row.was_deleted,
        next_name=row.next_name,
        has_equal=row.has_equal,
        has_deleted_equal=row.has_deleted_equal,
    )


@cache
def _at_title() -> Prepared:
    return Prepared(select(*_of_title()))


@cache
def _around_title() -> Prepared:
    file, deleted = file_revision.c, archived_file.c
    wanted: BindParameter[str] = bindparam("wanted")
    equal = file.sha1 == wanted, file.archive_name.is_(None), file.title != bindparam("called")
    return Prepared(
        select(
            *_of_title(),
            exists().where(deleted.title == bindparam("called")).label("was_deleted"),
            _next_name().label("next_name"),
            exists().where(*equal).label("has_equal"),
            exists().where(deleted.sha1 == wanted).label("has_deleted_equal"),
        )
    )


def _of_title() -> tuple[Label[Any], ...]:
    file = file_revision.c
    current = select(file.id).where(file.title == bindparam("called"), file.archive_name.is_(None)).scalar_subquery()
    of_page = select(page.c.id).where(*_named(page.c.namespace, page.c.title)).scalar_subquery()
    return current.label("revision_id"), of_page.label("page_id"), _restricted().label("is_restricted")


def _restricted() -> Exists:
    return exists().where(*_named(page_restriction.c.namespace, page_restriction.c.title))


def _named(namespace: ColumnElement[int], title: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    return namespace == bindparam("at"), title == bindparam("called")


def _next_name() -> ScalarSelect[str]:
    title, is_current = file_revision.c.title, file_revision.c.archive_name.is_(None)
    here = title >= bindparam("least"), title < bindparam("most"), is_current
    return select(title).where(*here).order_by(title).limit(1).scalar_subquery()
