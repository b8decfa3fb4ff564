"""What is known of an upload that is under way, for ``checkstatus``."""

from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.db import files
from mediawharf.db.base import Database
from mediawharf.model.file import FileRevision
from mediawharf.model.filekey import FileKey
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.errors import MissingResult, StashNoSuchKey, StashNotLoggedIn, StashWrongOwner
from mediawharf.stash.stash import Stash


@dataclass(frozen=True, slots=True)
class Uploading:
    """Chunks are coming in; the next one begins at ``offset``."""

    stashed: StashedFile


@dataclass(frozen=True, slots=True)
class Assembled:
    """The last chunk has come: the whole file goes by its new key."""

    stashed: StashedFile


@dataclass(frozen=True, slots=True)
class WasPublished:
    """The key's file is published."""

    revision: FileRevision


UploadStatus: TypeAlias = Uploading | Assembled | WasPublished


class Statuses:
    """Tells how far an upload is, to its owner alone."""

    def __init__(self, *, database: Database, stash: Stash) -> None:
        self._database = database
        self._stash = stash

    def of(self, filekey: str, user: User) -> UploadStatus:
        """The state of the user's upload of that key; raises MissingResult when nothing is known of it."""
        if FileKey.parse(filekey) is None:
            raise MissingResult
        try:
            stashed = self._stash.find(filekey, user)
        except (StashNoSuchKey, StashWrongOwner, StashNotLoggedIn):
            raise MissingResult from None
        if stashed.state == "chunks":
            return Uploading(stashed)
        if stashed.state == "published":
            return WasPublished(self._revision(stashed))
        if stashed.last_chunk_offset == 0 and stashed.filekey == filekey:
            raise MissingResult  # stashed in one piece: there is no process to tell the state of
        return Assembled(stashed)

    def _revision(self, stashed: StashedFile) -> FileRevision:
        with self._database.read() as connection:
            revision = files.revision(connection, stashed.published_revision_id or 0)
        if revision is None:
            raise MissingResult
        return revision
