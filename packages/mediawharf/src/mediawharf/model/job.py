"""Work for later, as the queue knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mediawharf.model.json import Json

JobState = Literal["queued", "running", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One job that is not done yet. Timestamps are seconds since 1970.

    ``queued``: it may be taken from ``run_at`` on. ``running``: ``lease_owner`` has it until ``lease_until``; then
    others may take it. ``failed``: it was given up, and is kept until someone retries or discards it.
    ``attempts`` counts how often it was taken, the present time included.
    """

    id: int
    kind: str
    payload: Mapping[str, Json]
    state: JobState
    attempts: int
    created: int
    run_at: int
    lease_owner: str | None = None
    lease_until: int | None = None
    last_error: str | None = None
    unique_key: str | None = None
