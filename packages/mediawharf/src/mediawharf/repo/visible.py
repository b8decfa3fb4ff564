"""A file that pages can show, wherever its bytes are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.title import Title
from mediawharf.repo.repo import Repo
from mediawharf.repo.urls import Urls


@dataclass(frozen=True, slots=True)
class VisibleFile:
    """A file's current revision as pages show it."""

    title: Title
    facts: FileFacts
    url: str
    thumbnail_url: Callable[[str], str]  # by the thumbnail's name


@dataclass(frozen=True, slots=True)
class VisibleFiles:
    """Finds files to show."""

    repo: Repo
    urls: Urls

    def find(self, connection: Connection, titles: Iterable[Title]) -> dict[Title, VisibleFile]:
        """Those of the titles that are files."""
        found = self.repo.current_of(connection, titles)
        return {title: self._visible(revision) for title, revision in found.items()}

    def _visible(self, revision: FileRevision) -> VisibleFile:
        return VisibleFile(
            revision.title,
            revision.facts,
            self.urls.revision(revision),
            lambda name: self.urls.thumbnail(revision, name),
        )
