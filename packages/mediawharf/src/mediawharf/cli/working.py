"""``mediawharf worker``: runs jobs and serves nobody."""

import logging
import signal
from queue import SimpleQueue
from typing import Annotated

import typer

from mediawharf.cli.opened import ConfigFile, DataFolder, opened_existing, settings_of
from mediawharf.model.clock import Random
from mediawharf.server.processes import STOPPING
from mediawharf.services import make_worker
from mediawharf.worker.run import worker_name


def worker(
    *,
    drain: Annotated[int, typer.Option(help="Seconds that jobs have to finish at the end.", min=1)] = 30,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Run jobs until SIGTERM or Ctrl-C, beside servers on the same data or without one."""
    settings = settings_of(data, config)
    _log_to_stderr()
    told = _signals_to_stop()
    with opened_existing(settings) as facilities:
        name = worker_name(Random())
        working = make_worker(facilities, name=name)
        working.start()
        typer.echo(f"Worker {name} runs jobs.")
        told.get()
        if working.stop(drain=drain):
            typer.echo("Stopped.")
        else:
            typer.echo(f"Stopped amid a job, which is taken up again within {settings.job_lease} seconds.")


def _signals_to_stop() -> SimpleQueue[int]:
    """Where the numbers of signals to stop come out; a SimpleQueue, since its put may interrupt its own get."""
    told: SimpleQueue[int] = SimpleQueue()
    for number in STOPPING:
        signal.signal(number, lambda caught, _frame: told.put(caught))
    return told


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("mediawharf").setLevel(logging.INFO)
