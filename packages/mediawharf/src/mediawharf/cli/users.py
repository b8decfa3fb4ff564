"""``mediawharf user``: accounts, their groups, blocks and passwords."""

import secrets
import sys
from typing import Annotated

import typer
from sqlalchemy import select

from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.cli.opened import ConfigFile, DataFolder, fail, opened, settings_of, user_named
from mediawharf.db.schema import account
from mediawharf.facilities import Facilities
from mediawharf.model.expiry import INFINITE, BadExpiry, parse_expiry
from mediawharf.model.user import User

app = typer.Typer(help="Accounts: add, block, put into groups.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the account.")]
FromStdin = Annotated[bool, typer.Option("--stdin", help="Read the password from standard input.")]


@app.command()
def add(
    name: Name,
    *,
    group: Annotated[list[str] | None, typer.Option(help="Group to put it into; may be repeated.")] = None,
    stdin: FromStdin = False,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Add an account; without --stdin its password is made up and shown once."""
    with opened(settings_of(data, config)) as facilities:
        _require_groups(facilities, group or ())
        password = _password(from_stdin=stdin)
        user = facilities.accounts.create(name, password, groups=group or ())
        typer.echo(f"Added {user.name}.")
        _tell(password, from_stdin=stdin)


@app.command()
def password(name: Name, *, stdin: FromStdin = False, data: DataFolder = None, config: ConfigFile = None) -> None:
    """Change the password, which ends all sessions; without --stdin it is made up and shown once."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        new = _password(from_stdin=stdin)
        facilities.accounts.set_password(user, new)
        typer.echo(f"Changed the password of {user.name}.")
        _tell(new, from_stdin=stdin)


@app.command()
def block(
    name: Name,
    *,
    by: Annotated[str, typer.Option(help="Account that the block is said to come from.")] = "Admin",
    reason: Annotated[str, typer.Option(help="Why; clients are told.")] = "",
    expiry: Annotated[str, typer.Option(help="When it ends: infinite, a date, or such as '3 days'.")] = "infinite",
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Bar an account from writing and from making accounts."""
    with opened(settings_of(data, config)) as facilities:
        user, blocker = user_named(facilities, name), user_named(facilities, by)
        try:
            until = parse_expiry(expiry, now=facilities.clock.now(), refuse_past=True)
        except BadExpiry as wrong:
            fail(f"--expiry {wrong}")
        ends = None if until is INFINITE else until
        facilities.accounts.block(user, by=blocker, reason=reason, expiry=ends)
        typer.echo(f"Blocked {user.name}.")


@app.command()
def unblock(name: Name, *, data: DataFolder = None, config: ConfigFile = None) -> None:
    """End an account's block."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        if not facilities.accounts.unblock(user):
            fail(f"{user.name} is not blocked")
        typer.echo(f"Unblocked {user.name}.")


@app.command()
def groups(
    name: Name,
    *,
    add: Annotated[list[str] | None, typer.Option(help="Group to put it into; may be repeated.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="Group to take it out of; may be repeated.")] = None,
    data: DataFolder = None,
    config: ConfigFile = None,
) -> None:
    """Show the groups of an account, after changing them if asked to."""
    with opened(settings_of(data, config)) as facilities:
        user = user_named(facilities, name)
        _require_groups(facilities, add or ())
        for group in add or ():
            facilities.accounts.add_group(user, group)
        for group in remove or ():
            facilities.accounts.remove_group(user, group)
        typer.echo(_groups(user_named(facilities, name)))


@app.command("list")
def list_accounts(*, data: DataFolder = None, config: ConfigFile = None) -> None:
    """List all accounts with their groups."""
    with opened(settings_of(data, config)) as facilities:
        with facilities.database.read() as connection:
            names = list(connection.execute(select(account.c.name).order_by(account.c.name)).scalars())
        for name in names:
            user = user_named(facilities, name)
            blocked = "" if user.block is None else "\tblocked"
            typer.echo(f"{user.name}\t{_groups(user)}{blocked}")


def _groups(user: User) -> str:
    return ", ".join(group for group in user.groups if group not in IMPLICIT_GROUPS) or "-"


def _require_groups(facilities: Facilities, wanted: list[str] | tuple[str, ...]) -> None:
    known = [group for group in facilities.group_names if group not in IMPLICIT_GROUPS]
    for group in wanted:
        if group not in known:
            fail(f"there is no group {group!r}; there are {', '.join(known)}")


def _password(*, from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else secrets.token_urlsafe(15)


def _tell(password: str, *, from_stdin: bool) -> None:
    if not from_stdin:
        typer.echo(f"password: {password}")
