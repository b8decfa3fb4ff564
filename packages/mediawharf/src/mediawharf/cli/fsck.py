"""``mediawharf fsck``: holds the rows against the bytes."""

from collections.abc import Sequence
from typing import Annotated

import typer

from mediawharf.cli.counted import counted
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened_existing, settings_of
from mediawharf.db.base import Database
from mediawharf.db.references import references
from mediawharf.repo.integrity import Integrity, Problem


def fsck(
    *,
    with_hashes: Annotated[
        bool, typer.Option("--hash", help="Read all bytes again and compare their SHA-1, not their number alone.")
    ] = False,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Check that every row has its bytes; exit code 1 if one has not. Nothing is changed."""
    with opened_existing(settings_of(data, config)) as facilities:
        try:
            report = Integrity(database=facilities.database, blobs=facilities.blobs).check(with_hashes=with_hashes)
        except PermissionError as error:
            fail(f"{error.filename} may not be read by this user; run it as the server's")
        problems = still_named(facilities.database, report.problems)
    measure = "the SHA-1" if with_hashes else "the size"
    typer.echo(f"Checked {measure} of the bytes of {counted(report.rows, 'row')}.")
    if report.orphans:
        typer.echo(
            f"{counted(len(report.orphans), 'blob')} without a row: uploads under way, or what crashes left, "
            "which `mediawharf gc` removes."
        )
    for problem in problems:
        typer.echo(f"{problem.row}: {problem.what} (blob {problem.blob_key})")
    if problems:
        fail(f"the bytes of {counted(len(problems), 'row')} are missing or wrong; restore those blobs from a backup")
    typer.echo("No bytes are missing or wrong.")


def still_named(database: Database, problems: Sequence[Problem]) -> list[Problem]:
    """The problems whose rows still name their blobs.

    A check may take hours; what a running server removed meanwhile, row and bytes, is not missing.
    """
    if not problems:
        return []
    with database.read() as connection:
        named = {(reference.row, reference.blob_key) for reference in references(connection)}
    return [problem for problem in problems if (problem.row, problem.blob_key) in named]
