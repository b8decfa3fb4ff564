"""``mediawharf botpassword``: what programs log in with, each with its own grants."""

from typing import Annotated

import typer

from mediawharf.auth.grants import GRANTS
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened, settings_of, user_named

app = typer.Typer(help="Bot passwords: what programs log in with.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")]
AppId = Annotated[str, typer.Argument(metavar="APP", help="Name of the bot password, such as the program's.")]


@app.command()
def add(
    name: Name,
    app_id: AppId,
    *,
    grant: Annotated[list[str] | None, typer.Option(help="What it may do; may be repeated; else all.")] = None,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Make a bot password, which is shown once."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        unknown = [one for one in grant or () if one not in GRANTS]
        if unknown:
            fail(f"there is no grant {unknown[0]!r}; there are {', '.join(GRANTS)}")
        password = facilities.accounts.add_bot_password(user, app_id, grants=grant or GRANTS)
        typer.echo(f"user: {user.name}@{app_id.strip()}\npassword: {password}")


@app.command("list")
def list_bot_passwords(name: Name, *, data: DataFolder = None, config: ConfigFile = None) -> None:
    """List the bot passwords of an account with their grants."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        for one in facilities.accounts.bot_passwords(user):
            typer.echo(f"{user.name}@{one.app_id}\t{', '.join(one.grants)}")


@app.command()
def revoke(name: Name, app_id: AppId, *, data: DataFolder = None, config: ConfigFile = None) -> None:
    """Remove a bot password and end the sessions that it opened."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        if not facilities.accounts.revoke_bot_password(user, app_id):
            fail(f"{user.name} has no bot password {app_id!r}")
        typer.echo(f"Revoked {user.name}@{app_id}.")
