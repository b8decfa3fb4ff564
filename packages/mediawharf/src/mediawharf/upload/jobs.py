"""Does the uploads that were left to jobs. A job that is run again ends as the first time: its effect is one.

The transaction that publishes also ends the job and notes its result; so does the one that gives an assembled file
its key. A job that dies before leaves nothing but bytes that no row names.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import Connection

from mediawharf.auth.accounts import Accounts
from mediawharf.db import statuses
from mediawharf.db.base import Database
from mediawharf.db.errors import DatabaseFull
from mediawharf.db.statuses import StatusResult, StatusRow
from mediawharf.model.clock import Clock
from mediawharf.model.errors import WharfError
from mediawharf.model.file import FileRevision
from mediawharf.model.json import Json
from mediawharf.model.user import User
from mediawharf.stash.errors import MissingResult
from mediawharf.stash.stash import Stash
from mediawharf.upload.chunked import ChunkedUploads
from mediawharf.upload.errors import ScanFailed
from mediawharf.upload.request import FromUrl
from mediawharf.upload.result import Held, Published, Stashed
from mediawharf.upload.stored import refusal_to_json, request_of_json
from mediawharf.upload.uploader import Uploader


class Run(Protocol):
    """One attempt at a job."""

    @property
    def job_id(self) -> int:
        """The job's id."""

    def finish(self, connection: Connection) -> None:
        """Ends the job in the transaction of its effect."""

    def check(self) -> None:
        """Raises when another has the job."""


class UploadJobs:
    """The handlers of upload jobs."""

    def __init__(
        self,
        *,
        uploader: Uploader,
        chunked: ChunkedUploads,
        stash: Stash,
        accounts: Accounts,
        database: Database,
        clock: Clock,
    ) -> None:
        self._uploader = uploader
        self._chunked = chunked
        self._stash = stash
        self._accounts = accounts
        self._database = database
        self._clock = clock

    def publish(self, payload: Mapping[str, Any], run: Run) -> None:
        """Publishes a stashed file."""
        self._upload(payload, run, stage="publish")

    def fetch(self, payload: Mapping[str, Any], run: Run) -> None:
        """Fetches a URL, and goes on as if the file had come with the request."""
        self._upload(payload, run, stage="fetching")

    def assemble(self, payload: Mapping[str, Any], run: Run) -> None:
        """Verifies a file that came in chunks, and gives it its key."""
        noted = _Noted(self._database, self._clock, payload, run)
        user = self._user(payload)
        noted.stage("assembling")
        try:
            self._chunked.complete(
                payload["filekey"],
                payload["request"]["filename"],
                user,
                ending=noted.assembled,
                refusing=noted.not_assembled,
            )
        except (ScanFailed, DatabaseFull):
            raise  # the scanner, or room, may be there the next time
        except WharfError as refusal:
            noted.failed(refusal, "assembling")

    def _upload(self, payload: Mapping[str, Any], run: Run, *, stage: str) -> None:
        noted = _Noted(self._database, self._clock, payload, run)
        user = self._user(payload)
        request = request_of_json(payload["request"])
        detail: dict[str, Json] = {} if isinstance(request.source, FromUrl) else {"filename": request.filename}
        noted.stage(stage, **detail)
        try:
            result = self._uploader.upload(request, user, at_publish=noted.published, progress=noted.progress)
        except (ScanFailed, DatabaseFull):
            raise  # the same
        except WharfError as refusal:
            noted.failed(refusal, stage)
            return
        match result:
            case Published(revision):
                noted.published_before(revision)
            case Held(stashed, _):
                noted.kept("Warning", stage, None if stashed is None else stashed.filekey, self._stash)
            case Stashed(stashed):
                noted.kept("Success", stage, stashed.filekey, self._stash)
            case _:
                raise AssertionError(f"a job's upload came to {result}")

    def _user(self, payload: Mapping[str, Any]) -> User:
        user = self._accounts.get(payload["account_id"])
        if user is None:
            raise MissingResult
        return user


class _Noted:
    """Notes how far a job is, and ends it with its result."""

    def __init__(self, database: Database, clock: Clock, payload: Mapping[str, Any], run: Run) -> None:
        self._database = database
        self._clock = clock
        self._row = StatusRow(payload["account_id"], payload["filekey"], "Poll", "queued", {}, 0)
        self._run = run
        self._told_at = 0
        self._is_over = False

    def stage(self, stage: str, **detail: Json) -> None:
        """The job has got to a stage."""
        self._write("Poll", stage, {**detail, "job": self._run.job_id})

    def progress(self, done: int, total: int | None) -> None:
        """So many bytes of so many are there; noted once a second at most."""
        now = self._clock.now()
        if now == self._told_at:
            return
        self._told_at = now
        self._run.check()
        self._write("Poll", "fetching", {"bytes": done, "total": total, "job": self._run.job_id})

    def published(self, connection: Connection, revision: FileRevision) -> None:
        """In the transaction of the publication."""
        self._end(connection, "Success", "publish", {"revision_id": revision.id})

    def published_before(self, revision: FileRevision) -> None:
        """The key was published by an earlier attempt or another request: that is the result."""
        if not self._is_over:
            with self._database.write() as connection:
                self.published(connection, revision)

    def assembled(self, connection: Connection) -> None:
        """In the transaction that gives the file its key, from which all else is told."""
        self._end(connection, "Success", "assembling", {})

    def not_assembled(self, connection: Connection, refusal: WharfError) -> None:
        """In the transaction that forgets a file which must not come in: nobody could tell later why it is gone."""
        self._end(connection, "Failure", "assembling", {"refusal": refusal_to_json(refusal)})

    def kept(self, result: StatusResult, stage: str, filekey: str | None, stash: Stash) -> None:
        """The bytes are in the stash, under a key of their own; the polled key leads there."""
        with self._database.write() as connection:
            if filekey is not None and filekey != self._row.filekey:
                stash.alias_in(connection, self._row.filekey, filekey)
            self._end(connection, result, stage, {"filekey": filekey})

    def failed(self, refusal: WharfError, stage: str) -> None:
        """The upload was refused, and that is not noted yet."""
        if self._is_over:
            return
        with self._database.write() as connection:
            self._end(connection, "Failure", stage, {"refusal": refusal_to_json(refusal)})

    def _write(self, result: StatusResult, stage: str, detail: Mapping[str, Json]) -> None:
        with self._database.write() as connection:
            self._put(connection, result, stage, detail)

    def _put(self, connection: Connection, result: StatusResult, stage: str, detail: Mapping[str, Json]) -> None:
        row = replace(self._row, result=result, stage=stage, detail=detail, updated=self._clock.now())
        statuses.put(connection, row)

    def _end(self, connection: Connection, result: StatusResult, stage: str, detail: Mapping[str, Json]) -> None:
        self._put(connection, result, stage, detail)
        self._run.finish(connection)
        self._is_over = True
