"""Protected titles: which level an action on them needs."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from mediawharf.db.pages import BATCH
from mediawharf.db.schema import page_restriction
from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class Restriction:
    """That a type of action (create, edit, move, upload) needs a level, until a second; None: for good."""

    type: str
    level: str
    expiry: int | None


def find_restrictions(
    connection: Connection, titles: Collection[Title], *, now: int
) -> dict[Title, tuple[Restriction, ...]]:
    """The restrictions in force, by type, of those titles that have any."""
    found: dict[Title, tuple[Restriction, ...]] = {}
    for namespace in {title.namespace for title in titles}:
        names = sorted({title.dbkey for title in titles if title.namespace == namespace})
        for first in range(0, len(names), BATCH):
            batch = page_restriction.c.title.in_(names[first : first + BATCH])
            here = page_restriction.c.namespace == namespace, batch
            statement = select(page_restriction).where(*here, _current(now)).order_by(page_restriction.c.type)
            for row in connection.execute(statement):
                title = Title(row.namespace, row.title)
                found[title] = (*found.get(title, ()), Restriction(row.type, row.level, row.expiry))
    return found


def put_restriction(connection: Connection, title: Title, restriction: Restriction) -> None:
    """Restricts a type of action on a title; what was said of it before is replaced."""
    drop_restrictions(connection, title, types=[restriction.type])
    values = {
        "namespace": title.namespace,
        "title": title.dbkey,
        "type": restriction.type,
        "level": restriction.level,
        "expiry": restriction.expiry,
    }
    connection.execute(insert(page_restriction).values(values))


def drop_restrictions(connection: Connection, title: Title, *, types: Collection[str] | None = None) -> None:
    """Frees a title, for all types of action or for some."""
    statement = delete(page_restriction).where(*_of(title))
    if types is not None:
        statement = statement.where(page_restriction.c.type.in_(types))
    connection.execute(statement)


def _of(title: Title) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return page_restriction.c.namespace == title.namespace, page_restriction.c.title == title.dbkey


def _current(now: int) -> ColumnElement[bool]:
    return or_(page_restriction.c.expiry.is_(None), page_restriction.c.expiry > now)
