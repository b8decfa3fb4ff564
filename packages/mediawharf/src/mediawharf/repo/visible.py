"""A file that pages can show, wherever its bytes are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.model.file import FileFacts, FileRevision
from mediawharf.model.title import Title
from mediawharf.repo.foreign import ForeignRepos
from mediawharf.repo.repo import Repo
from mediawharf.repo.urls import Urls


@dataclass(frozen=True, slots=True)
class VisibleFile:
    """A file's current revision as pages show it."""

    title: Title
    facts: FileFacts
    url: str
    thumbnail_url: Callable[[str], str] | None  # by the thumbnail's name; None: it has none but itself


@dataclass(frozen=True, slots=True)
class VisibleFiles:
    """Finds files to show."""

    repo: Repo
    urls: Urls
    foreign: ForeignRepos

    def find(self, connection: Connection, titles: Iterable[Title]) -> dict[Title, VisibleFile]:
        """Those of the titles that are files, here or in a shared repository."""
        wanted = set(titles)
        found = {title: self._visible(file) for title, file in self.repo.current_of(connection, wanted).items()}
        foreign = self.foreign.find(wanted - found.keys()) if len(found) < len(wanted) else {}
        return found | {
            title: VisibleFile(title, file.facts, file.url, file.thumbnail_url) for title, file in foreign.items()
        }

    def _visible(self, revision: FileRevision) -> VisibleFile:
        return VisibleFile(
            revision.title,
            revision.facts,
            self.urls.revision(revision),
            lambda name: self.urls.thumbnail(revision, name),
        )
