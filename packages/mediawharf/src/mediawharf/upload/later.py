"""Leaves the rest of an upload to a job: its row and the state that pollers see are written in one transaction."""

from sqlalchemy import Connection

from mediawharf.db import statuses
from mediawharf.db.base import Database
from mediawharf.db.statuses import StatusRow
from mediawharf.jobs.base import JobQueue
from mediawharf.model.clock import Clock, Random
from mediawharf.model.filekey import FileKey
from mediawharf.model.json import Json
from mediawharf.model.user import User
from mediawharf.upload.request import UploadRequest
from mediawharf.upload.result import Queued
from mediawharf.upload.stored import request_to_json

PUBLISH = "upload-publish"
ASSEMBLE = "upload-assemble"
FETCH = "upload-fetch"

QUEUED = "queued"


class Later:
    """Enqueues what takes long."""

    def __init__(self, *, database: Database, queue: JobQueue, clock: Clock, random: Random) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._random = random

    def publish(self, request: UploadRequest, filekey: str, *, name: str, user: User) -> Queued:
        """Publishes a stashed file by a job; a second request for the same key joins the first one's job."""
        with self._database.write() as connection:
            detail: dict[str, Json] = {"filename": name}
            self._enqueue(connection, PUBLISH, filekey, user, detail=detail, request=request_to_json(request))
        return Queued(None, name, QUEUED)

    def fetch(self, request: UploadRequest, user: User) -> Queued:
        """Fetches a URL by a job; the key is made now, so that there is something to poll."""
        extension = request.filename.rpartition(".")[2].lower()
        known = extension if extension.isascii() and extension.isalnum() and len(extension) <= 5 else "bin"
        filekey = str(FileKey.new(user_id=user.id, extension=known, random=self._random))
        with self._database.write() as connection:
            self._enqueue(connection, FETCH, filekey, user, detail={}, request=request_to_json(request))
        return Queued(filekey, None, QUEUED)

    def assemble_in(self, connection: Connection, request: UploadRequest, filekey: str, user: User) -> None:
        """Verifies a file whose last chunk has come by a job, in the transaction that counts the chunk in."""
        detail: dict[str, Json] = {"filename": request.filename}
        self._enqueue(connection, ASSEMBLE, filekey, user, detail={}, request=detail)

    def _enqueue(
        self,
        connection: Connection,
        kind: str,
        filekey: str,
        user: User,
        *,
        detail: dict[str, Json],
        request: dict[str, Json],
    ) -> None:
        payload: dict[str, Json] = {"account_id": user.id, "filekey": filekey, "request": request}
        job_id = self._queue.enqueue(connection, kind, payload, unique_key=f"{kind} {filekey}")
        noted: dict[str, Json] = {**detail, "job": job_id}
        statuses.put(connection, StatusRow(user.id, filekey, "Poll", QUEUED, noted, self._clock.now()))
