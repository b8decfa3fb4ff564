"""Protected titles: which level an action on them needs."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, or_, select

from mediawharf.db.pages import BATCH
from mediawharf.db.prepared import Prepared
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
            batch = names[first : first + BATCH]
            for row in _in_force().all(connection, at=namespace, called=batch, now=now):
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
    if types is None:
        _drop().run(connection, at=title.namespace, called=title.dbkey)
    elif types:
        _drop_types().run(connection, at=title.namespace, called=title.dbkey, types=list(types))


@cache
def _in_force() -> Prepared:
    row = page_restriction.c
    here = row.namespace == bindparam("at"), row.title.in_(bindparam("called", expanding=True))
    in_force = or_(row.expiry.is_(None), row.expiry > bindparam("now"))
    return Prepared(select(page_restriction).where(*here, in_force).order_by(row.type), lists=("called",))


@cache
def _drop() -> Prepared:
    return Prepared(delete(page_restriction).where(*_of_title()))


@cache
def _drop_types() -> Prepared:
    types = page_restriction.c.type.in_(bindparam("types", expanding=True))
    return Prepared(delete(page_restriction).where(*_of_title(), types), lists=("types",))


def _of_title() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    row = page_restriction.c
    return row.namespace == bindparam("at"), row.title == bindparam("called")
