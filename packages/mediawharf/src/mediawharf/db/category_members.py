"""Which pages are in which categories, by what their texts said when they were saved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Subquery, delete, func, insert, select, tuple_, union

from mediawharf.db.schema import category_member, page
from mediawharf.model.namespaces import CATEGORY, FILE
from mediawharf.model.title import Title

PAGE_TYPE, CATEGORY_TYPE, FILE_TYPE = 0, 1, 2
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Membership:
    """A page in a category; ``sort_key`` is the prefix that the page gives, and its name, in upper case."""

    page_id: int
    category: str  # the database key
    type: int
    sort_key: str
    sort_key_prefix: str
    timestamp: int  # since when


@dataclass(frozen=True, slots=True)
class Member:
    """A membership with the page's title."""

    membership: Membership
    title: Title


@dataclass(frozen=True, slots=True)
class MemberRange:
    """A stretch of a category, by type, sort key and page id, or by time and page id."""

    category: str
    limit: int
    types: tuple[int, ...] = ()  # (): any
    namespaces: tuple[int, ...] = ()  # (): any
    by_time: bool = False
    from_key: str | None = None  # sort keys from there on, in the list's direction
    to_key: str | None = None
    from_time: int | None = None
    to_time: int | None = None
    start: tuple[int | str, ...] | None = None  # where to go on: type, sort key, page id; or time, page id
    descending: bool = False


@dataclass(frozen=True, slots=True)
class CategorySize:
    """How many members of each type a category has."""

    name: str  # the database key
    pages: int = 0
    subcategories: int = 0
    files: int = 0

    @property
    def size(self) -> int:
        """How many in all."""
        return self.pages + self.subcategories + self.files


@dataclass(frozen=True, slots=True)
class NamesRange:
    """A stretch of the categories by name."""

    limit: int
    start: str | None = None
    end: str | None = None
    prefix: str | None = None
    least: int | None = None  # members
    most: int | None = None
    descending: bool = False


def member_type(namespace: int) -> int:
    """The type of a category's members in a namespace."""
    return {CATEGORY: CATEGORY_TYPE, FILE: FILE_TYPE}.get(namespace, PAGE_TYPE)


def memberships_of(connection: Connection, page_ids: Collection[int]) -> list[Membership]:
    """The categories that pages are in."""
    rows = connection.execute(select(category_member).where(category_member.c.page_id.in_(page_ids)))
    return [_membership(row) for row in rows]


def put_memberships(connection: Connection, memberships: Iterable[Membership]) -> None:
    """Puts pages into categories that they are not in yet."""
    rows = [{name: getattr(each, name) for name in Membership.__slots__} for each in memberships]
    if rows:
        connection.execute(insert(category_member), rows)


def drop_memberships(connection: Connection, page_id: int, *, categories: Collection[str] | None = None) -> None:
    """Takes a page out of categories; None: out of all."""
    statement = delete(category_member).where(category_member.c.page_id == page_id)
    if categories is not None:
        statement = statement.where(category_member.c.category.in_(categories))
    connection.execute(statement)


def list_members(connection: Connection, wanted: MemberRange) -> list[Member]:
    """The members of a category."""
    row = category_member.c
    conditions: list[Any] = [row.category == wanted.category]
    if wanted.types:
        conditions.append(row.type.in_(wanted.types))
    if wanted.namespaces:
        conditions.append(page.c.namespace.in_(wanted.namespaces))
    order = (row.timestamp, row.page_id) if wanted.by_time else (row.type, row.sort_key, row.page_id)
    first, last = (wanted.to_key, wanted.from_key) if wanted.descending else (wanted.from_key, wanted.to_key)
    earliest, latest = (wanted.to_time, wanted.from_time) if wanted.descending else (wanted.from_time, wanted.to_time)
    for column, low, high in ((row.sort_key, first, last), (row.timestamp, earliest, latest)):
        conditions += [] if low is None else [column >= low]
        conditions += [] if high is None else [column <= high]
    if wanted.start is not None:
        place, start = tuple_(*order), tuple_(*wanted.start)
        conditions.append(place <= start if wanted.descending else place >= start)
    sorting = [column.desc() if wanted.descending else column.asc() for column in order]
    titles = page.c.namespace, page.c.title
    joined = select(category_member, *titles).join(page, page.c.id == row.page_id)
    found = connection.execute(joined.where(*conditions).order_by(*sorting).limit(wanted.limit))
    return [Member(_membership(each), Title(each.namespace, each.title)) for each in found]


def sizes(connection: Connection, names: Collection[str]) -> Mapping[str, CategorySize]:
    """How many members those of the categories have that have any."""
    row = category_member.c
    statement = select(row.category, row.type, func.count()).where(row.category.in_(names))
    counts: dict[str, dict[int, int]] = {}
    for name, type_, count in connection.execute(statement.group_by(row.category, row.type)):
        counts.setdefault(name, {})[type_] = count
    return {
        name: CategorySize(name, of.get(PAGE_TYPE, 0), of.get(CATEGORY_TYPE, 0), of.get(FILE_TYPE, 0))
        for name, of in counts.items()
    }


def list_names(connection: Connection, wanted: NamesRange) -> Sequence[str]:
    """Categories by name: those that have members, and those that have a page."""
    sources = (category_member.c.category, None), (page.c.title, page.c.namespace == CATEGORY)
    names = union(*(select(_names(column, is_there, wanted).c.name) for column, is_there in sources)).subquery()
    statement = select(names.c.name)
    if _counts(wanted):
        counted = select(func.count()).where(category_member.c.category == names.c.name).scalar_subquery()
        limits = [] if wanted.least is None else [counted >= wanted.least]
        limits += [] if wanted.most is None else [counted <= wanted.most]
        statement = statement.where(*limits)
    order = names.c.name.desc() if wanted.descending else names.c.name.asc()
    return connection.execute(statement.order_by(order).limit(wanted.limit)).scalars().all()


def _names(column: Any, is_there: Any, wanted: NamesRange) -> Subquery:
    """The names from one of the two places, no more than can be wanted of it."""
    low, high = (wanted.end, wanted.start) if wanted.descending else (wanted.start, wanted.end)
    conditions: list[Any] = [] if is_there is None else [is_there]
    conditions += [] if low is None else [column >= low]
    conditions += [] if high is None else [column <= high]
    if wanted.prefix is not None:
        conditions += [column >= wanted.prefix, column < wanted.prefix + _AFTER_ALL]
    order = column.desc() if wanted.descending else column.asc()
    statement = select(column.label("name")).where(*conditions).distinct().order_by(order)
    return (statement if _counts(wanted) else statement.limit(wanted.limit)).subquery()


def _counts(wanted: NamesRange) -> bool:
    return wanted.least is not None or wanted.most is not None


def _membership(row: Row[Any]) -> Membership:
    return Membership(**{name: getattr(row, name) for name in Membership.__slots__})
