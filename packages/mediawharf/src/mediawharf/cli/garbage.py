"""``mediawharf gc``: removes bytes that no row names."""

from collections.abc import Iterator
from typing import Annotated

import typer

from mediawharf.cli.counted import counted
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened_existing, settings_of
from mediawharf.repo.garbage import DAY, Collected, Garbage


def gc(
    *,
    grace: Annotated[
        int,
        typer.Option(
            metavar="SECONDS",
            help="Leave what was written to in so many last seconds. Under the time that an upload takes it is safe "
            "only while no server or worker runs.",
            min=0,
        ),
    ] = DAY,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Remove bytes that no row names: what crashes and cut connections leave."""
    with opened_existing(settings_of(data, config)) as facilities:
        garbage = Garbage(facilities.database, facilities.blobs, facilities.clock)
        try:
            collected = garbage.collect(keep_on=lambda: None, grace=grace)
        except PermissionError as error:
            fail(f"{error.filename} may not be read or removed by this user; run it as the server's")
    for sentence in _sentences(collected, grace):
        typer.echo(sentence)


def _sentences(collected: Collected, grace: int) -> Iterator[str]:
    yield f"Removed {counted(collected.removed, 'blob')} without a row: {counted(collected.removed_bytes, 'byte')}."
    if collected.too_young:
        yield f"Left {counted(collected.too_young, 'blob')} written to in the last {counted(grace, 'second')}."
    if collected.busy:
        yield f"Left {counted(collected.busy, 'blob')} that a writer holds."
    if collected.ageless:
        yield f"Left {counted(collected.ageless, 'blob')}: this store does not tell when they were written."
