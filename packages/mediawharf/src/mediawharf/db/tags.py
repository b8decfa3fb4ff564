"""Change tags: which there are, and which revisions bear them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from mediawharf.db.pages import BATCH
from mediawharf.db.schema import change_tag, revision_tag


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A defined tag; only an active one can be put on new changes by users."""

    name: str
    active: bool
    description: str


def put_tag(connection: Connection, tag: TagRecord) -> None:
    """Defines a tag, or changes it."""
    values = {"active": tag.active, "description": tag.description}
    if connection.execute(update(change_tag).where(change_tag.c.name == tag.name).values(values)).rowcount == 0:
        connection.execute(insert(change_tag).values(name=tag.name, **values))


def delete_tag(connection: Connection, name: str) -> None:
    """Ends the definition of a tag; what bears it keeps it."""
    connection.execute(delete(change_tag).where(change_tag.c.name == name))


def list_tags(connection: Connection, *, limit: int, from_name: str = "") -> list[TagRecord]:
    """Defined tags by name, from a name on."""
    statement = select(change_tag).where(change_tag.c.name >= from_name).order_by(change_tag.c.name).limit(limit)
    return [TagRecord(row.name, row.active, row.description) for row in connection.execute(statement)]


def find_tags(connection: Connection, names: Collection[str]) -> dict[str, TagRecord]:
    """Those of the names that are defined."""
    rows = connection.execute(select(change_tag).where(change_tag.c.name.in_(sorted(set(names)))))
    return {row.name: TagRecord(row.name, row.active, row.description) for row in rows}


def count_tagged(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """How many revisions bear each of the tags, of those that any bears."""
    name, number = revision_tag.c.name, func.count()
    statement = select(name, number).where(name.in_(sorted(set(names)))).group_by(name)
    return {row[0]: row[1] for row in connection.execute(statement)}


def add_revision_tags(connection: Connection, revision_id: int, names: Iterable[str]) -> None:
    """Puts tags on a revision; those it bears already stay."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return
    borne = set(revision_tags(connection, [revision_id]).get(revision_id, ()))
    rows = [{"revision_id": revision_id, "name": name} for name in wanted if name not in borne]
    if rows:
        connection.execute(insert(revision_tag), rows)


def remove_revision_tags(connection: Connection, revision_id: int, names: Collection[str]) -> None:
    """Takes tags off a revision."""
    here = revision_tag.c.revision_id == revision_id, revision_tag.c.name.in_(names)
    connection.execute(delete(revision_tag).where(*here))


def revision_tags(connection: Connection, revision_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tags, in order, of those revisions that bear any."""
    found: dict[int, tuple[str, ...]] = {}
    ids = sorted(set(revision_ids))
    for first in range(0, len(ids), BATCH):
        here = revision_tag.c.revision_id.in_(ids[first : first + BATCH])
        for row in connection.execute(select(revision_tag).where(here).order_by(revision_tag.c.name)):
            found[row.revision_id] = (*found.get(row.revision_id, ()), row.name)
    return found
