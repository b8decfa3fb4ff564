"""What users have done: revisions by the names of those who made them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from mediawharf.db.revisions import RevisionRecord
from mediawharf.db.schema import page, page_revision, revision_tag
from mediawharf.db.timerange import TimeRange
from mediawharf.model.title import Title

# No name holds this character, and it sorts after all that a name may hold.
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Contribution:
    """A revision, its page's name, and whether it is the page's latest."""

    revision: RevisionRecord
    title: Title
    is_latest: bool


@dataclass(frozen=True, slots=True)
class ContributionFilter:
    """Which revisions are wanted; None and the empty tuple let all pass."""

    namespaces: tuple[int, ...] = ()
    minor: bool | None = None
    new: bool | None = None  # whether it is its page's first
    top: bool | None = None  # whether it is its page's latest
    tag: str | None = None


def list_contributions(
    connection: Connection, user_name: str, *, range_: TimeRange, filter_: ContributionFilter
) -> list[Contribution]:
    """A user's revisions of pages that there are, by time."""
    columns = [page_revision.c[name] for name in RevisionRecord.__slots__]
    on_page = page.c.id == page_revision.c.page_id
    statement: Select[Any] = select(*columns, page.c.namespace, page.c.title, page.c.latest_id).join(page, on_page)
    statement = statement.where(page_revision.c.user_name == user_name, page_revision.c.deleted_title.is_(None))
    statement = statement.where(*_conditions(filter_))
    statement = range_.apply(statement, page_revision.c.timestamp, page_revision.c.id)
    return [_contribution(row) for row in connection.execute(statement)]


def next_contributor(connection: Connection, *, prefix: str, after: str | None) -> str | None:
    """The first name with a prefix, after another if given, of those who made revisions."""
    name = page_revision.c.user_name
    statement = select(func.min(name)).where(name >= prefix, name < prefix + _AFTER_ALL)
    if after is not None:
        statement = statement.where(name > after)
    found: str | None = connection.scalar(statement)
    return found


def _conditions(wanted: ContributionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.namespaces:
        # The sum keeps the index of names out: pages are to be found from the revisions, not the other way round.
        conditions.append((page.c.namespace + 0).in_(wanted.namespaces))
    if wanted.minor is not None:
        conditions.append(page_revision.c.minor.is_(wanted.minor))
    if wanted.new is not None:
        first = page_revision.c.parent_id
        conditions.append(first == 0 if wanted.new else first != 0)
    if wanted.top is not None:
        latest = page.c.latest_id
        conditions.append(latest == page_revision.c.id if wanted.top else latest != page_revision.c.id)
    if wanted.tag is not None:
        is_it = revision_tag.c.revision_id == page_revision.c.id, revision_tag.c.name == wanted.tag
        conditions.append(exists().where(*is_it))
    return conditions


def _contribution(row: Row[Any]) -> Contribution:
    revision = RevisionRecord(**{name: getattr(row, name) for name in RevisionRecord.__slots__})
    return Contribution(revision, Title(row.namespace, row.title), row.latest_id == row.id)
