"""Queries on jobs. Timestamps are seconds since 1970."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, select, update

from mediawharf.db.attempts import lock_keys
from mediawharf.db.inserting import insert_row
from mediawharf.db.schema import job
from mediawharf.model.job import Job, JobState
from mediawharf.model.json import Json


def _of_row(row: Row[Any]) -> Job:
    return Job(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def lock_unique_key(connection: Connection, unique_key: str) -> None:
    """Lets others who ask for the same work wait until this transaction ends."""
    lock_keys(connection, (f"job {unique_key}",))


def find_unique(connection: Connection, unique_key: str) -> Job | None:
    """The job of that key, in whatever state."""
    return _first(connection, select(job).where(job.c.unique_key == unique_key))


def add(
    connection: Connection, *, kind: str, payload: Mapping[str, Json], unique_key: str | None, created: int, run_at: int
) -> int:
    """Adds a queued job; gives its id. Raises IntegrityError when another has its key."""
    values = {
        "kind": kind,
        "payload": dict(payload),
        "unique_key": unique_key,
        "state": "queued",
        "attempts": 0,
        "created": created,
        "run_at": run_at,
        "lease_owner": None,
        "lease_until": None,
        "last_error": None,
    }
    return insert_row(connection, job, values)


def is_due(connection: Connection, *, now: int, kinds: Sequence[str] | None) -> bool:
    """Whether there is a job to take."""
    return _first(connection, _abandoned(now, kinds)) is not None or _first(connection, _queued(now, kinds)) is not None


def lock_due(connection: Connection, *, now: int, kinds: Sequence[str] | None) -> Job | None:
    """The next job to take, held until the transaction ends: one whose lease has run out before one that waits.

    Two queries, for each is answered by an index however long the queue is; one with OR would sort it all.
    """
    for query in (_abandoned(now, kinds), _queued(now, kinds)):
        # SQLite knows no row locks and needs none: a write transaction there is the only one.
        found = _first(connection, query.with_for_update(skip_locked=True))
        if found is not None:
            return found
    return None


def _first(connection: Connection, query: Select[Any]) -> Job | None:
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _of_row(row)


def _abandoned(now: int, kinds: Sequence[str] | None) -> Select[Any]:
    query = select(job).where(job.c.state == "running", job.c.lease_until < now).order_by(job.c.lease_until)
    return query if kinds is None else query.where(job.c.kind.in_(kinds))


def _queued(now: int, kinds: Sequence[str] | None) -> Select[Any]:
    query = select(job).where(job.c.state == "queued", job.c.run_at <= now).order_by(job.c.run_at, job.c.id)
    return query if kinds is None else query.where(job.c.kind.in_(kinds))


def start(connection: Connection, job_id: int, *, owner: str, lease_until: int) -> Job:
    """Gives the job to an owner, which counts as an attempt."""
    values = {"state": "running", "attempts": job.c.attempts + 1, "lease_owner": owner, "lease_until": lease_until}
    query = update(job).where(job.c.id == job_id).values(values).returning(*job.c)
    return _of_row(connection.execute(query).one())


def extend(connection: Connection, held: Job, owner: str, *, lease_until: int) -> bool:
    """Moves the end of a lease; tells whether the owner still had it."""
    return connection.execute(update(job).where(_held(held, owner)).values(lease_until=lease_until)).rowcount == 1


def end(connection: Connection, held: Job, owner: str) -> bool:
    """Removes a job that is done; tells whether the owner still had it."""
    return connection.execute(delete(job).where(_held(held, owner))).rowcount == 1


def put_back(connection: Connection, held: Job, owner: str, *, run_at: int, error: str) -> bool:
    """Lets a job wait until a time; tells whether the owner still had it."""
    values = {"state": "queued", "run_at": run_at, "lease_owner": None, "lease_until": None, "last_error": error}
    return connection.execute(update(job).where(_held(held, owner)).values(values)).rowcount == 1


def give_up(connection: Connection, held: Job, owner: str | None, *, error: str) -> bool:
    """Keeps a job as failed; tells whether the owner still had it."""
    values = {"state": "failed", "lease_owner": None, "lease_until": None, "last_error": error}
    return connection.execute(update(job).where(_held(held, owner)).values(values)).rowcount == 1


def _held(held: Job, owner: str | None) -> ColumnElement[bool]:
    # The attempt tells two leases of one owner apart.
    return (
        (job.c.id == held.id)
        & (job.c.state == "running")
        & (job.c.lease_owner == owner)
        & (job.c.attempts == held.attempts)
    )


def find(connection: Connection, job_id: int) -> Job | None:
    """The job with that id."""
    return _first(connection, select(job).where(job.c.id == job_id))


def lock(connection: Connection, job_id: int) -> Job | None:
    """The job with that id, held until the transaction ends."""
    return _first(connection, select(job).where(job.c.id == job_id).with_for_update())


def listed(connection: Connection, *, state: JobState | None, limit: int) -> list[Job]:
    """Jobs by the time at which they are or were to run, the earliest first."""
    query = select(job) if state is None else select(job).where(job.c.state == state)
    return [_of_row(row) for row in connection.execute(query.order_by(job.c.run_at, job.c.id).limit(limit))]


def wait_until(connection: Connection, job_id: int, *, run_at: int, attempts: int) -> None:
    """Makes a job a queued one that has used so many attempts."""
    values = {"state": "queued", "run_at": run_at, "attempts": attempts}
    connection.execute(update(job).where(job.c.id == job_id).values(values))


def remove(connection: Connection, job_id: int) -> bool:
    """Removes a job in any state; tells whether it was there."""
    return connection.execute(delete(job).where(job.c.id == job_id)).rowcount == 1


def counts(connection: Connection) -> dict[tuple[str, JobState], int]:
    """How many jobs there are of each kind in each state, where there are any."""
    query = select(job.c.kind, job.c.state, func.count()).group_by(job.c.kind, job.c.state)
    return {(kind, state): number for kind, state, number in connection.execute(query)}
