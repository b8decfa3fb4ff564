"""What is known of an upload that is under way, for ``checkstatus``; a finished one can be asked for again."""

from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.db import files, statuses
from mediawharf.db.base import Database
from mediawharf.db.statuses import StatusRow
from mediawharf.jobs.base import JobQueue
from mediawharf.model.file import FileRevision
from mediawharf.model.filekey import FileKey
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.model.warnings import UploadWarning
from mediawharf.stash.errors import MissingResult, StashNoSuchKey, StashNotLoggedIn, StashWrongOwner
from mediawharf.stash.stash import Stash
from mediawharf.upload.errors import JobGaveUp
from mediawharf.upload.publish import Publisher
from mediawharf.upload.stored import StoredRefusal
from mediawharf.upload.verify import VerificationRules, verify_again


@dataclass(frozen=True, slots=True)
class Uploading:
    """Chunks are coming in; the next one begins at ``offset``."""

    stashed: StashedFile


@dataclass(frozen=True, slots=True)
class Working:
    """A job is at it, or waits for its turn. While a URL is fetched, the bytes so far and in all, if known."""

    stage: str
    filename: str | None
    bytes_done: int | None
    bytes_total: int | None


@dataclass(frozen=True, slots=True)
class WasHeld:
    """A job found something to warn of; the bytes wait under the key."""

    stashed: StashedFile
    stage: str
    warnings: tuple[UploadWarning, ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The file is whole: it goes by its own key."""

    stashed: StashedFile
    stage: str = "assembling"


@dataclass(frozen=True, slots=True)
class WasPublished:
    """The key's file is published."""

    revision: FileRevision


UploadStatus: TypeAlias = Uploading | Working | WasHeld | Assembled | WasPublished


class Statuses:
    """Tells how far an upload is, to its owner alone."""

    def __init__(
        self, *, database: Database, queue: JobQueue, stash: Stash, publisher: Publisher, rules: VerificationRules
    ) -> None:
        self._database = database
        self._queue = queue
        self._stash = stash
        self._publisher = publisher
        self._rules = rules

    def of(self, filekey: str, user: User) -> UploadStatus:
        """The state of the user's upload of that key; raises what a job met with, or MissingResult."""
        if FileKey.parse(filekey) is None or user.is_anonymous:
            raise MissingResult
        noted = self._noted(filekey, user)
        if noted is not None and noted.result == "Poll" and self._is_live(noted):
            return _working(noted)
        # After the note: a job ends both at once, and what it has ended must not be taken for what it began with.
        stashed = self._stashed(filekey, user)
        if stashed is not None and stashed.filekey != filekey:
            noted = self._noted(stashed.filekey, user) or noted  # what was asked for last goes by the file's own key
        return self._told(filekey, stashed, noted)

    def _noted(self, filekey: str, user: User) -> StatusRow | None:
        with self._database.read() as connection:
            return statuses.find(connection, user.id, filekey)

    def _stashed(self, filekey: str, user: User) -> StashedFile | None:
        try:
            return self._stash.find(filekey, user)
        except (StashNoSuchKey, StashWrongOwner, StashNotLoggedIn):
            return None

    def _told(self, filekey: str, stashed: StashedFile | None, noted: StatusRow | None) -> UploadStatus:
        if noted is not None and "revision_id" in noted.detail:
            return WasPublished(self._revision(int(str(noted.detail["revision_id"]))))
        if stashed is not None and stashed.state == "published":  # at once, whatever a job had met with before
            return WasPublished(self._revision(stashed.published_revision_id or 0))
        if noted is not None and noted.result == "Failure":
            raise StoredRefusal(noted.detail["refusal"])  # type: ignore[arg-type]
        if noted is not None and noted.result == "Poll":
            if not self._is_live(noted):
                raise JobGaveUp
            return _working(noted)
        if stashed is None:
            raise MissingResult
        return self._of_stashed(filekey, stashed, noted)

    def _is_live(self, noted: StatusRow) -> bool:
        """Whether it is of use to poll on: not when the job was discarded, or failed for good."""
        job = self._queue.find(int(str(noted.detail["job"])))
        if job is not None and job.state != "failed":
            return True
        with self._database.read() as connection:
            now = statuses.find(connection, noted.account_id, noted.filekey)
        return now != noted  # it has ended meanwhile, as the next poll will tell

    def _of_stashed(self, filekey: str, stashed: StashedFile, noted: StatusRow | None) -> UploadStatus:
        if stashed.state == "chunks":
            return Uploading(stashed)
        if noted is not None and noted.result == "Warning":
            return WasHeld(stashed, noted.stage, self._warnings(stashed))
        if noted is not None:
            return Assembled(stashed, noted.stage)
        if stashed.last_chunk_offset == 0 and stashed.filekey == filekey:
            raise MissingResult  # stashed in one piece: there is no process to tell the state of
        return Assembled(stashed)

    def _warnings(self, stashed: StashedFile) -> tuple[UploadWarning, ...]:
        """As they are now: what was warned of may have changed since the job."""
        assert stashed.facts is not None, "a whole file has facts"
        verified = verify_again(stashed.facts, stashed.filename, rules=self._rules)
        return () if verified.name.title is None else self._publisher.warnings(verified, stashed.blob_key or "")

    def _revision(self, revision_id: int) -> FileRevision:
        with self._database.read() as connection:
            revision = files.revision(connection, revision_id)
        if revision is None:
            raise MissingResult
        return revision


def _working(noted: StatusRow) -> Working:
    detail = noted.detail
    done, total = detail.get("bytes"), detail.get("total")
    filename = detail.get("filename")
    return Working(
        stage=noted.stage,
        filename=None if filename is None else str(filename),
        bytes_done=done if isinstance(done, int) else None,
        bytes_total=total if isinstance(total, int) else None,
    )
