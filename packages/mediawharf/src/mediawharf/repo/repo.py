"""The published files: finding them, and adding, archiving and renaming their revisions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from sqlalchemy import Connection

from mediawharf.db import files
from mediawharf.db.surroundings import Around, AtTitle, around_title, at_title
from mediawharf.model.clock import compact
from mediawharf.model.file import ArchivedFile, FileFacts, FileRevision
from mediawharf.model.similar_names import canonical_title, similar_prefix
from mediawharf.model.title import Title
from mediawharf.model.user import User

__all__ = ["Around", "AtTitle", "Repo"]


class Repo:
    """Works on a connection that its caller has opened, so that one transaction can hold all of a publication."""

    def current(self, connection: Connection, title: Title) -> FileRevision | None:
        """The current revision of a file."""
        return files.current(connection, [title.dbkey]).get(title.dbkey)

    def current_of(self, connection: Connection, titles: Iterable[Title]) -> dict[Title, FileRevision]:
        """The current revisions of those of the titles that are files."""
        by_key = files.current(connection, (title.dbkey for title in titles))
        return {revision.title: revision for revision in by_key.values()}

    def at(self, connection: Connection, title: Title) -> AtTitle:
        """The current revision, the page and whether there are restrictions."""
        return at_title(connection, title)

    def around(self, connection: Connection, title: Title, *, sha1: str | None = None) -> Around:
        """What an upload of bytes with that SHA-1 would come upon; None: of bytes that are not known yet."""
        return around_title(connection, title, prefix=similar_prefix(title), sha1=sha1 or "")

    def near(self, connection: Connection, title: Title, around: Around) -> Title | None:
        """A file whose name counts as the same: in canonical spelling, or else the first that goes on after a dot."""
        canonical = canonical_title(title)
        if canonical is not None and self.current(connection, canonical) is not None:
            return canonical
        return None if around.next_name is None else Title(title.namespace, around.next_name)

    def add(
        self,
        connection: Connection,
        *,
        title: Title,
        previous: FileRevision | None,
        blob_key: str,
        facts: FileFacts,
        user: User,
        comment: str,
        timestamp: int,
    ) -> FileRevision:
        """Publishes bytes as the title's current revision; the one before becomes an old one.

        ``previous`` is that one, read in the same write transaction. The bytes must be durable already.
        """
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

        Archive names are MediaWiki's, time and name; two of one second are told apart by a number.
        """
        name = self._free_name(connection, revision.title, compact(revision.timestamp))
        files.set_archive_name(connection, revision.id, name)
        return name

    def restore(self, connection: Connection, archived: Sequence[ArchivedFile]) -> None:
        """Brings deleted revisions of one title back, the newest first; that one is current if the file has none.

        Each gets the archive name that it had, or one of its own second if it had none or another has it now.
        """
        if not archived:
            return
        current = None if self.current(connection, archived[0].title) is not None else archived[0]
        # The oldest first: ids tell the order of revisions of one second.
        for one in reversed(archived):
            name = None if one is current else one.archive_name
            is_taken = name is not None and files.archive_name_exists(connection, one.title.dbkey, name)
            if one is not current and (name is None or is_taken):
                name = self._free_name(connection, one.title, compact(one.timestamp))
            files.restore(connection, one.id, archive_name=name)

    def rename(self, connection: Connection, old: Title, new: Title) -> None:
        """Gives a file a name that no other bears; the archive names of its old revisions change with it."""
        for one in files.revisions(connection, old.dbkey):
            stamp = None if one.archive_name is None else one.archive_name.partition("!")[0]
            archive_name = None if stamp is None else f"{stamp}!{new.dbkey}"
            files.rename(connection, one.id, title=new.dbkey, archive_name=archive_name)

    def _free_name(self, connection: Connection, title: Title, stamp: str) -> str:
        for suffix in _suffixes():
            name = f"{stamp}{suffix}!{title.dbkey}"
            if not files.archive_name_exists(connection, title.dbkey, name):
                return name
        raise AssertionError(f"no archive name left for {title.dbkey} at {stamp}")


def _suffixes() -> Iterator[str]:
    yield ""
    for number in count(1):
        yield f"-{number}"
