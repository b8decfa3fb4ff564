"""The published files: finding them, and adding, archiving and renaming their revisions."""

from collections.abc import Iterable

from sqlalchemy import Connection

from mediawharf.db import files
from mediawharf.model.clock import compact
from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.title import Title
from mediawharf.model.user import User


class Repo:
    """Works on a connection that its caller has opened, so that one transaction can hold all of a publication."""

    def current(self, connection: Connection, title: Title) -> FileRevision | None:
        """The current revision of a file."""
        return files.current(connection, [title.dbkey]).get(title.dbkey)

    def current_of(self, connection: Connection, titles: Iterable[Title]) -> dict[Title, FileRevision]:
        """The current revisions of those of the titles that are files."""
        by_key = files.current(connection, (title.dbkey for title in titles))
        return {revision.title: revision for revision in by_key.values()}

    def add(
        self,
        connection: Connection,
        *,
        title: Title,
        blob_key: str,
        facts: FileFacts,
        user: User,
        comment: str,
        timestamp: int,
    ) -> FileRevision:
        """Publishes bytes as the title's current revision; the one before becomes an old one.

        The bytes must be durable already. Needs a write transaction.
        """
        previous = self.current(connection, title)
        if previous is not None:
            self.make_old(connection, previous)
        values = {
            "title": title.dbkey,
            "blob_key": blob_key,
            **files.facts_to_row(facts),
            "timestamp": timestamp,
            "user_id": user.id,
            "user_name": user.name,
            "comment": comment,
            "archive_name": None,
        }
        revision_id = files.insert_revision(connection, values)
        return FileRevision(revision_id, title, blob_key, facts, timestamp, user.id, user.name, comment, None)

    def make_old(self, connection: Connection, revision: FileRevision) -> str:
        """Turns the current revision into an old one; gives its archive name.

        Archive names are MediaWiki's, time and name; two of one second are told apart by a letter.
        """
        stamp = compact(revision.timestamp)
        for suffix in ("", *(f"{letter}" for letter in _suffixes())):
            name = f"{stamp}{suffix}!{revision.title.dbkey}"
            if not files.archive_name_exists(connection, revision.title.dbkey, name):
                files.set_archive_name(connection, revision.id, name)
                return name
        raise AssertionError(f"no archive name left for {revision.title.dbkey} at {stamp}")


def _suffixes() -> Iterable[str]:
    number = 1
    while True:
        yield f"-{number}"
        number += 1
