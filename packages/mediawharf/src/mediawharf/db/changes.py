"""Recent changes: one row for each edit, new page and log entry."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, or_, select, update

from mediawharf.db.inserting import insert_row
from mediawharf.db.logs import has_tag
from mediawharf.db.schema import page, recent_change, watched_page
from mediawharf.db.timerange import TimeRange, place_to_stop_at
from mediawharf.model.title import Title

_TYPES: Final = frozenset(("edit", "new", "log"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be shown of a change; ``type`` is ``edit``, ``new`` or ``log``."""

    type: str
    timestamp: int
    user_id: int
    user_name: str
    title: Title
    page_id: int
    comment: str
    revision_id: int = 0
    old_revision_id: int = 0
    old_length: int = 0
    new_length: int = 0
    minor: bool = False
    bot: bool = False
    log_id: int | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """A stored change."""

    id: int
    change: Change


@dataclass(frozen=True, slots=True)
class WatchedBy:
    """An account, at a second: changes of pages that it watches then."""

    account_id: int
    now: int


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are wanted; None and the empty tuple let all pass."""

    types: tuple[str, ...] = ()
    namespaces: tuple[int, ...] = ()
    title: Title | None = None
    user_name: str | None = None
    except_user: str | None = None
    minor: bool | None = None
    bot: bool | None = None
    anonymous: bool | None = None
    tag: str | None = None
    watched_by: WatchedBy | None = None
    redirect: bool | None = None  # whether the page is one now
    is_latest: bool = False  # only log entries, and edits that are the latest of their page
    is_latest_revision: bool = False  # only what the latest revision of its page came with

    @property
    def needs_looking(self) -> bool:
        """Whether changes must be looked at one by one to find those wanted; those of one page are few."""
        if self.title is not None:
            return False
        kinds = bool(self.types) and not _TYPES.issubset(self.types)
        values = self.except_user, self.minor, self.bot, self.anonymous, self.tag, self.watched_by, self.redirect
        is_picked = any(value is not None for value in values)
        return kinds or is_picked or bool(self.namespaces) or self.is_latest or self.is_latest_revision


def insert_change(connection: Connection, change: Change) -> ChangeRecord:
    """The change as stored, with its id."""
    values = {name: getattr(change, name) for name in change.__slots__}
    values |= {"namespace": change.title.namespace, "title": change.title.dbkey, "tags": list(change.tags)}
    return ChangeRecord(insert_row(connection, recent_change, values), change)


def list_changes(connection: Connection, *, range_: TimeRange, filter_: ChangeFilter) -> list[ChangeRecord]:
    """Changes by time."""
    statement = select(recent_change).where(*_conditions(filter_))
    if (watcher := filter_.watched_by) is not None:
        # Not joined: the database would begin with the pages that are watched, and sort what it finds.
        statement = statement.where(exists().where(_watched(watcher)))
    if filter_.redirect is not None or filter_.is_latest or filter_.is_latest_revision:
        statement = statement.outerjoin(page, page.c.id == recent_change.c.page_id)
        statement = statement.where(*_of_pages(filter_))
    statement = range_.apply(statement, recent_change.c.timestamp, recent_change.c.id)
    return [_record(row) for row in connection.execute(statement)]


def change_to_stop_at(connection: Connection, range_: TimeRange, filter_: ChangeFilter) -> tuple[int, int] | None:
    """Where a page of the list ends that is to be picked from a long stretch; None: where its rows do."""
    if not filter_.needs_looking:
        return None
    indexed = _conditions(ChangeFilter(user_name=filter_.user_name))
    return place_to_stop_at(connection, range_, recent_change.c.timestamp, recent_change.c.id, where=indexed)


def find_change(
    connection: Connection, *, change_id: int | None = None, revision_id: int | None = None, log_id: int | None = None
) -> ChangeRecord | None:
    """The change with that id, or the one that tells of a revision or a log entry."""
    wanted = {"id": change_id, "revision_id": revision_id, "log_id": log_id}
    here = [recent_change.c[name] == value for name, value in wanted.items() if value is not None]
    row = connection.execute(select(recent_change).where(*here).order_by(recent_change.c.id).limit(1)).first()
    return None if row is None else _record(row)


def set_change_tags(connection: Connection, change_id: int, tags: Collection[str]) -> None:
    """Replaces the tags of a change."""
    connection.execute(update(recent_change).where(recent_change.c.id == change_id).values(tags=list(tags)))


def forget_edits(connection: Connection, title: Title) -> None:
    """Drops the edits of a page that is being deleted: its revisions cannot be seen any more. Log entries stay."""
    here = recent_change.c.namespace == title.namespace, recent_change.c.title == title.dbkey
    connection.execute(delete(recent_change).where(*here, recent_change.c.type != "log"))


def drop_changes(connection: Connection, *, before: int) -> int:
    """Drops changes older than a second; how many."""
    return connection.execute(delete(recent_change).where(recent_change.c.timestamp < before)).rowcount


def _conditions(wanted: ChangeFilter) -> list[ColumnElement[bool]]:
    row = recent_change.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.types:
        conditions.append(row.type.in_(wanted.types))
    if wanted.namespaces:
        # Most changes are in one namespace: better read by time than by title, and sorted.
        conditions.append((row.namespace + 0).in_(wanted.namespaces))
    if wanted.title is not None:
        conditions += [row.namespace == wanted.title.namespace, row.title == wanted.title.dbkey]
    if wanted.user_name is not None:
        conditions.append(row.user_name == wanted.user_name)
    if wanted.except_user is not None:
        conditions.append(row.user_name != wanted.except_user)
    if wanted.minor is not None:
        conditions.append(row.minor.is_(wanted.minor))
    if wanted.bot is not None:
        conditions.append(row.bot.is_(wanted.bot))
    if wanted.anonymous is not None:
        conditions.append(row.user_id == 0 if wanted.anonymous else row.user_id != 0)
    if wanted.tag is not None:
        conditions.append(has_tag(row.tags, wanted.tag))
    return conditions


def _of_pages(wanted: ChangeFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.redirect is not None:
        target = page.c.redirect_title
        conditions.append(target.is_not(None) if wanted.redirect else target.is_(None))
    if wanted.is_latest:
        is_latest = page.c.latest_id == recent_change.c.revision_id
        conditions.append(or_(recent_change.c.type == "log", is_latest))
    if wanted.is_latest_revision:
        conditions.append(page.c.latest_id == recent_change.c.revision_id)
    return conditions


def _watched(watcher: WatchedBy) -> ColumnElement[bool]:
    return and_(
        watched_page.c.account_id == watcher.account_id,
        # A page is watched together with its talk page, under the page's own even namespace.
        watched_page.c.namespace == recent_change.c.namespace - recent_change.c.namespace % 2,
        watched_page.c.title == recent_change.c.title,
        or_(watched_page.c.expiry.is_(None), watched_page.c.expiry > watcher.now),
    )


def _record(row: Row[Any]) -> ChangeRecord:
    values = {name: getattr(row, name) for name in Change.__slots__}
    values |= {"title": Title(row.namespace, row.title), "tags": tuple(row.tags)}
    return ChangeRecord(row.id, Change(**values))
