"""Asks for the SHA-256 of a published revision."""

from sqlalchemy import Connection

from mediawharf.jobs.base import JobQueue
from mediawharf.jobs.kinds import FIXITY


def enqueue_fixity(queue: JobQueue, connection: Connection, revision_id: int) -> int:
    """The id of the job that will measure the revision, added in the transaction that adds it."""
    return queue.enqueue(connection, FIXITY, {"revision_id": revision_id}, unique_key=f"{FIXITY} {revision_id}")
