"""``mediawharf jobs``: work that is not done yet; jobs that failed are kept until someone decides."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Annotated, NoReturn

import typer

from mediawharf.cli.counted import counted
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened_existing, settings_of
from mediawharf.model.clock import iso
from mediawharf.model.job import Job, JobState

app = typer.Typer(help="Jobs that wait, run or have failed.", no_args_is_help=True)

HEAD = ("ID", "KIND", "STATE", "ATTEMPTS", "RUNS AT", "LAST ERROR")
LONGEST_ERROR = 100  # characters shown of each, unless they are asked for whole

JobId = Annotated[int, typer.Argument(metavar="ID", help="Number of the job, as listed.", min=1)]


@app.command("list")
def list_jobs(
    *,
    state: Annotated[JobState | None, typer.Option(help="List only those.")] = None,
    limit: Annotated[int, typer.Option(help="List so many at most, the earliest first.", min=1)] = 100,
    whole_errors: Annotated[bool, typer.Option("--whole-errors", help="Do not shorten errors.")] = False,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """List jobs by the time at which they run, or were to run; those that are done are forgotten."""
    with opened_existing(settings_of(data, config)) as facilities:
        listed = facilities.queue.listed(state=state, limit=limit)
        counts = facilities.queue.counts()
    if listed:
        for line in _table([HEAD, *(_row(job, whole_error=whole_errors) for job in listed)]):
            typer.echo(line)
    by_state: dict[JobState, int] = {"queued": 0, "running": 0, "failed": 0}
    for (_, counted_state), number in counts.items():
        by_state[counted_state] += number
    told = ", ".join(f"{number:,} {each}" for each, number in by_state.items())
    typer.echo(f"{counted(sum(by_state.values()), 'job')} in all: {told}.")


@app.command()
def retry(job_id: JobId, *, data: DataFolder = None, config: ConfigFile = None) -> None:
    """Let a failed or waiting job run now, a failed one with all its attempts."""
    with opened_existing(settings_of(data, config)) as facilities:
        job = facilities.queue.find(job_id)
        if job is None:
            _fail_without(job_id)
        if not facilities.queue.requeue(job_id):
            fail(f"job {job_id} runs at this moment, or is done; only one that waits or has failed can be retried")
        typer.echo(f"Job {job_id} ({job.kind}) will run as soon as a worker is free.")


@app.command()
def discard(job_id: JobId, *, data: DataFolder = None, config: ConfigFile = None) -> None:
    """Forget a job; one that runs has no effect any more."""
    with opened_existing(settings_of(data, config)) as facilities:
        job = facilities.queue.find(job_id)
        if job is None or not facilities.queue.discard(job_id):
            _fail_without(job_id)
        typer.echo(f"Discarded job {job_id} ({job.kind}).")


def _fail_without(job_id: int) -> NoReturn:
    fail(f"there is no job {job_id}, or it is done; `mediawharf jobs list` shows those there are")


def _row(job: Job, *, whole_error: bool) -> tuple[str, ...]:
    return str(job.id), job.kind, job.state, str(job.attempts), iso(job.run_at), _error(job, is_whole=whole_error)


def _error(job: Job, *, is_whole: bool) -> str:
    # What a remote server said may be part of it: nothing of it may steer the terminal.
    spaced = " ".join((job.last_error or "").split())
    printable = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in spaced)
    return printable if is_whole else shorten(printable, LONGEST_ERROR, placeholder=" …")


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
