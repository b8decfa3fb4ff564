"""What every command needs: the settings, the open data, and refusals told as sentences."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError
from sqlalchemy import make_url

from mediawharf.cli.opening import CannotOpen, open_data
from mediawharf.cli.unknown import no_such_setting, unknown_variables
from mediawharf.facilities import Facilities
from mediawharf.i18n.messages import Messages
from mediawharf.model.errors import WharfError
from mediawharf.model.user import User
from mediawharf.services import database_url
from mediawharf.settings import Settings, read_settings

DataFolder = Annotated[Path | None, typer.Option("--data", help="Folder of the database and files.", file_okay=False)]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="TOML file of settings.", exists=True, dir_okay=False)
]


def fail(sentence: str) -> NoReturn:
    """Ends the command with exit code 1 and a sentence that says why."""
    typer.echo(f"mediawharf: {sentence}", err=True)
    raise typer.Exit(1)


def settings_of(data: Path | None, config: Path | None) -> Settings:
    """The settings from the command line, the environment and the file, or the end of the command if one is wrong.

    Variables that are named as settings are and are none are told of.
    """
    for sentence in unknown_variables(os.environ):
        typer.echo(f"mediawharf: {sentence}", err=True)
    try:
        return read_settings(config) if data is None else read_settings(config, data=data)
    except ValidationError as errors:
        wrong = "".join(f"\n  {_told(error)}" for error in errors.errors())
        fail(f"these settings cannot be used; `mediawharf settings` shows all there are:{wrong}")
    except TOMLDecodeError as error:
        fail(f"{config} is not TOML: {error}")
    except SettingsError as error:
        fail(f'a list or table in the environment must be JSON, such as \'["png", "jpg"]\': {error}')
    except OSError as error:
        fail(f"{config} cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{config} is not TOML: it is not in UTF-8")


def _told(error: ErrorDetails) -> str:
    """What is wrong with one setting, in the words of TOML rather than of Python."""
    name = ".".join(map(str, error["loc"]))
    match error["type"]:
        case "extra_forbidden":
            return f"{name}: {no_such_setting(name)}"
        case "missing":
            return f"{name}: is needed"
        case "tuple_type":
            return f"{name}: must be a list, in square brackets"
        case "dict_type":
            return f"{name}: must be a table, in curly brackets"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{name}: must be a whole number"
        case "bool_parsing" | "bool_type":
            return f"{name}: must be true or false"
        case _:
            return f"{name}: {error['msg'].removeprefix('Value error, ').replace('Input should', 'must')}"


@contextmanager
def opened(settings: Settings) -> Iterator[Facilities]:
    """The data that the settings name, closed at the end; a refusal within ends the command with its sentence."""
    try:
        facilities = open_data(settings)
    except CannotOpen as reason:
        fail(str(reason))
    try:
        yield facilities
    except WharfError as refusal:
        fail(Messages().text(refusal.message()))
    finally:
        facilities.stop_drawing()
        facilities.threads.shutdown()
        facilities.database.close()


@contextmanager
def opened_existing(settings: Settings) -> Iterator[Facilities]:
    """As `opened`, but ends the command rather than make a new folder where the data should be.

    For commands that are of no use on empty data: there, a mistyped folder would look like one without troubles.
    """
    database = make_url(database_url(settings))
    if database.get_backend_name() == "sqlite" and not Path(database.database or "").is_file():
        fail(f"there is no database {database.database}; `mediawharf serve` makes one")
    with opened(settings) as facilities:
        yield facilities


def user_named(facilities: Facilities, name: str) -> User:
    """The account of a name in any spelling, or the end of the command if there is none."""
    user = facilities.accounts.find(name)
    if user is None:
        fail(f"there is no account {name!r}; `mediawharf user list` shows those there are")
    return user
