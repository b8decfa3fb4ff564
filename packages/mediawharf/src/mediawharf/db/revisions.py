"""Revisions of pages, present and deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, select, update

from mediawharf.db.inserting import insert_row
from mediawharf.db.pages import BATCH
from mediawharf.db.prepared import NamedRow, Prepared
from mediawharf.db.schema import page_revision, revision_tag
from mediawharf.db.timerange import TimeRange
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class NewRevision:
    """What is to be stored of a revision; ``size`` is bytes of the text in UTF-8, ``sha1`` hexadecimal."""

    page_id: int
    parent_id: int  # 0: the page's first
    timestamp: int
    user_id: int
    user_name: str
    comment: str
    minor: bool
    text: str
    size: int
    sha1: str


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """A stored revision without its text, which ``find_texts`` gives."""

    id: int
    page_id: int
    parent_id: int
    timestamp: int
    user_id: int
    user_name: str
    comment: str
    minor: bool
    size: int
    sha1: str


@dataclass(frozen=True, slots=True)
class RevisionFilter:
    """Whose revisions are wanted."""

    user_name: str | None = None
    except_user: str | None = None
    tag: str | None = None


def insert_revision(connection: Connection, revision: NewRevision) -> RevisionRecord:
    """The revision as stored, with its id."""
    values = {name: getattr(revision, name) for name in revision.__slots__}
    revision_id = insert_row(connection, page_revision, values)
    return RevisionRecord(id=revision_id, **{name: values[name] for name in values if name != "text"})


def find_revisions(connection: Connection, revision_ids: Collection[int]) -> dict[int, RevisionRecord]:
    """Those of the revisions that exist and are not deleted."""
    found: dict[int, RevisionRecord] = {}
    ids = sorted(set(revision_ids))
    for first in range(0, len(ids), BATCH):
        rows = _by_ids().all(connection, wanted=ids[first : first + BATCH])
        found |= {row.id: _record(row) for row in rows}
    return found


@cache
def _by_ids() -> Prepared:
    return Prepared(_present().where(page_revision.c.id.in_(bindparam("wanted", expanding=True))), lists=("wanted",))


def find_texts(connection: Connection, revision_ids: Collection[int]) -> dict[int, str]:
    """The texts of those revisions that exist, deleted ones too."""
    texts: dict[int, str] = {}
    ids = sorted(set(revision_ids))
    for first in range(0, len(ids), BATCH):
        rows = _texts().all(connection, wanted=ids[first : first + BATCH])
        texts |= {row.id: row.text for row in rows}
    return texts


@cache
def _texts() -> Prepared:
    here = page_revision.c.id.in_(bindparam("wanted", expanding=True))
    return Prepared(select(page_revision.c.id, page_revision.c.text).where(here), lists=("wanted",))


def list_revisions(
    connection: Connection, page_id: int, *, range_: TimeRange, filter_: RevisionFilter
) -> list[RevisionRecord]:
    """A page's revisions by time."""
    statement = _present().where(page_revision.c.page_id == page_id)
    if filter_.user_name is not None:
        statement = statement.where(page_revision.c.user_name == filter_.user_name)
    if filter_.except_user is not None:
        statement = statement.where(page_revision.c.user_name != filter_.except_user)
    if filter_.tag is not None:
        is_it = revision_tag.c.revision_id == page_revision.c.id, revision_tag.c.name == filter_.tag
        statement = statement.where(exists().where(*is_it))
    statement = range_.apply(statement, page_revision.c.timestamp, page_revision.c.id)
    return [_record(row) for row in connection.execute(statement)]


def others_edited_since(connection: Connection, page_id: int, *, revision_id: int, user_name: str) -> bool:
    """Whether somebody else has changed the page after a revision."""
    here = page_revision.c.page_id == page_id, page_revision.c.deleted_title.is_(None)
    later = page_revision.c.id > revision_id, page_revision.c.user_name != user_name
    return bool(connection.execute(select(exists().where(*here, *later))).scalar_one())


def revision_at(connection: Connection, page_id: int, timestamp: int) -> RevisionRecord | None:
    """The revision that was the latest of a page in a second; None before its first."""
    wanted = TimeRange(limit=1, start=timestamp)
    return next(iter(list_revisions(connection, page_id, range_=wanted, filter_=RevisionFilter())), None)


def mark_deleted(connection: Connection, page_id: int, title: Title) -> int:
    """Files the page's revisions under its title as deleted; how many there were."""
    here = page_revision.c.page_id == page_id, page_revision.c.deleted_title.is_(None)
    values = {"deleted_namespace": title.namespace, "deleted_title": title.dbkey}
    return connection.execute(update(page_revision).where(*here).values(values)).rowcount


def list_deleted(connection: Connection, title: Title, *, range_: TimeRange) -> list[RevisionRecord]:
    """The deleted revisions of a title by time."""
    statement = _select().where(*_deleted(title))
    statement = range_.apply(statement, page_revision.c.timestamp, page_revision.c.id)
    return [_record(row) for row in connection.execute(statement)]


def count_deleted(connection: Connection, title: Title) -> int:
    """How many deleted revisions a title has."""
    return int(connection.execute(select(func.count()).select_from(page_revision).where(*_deleted(title))).scalar_one())


def restore_deleted(
    connection: Connection, title: Title, *, page_id: int, timestamps: Collection[int] | None = None
) -> int:
    """Makes a title's deleted revisions those of a page, all or those of some seconds; how many."""
    here = _deleted(title)
    if timestamps is not None:
        here = (*here, page_revision.c.timestamp.in_(timestamps))
    values = {"page_id": page_id, "deleted_namespace": None, "deleted_title": None}
    return connection.execute(update(page_revision).where(*here).values(values)).rowcount


def _deleted(title: Title) -> tuple[Any, ...]:
    return page_revision.c.deleted_namespace == title.namespace, page_revision.c.deleted_title == title.dbkey


def _select() -> Select[Any]:
    return select(*(page_revision.c[name] for name in RevisionRecord.__slots__))


def _present() -> Select[Any]:
    return _select().where(page_revision.c.deleted_title.is_(None))


_in_row = attrgetter(*RevisionRecord.__slots__)


def _record(row: NamedRow) -> RevisionRecord:
    return RevisionRecord(*_in_row(row))
