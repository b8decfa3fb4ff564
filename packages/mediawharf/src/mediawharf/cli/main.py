"""The command line: ``mediawharf serve``, and what looks after accounts, jobs and bytes."""

from typing import Annotated

import typer

from mediawharf.cli import botpasswords, jobs, users
from mediawharf.cli.firstaccount import make_first_account
from mediawharf.cli.fsck import fsck
from mediawharf.cli.garbage import gc
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened, settings_of
from mediawharf.cli.serving import CannotListen, Listening, listen, run_server
from mediawharf.cli.welcome import welcome
from mediawharf.cli.working import worker
from mediawharf.settings import Settings

app = typer.Typer(
    name="mediawharf",
    help="A media repository that speaks MediaWiki's upload API. Start with `mediawharf serve`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.add_typer(users.app, name="user")
app.add_typer(botpasswords.app, name="botpassword")
app.add_typer(jobs.app, name="jobs")


def main() -> None:
    """The command ``mediawharf``."""
    app()


@app.command()
def serve(
    *,
    data: DataFolder = None,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.", min=0, max=65535)] = 8080,
    workers: Annotated[int, typer.Option(help="Server processes.", min=1)] = 1,
    drain: Annotated[int, typer.Option(help="Seconds that requests have to finish at the end.", min=1)] = 30,
    no_jobs: Annotated[bool, typer.Option("--no-jobs", help="Leave jobs to `mediawharf worker`.")] = False,
    config: ConfigFile = None,
) -> None:
    """Start the server, on a new data folder with a first account."""
    settings = settings_of(data, config)
    try:
        listening = Listening(host, listen(host, port), workers, drain)
    except CannotListen as reason:
        fail(str(reason))
    if no_jobs:
        settings = settings.model_copy(update={"run_jobs": False})
    if settings.server == "":
        settings = settings.model_copy(update={"server": listening.origin})
    with opened(settings) as facilities:
        credentials = make_first_account(facilities)
    run_server(settings, listening, when_ready=lambda: typer.echo(welcome(settings, credentials)))


@app.command("settings")
def show_settings(*, data: DataFolder = None, config: ConfigFile = None) -> None:
    """Show every setting with its value; set one as MEDIAWHARF_… in the environment, or in a TOML file."""
    settings = settings_of(data, config)
    for name, field in Settings.model_fields.items():
        typer.echo(f"# {field.description}")
        typer.echo(f"{name} = {settings.model_dump(mode='json')[name]!r}\n")


app.command()(worker)
app.command()(gc)
app.command()(fsck)
