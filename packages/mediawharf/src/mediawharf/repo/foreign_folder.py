"""A shared repository that is a folder of this machine, with files by their database keys."""

import hashlib
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from mediawharf.media.inspect import inspect
from mediawharf.model.file import FileFacts
from mediawharf.model.title import Title
from mediawharf.repo.foreign import ForeignFile, RepoFacts

_READ = 1024 * 1024
_MOST_REMEMBERED = 1000


class ForeignFolder:
    """Looks files up in a folder; ``url`` is where the folder can be read over HTTP, without a slash at its end."""

    def __init__(self, name: str, folder: Path, url: str) -> None:
        self._folder = folder
        self._facts = RepoFacts(name, url)
        # Reading a large file takes long: it is done anew only when size or time have changed.
        self._measured = lru_cache(_MOST_REMEMBERED)(_facts)

    @property
    def facts(self) -> RepoFacts:
        """Its name and address."""
        return self._facts

    def path(self, title: Title) -> Path | None:
        """Where the file is; None if there is none of that title."""
        path = self._folder / title.dbkey
        return path if "/" not in title.dbkey and path.is_file() else None

    def find(self, titles: Collection[Title]) -> Mapping[Title, ForeignFile]:
        """Those of the titles that are files in the folder."""
        found = {}
        for title in titles:
            path = self.path(title)
            if path is None:
                continue
            status = path.stat()
            found[title] = ForeignFile(
                repo=self._facts.name,
                title=title,
                facts=self._measured(path, status.st_size, status.st_mtime_ns),
                timestamp=int(status.st_mtime),
                user_name="",
                comment="",
                url=f"{self._facts.url}/{quote(title.dbkey, safe='')}",
                page_url="",
                thumbnail_url=None,
            )
        return found

    def description(self, title: Title) -> str | None:  # noqa: ARG002 - the repositories' common face
        """None: a folder says nothing of its files."""
        return None


def _facts(path: Path, size: int, _changed: int) -> FileFacts:
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(_READ):
            digest.update(piece)
        facts = inspect(file, size=size)
    return FileFacts(
        size=size,
        sha1=digest.hexdigest(),
        mime=facts.mime,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        bits=facts.bits,
        page_count=facts.page_count,
        metadata=facts.metadata,
        common_metadata=facts.common_metadata,
        damage=facts.damage,
    )
