"""Shared repositories: places of other hands whose files are shown here where the wiki has none of the name."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from mediawharf.model.file import FileFacts
from mediawharf.model.json import Json
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file of a shared repository, as much of it as is known here."""

    repo: str
    title: Title
    facts: FileFacts
    timestamp: int
    user_name: str  # "": not known
    comment: str
    url: str
    page_url: str  # where it is described; "": nowhere
    thumbnail_url: Callable[[str], str] | None  # by the thumbnail's name; None: it has none but itself
    extmetadata: Mapping[str, Json] | None = None  # None: as its bytes tell


@dataclass(frozen=True, slots=True)
class RepoFacts:
    """What is told of a repository."""

    name: str
    url: str  # below which its files are
    api_url: str = ""  # "": it has no API


class ForeignRepoSilent(Exception):
    """A repository gave no answer, or none that can be understood; the sentence says what is wrong."""


class ForeignRepo(Protocol):
    """One shared repository."""

    @property
    def facts(self) -> RepoFacts:
        """What is told of it."""

    def find(self, titles: Collection[Title]) -> Mapping[Title, ForeignFile]:
        """Those of the titles that are files there; raises ForeignRepoSilent."""

    def description(self, title: Title) -> str | None:
        """The file's description as HTML, which is not to be trusted; None if there is none, or none is told."""


@dataclass(frozen=True, slots=True)
class ForeignRepos:
    """All shared repositories, the first to have a file wins. One that is silent has none."""

    repos: tuple[ForeignRepo, ...] = ()

    def find(self, titles: Iterable[Title]) -> dict[Title, ForeignFile]:
        """Those of the titles that are files of a shared repository."""
        wanted = {title for title in titles if title.namespace == FILE and "/" not in title.dbkey}
        found: dict[Title, ForeignFile] = {}
        for repo in self.repos:
            left = wanted - found.keys()
            if not left:
                break
            try:
                found |= repo.find(left)
            except ForeignRepoSilent as silent:
                _LOG.warning("The shared repository %s is taken for empty: %s", repo.facts.name, silent)
        return found

    def has(self, title: Title) -> bool:
        """Whether a shared repository has a file of that title."""
        return bool(self.repos) and title in self.find([title])
