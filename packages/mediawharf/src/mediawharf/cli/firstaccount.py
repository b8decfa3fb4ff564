"""The account that a new data folder starts with, and the file that keeps its passwords."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from mediawharf.auth.grants import GRANTS
from mediawharf.db.accounts import count_accounts
from mediawharf.facilities import Facilities

NAME = "Admin"
GROUPS = ("sysop", "bureaucrat")
APP_ID = "bot"
FILE_NAME = "credentials.txt"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account with the passwords that are known at its creation only."""

    name: str
    password: str = field(repr=False)
    bot_password: str = field(repr=False)

    @property
    def bot_name(self) -> str:
        """What to log in as with the bot password."""
        return f"{self.name}@{APP_ID}"


def make_first_account(facilities: Facilities) -> Credentials | None:
    """Makes an account with all rights if there is none at all; None if there are accounts.

    Its passwords are also written to ``credentials.txt`` in the data folder, which only its owner may read.
    """
    with facilities.database.read() as connection:
        if count_accounts(connection) > 0:
            return None
    password = secrets.token_urlsafe(15)
    user = facilities.accounts.create(NAME, password, groups=GROUPS)
    bot_password = facilities.accounts.add_bot_password(user, APP_ID, grants=tuple(GRANTS))
    credentials = Credentials(user.name, password, bot_password)
    _write(facilities.settings.data, credentials)
    return credentials


def credentials_file(data: Path) -> Path:
    """Where the first account's passwords are kept."""
    return data / FILE_NAME


def _write(data: Path, credentials: Credentials) -> None:
    data.mkdir(parents=True, exist_ok=True)
    path = credentials_file(data)
    path.unlink(missing_ok=True)  # of an older database: its mode may be another
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"user: {credentials.name}\npassword: {credentials.password}\n")
        file.write(f"bot user: {credentials.bot_name}\nbot password: {credentials.bot_password}\n")
