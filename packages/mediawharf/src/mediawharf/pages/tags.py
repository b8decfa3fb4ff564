"""Change tags: words that users and the software put on changes."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from mediawharf.db.tags import (
    TagRecord,
    add_revision_tags,
    count_tagged,
    find_tags,
    list_tags,
    put_tag,
    remove_revision_tags,
    revision_tags,
)
from mediawharf.pages.errors import BadTags

__all__ = ["TagRecord", "Tags"]


class Tags:
    """Defines and reads tags, in the caller's transaction."""

    def define(self, connection: Connection, name: str, *, active: bool = True, description: str = "") -> None:
        """Makes a tag that users can put on their changes, or changes it."""
        put_tag(connection, TagRecord(name, active, description))

    def check(self, connection: Connection, names: Collection[str]) -> None:
        """Raises BadTags unless all the names are of active tags."""
        found = find_tags(connection, names)
        active = {name for name, tag in found.items() if tag.active}
        disallowed = tuple(name for name in dict.fromkeys(names) if name not in active)
        if disallowed:
            raise BadTags(disallowed)

    def defined(self, connection: Connection, *, limit: int, from_name: str = "") -> list[TagRecord]:
        """Defined tags by name, from a name on."""
        return list_tags(connection, limit=limit, from_name=from_name)

    def count_revisions(self, connection: Connection, names: Collection[str]) -> dict[str, int]:
        """How many revisions bear each of the tags, of those that any bears."""
        return count_tagged(connection, names)

    def tag_revision(self, connection: Connection, revision_id: int, names: Sequence[str]) -> None:
        """Puts tags on a revision; those it bears already stay."""
        add_revision_tags(connection, revision_id, names)

    def untag_revision(self, connection: Connection, revision_id: int, names: Sequence[str]) -> None:
        """Takes tags off a revision."""
        remove_revision_tags(connection, revision_id, names)

    def of_revisions(self, connection: Connection, revision_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """The tags, in order, of those revisions that bear any; log entries and changes carry their own."""
        return revision_tags(connection, revision_ids)
