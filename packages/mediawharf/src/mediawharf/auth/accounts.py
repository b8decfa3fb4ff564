"""Accounts: who there is, in which groups, under which block, with which bot passwords."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from mediawharf.auth.grants import GRANTS, HIDDEN_GRANTS, cut
from mediawharf.auth.names import canonical_name, require_name
from mediawharf.auth.passwords import MAX_PASSWORD_BYTES, Passwords, hash_bot_password, new_bot_password
from mediawharf.auth.rights import IMPLICIT_GROUPS, rights_of
from mediawharf.db import accounts as rows
from mediawharf.db import sessions as session_rows
from mediawharf.db.accounts import AccountRow, BotPasswordRow
from mediawharf.db.base import Database
from mediawharf.model.clock import Clock, Random
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json
from mediawharf.model.user import Block, User
from mediawharf.settings import Settings

MIN_PASSWORD_LENGTH = 8
MAX_APP_ID_BYTES = 32


@dataclass(eq=False)
class AccountExists(WharfError):
    """The name is taken."""

    code = "userexists"
    key = "userexists"
    name: str


@dataclass(eq=False)
class PasswordTooShort(WharfError):
    """The password has too few letters. Source: MediaWiki's ``MinimalPasswordLength``."""

    code = "passwordtooshort"
    key = "passwordtooshort"
    minimum: int

    def message(self) -> Message:
        """Tells how many letters there must be."""
        return Message(self.key, (self.minimum,))


@dataclass(eq=False)
class PasswordTooLong(WharfError):
    """The password has too many bytes. Source: MediaWiki's ``MaximalPasswordLength``."""

    code = "passwordtoolong"
    key = "passwordtoolong"
    maximum: int

    def message(self) -> Message:
        """Tells how many bytes there may be."""
        return Message(self.key, (self.maximum,))


@dataclass(eq=False)
class BotPasswordRefused(WharfError):
    """No bot password can be made: its app id is taken, empty or too long, or a grant is unknown."""

    code = "botpasswords-insert-failed"
    key = "botpasswords-insert-failed"
    app_id: str

    def message(self) -> Message:
        """Names the app id."""
        return Message(self.key, (self.app_id,))


class Accounts:
    """The accounts in the database, as users with their rights.

    ``version`` grows with each change made here; whoever remembers users may trust them while it stands still.
    """

    def __init__(
        self, database: Database, settings: Settings, *, passwords: Passwords, clock: Clock, random: Random
    ) -> None:
        self._database = database
        self._settings = settings
        self._passwords = passwords
        self._clock = clock
        self._random = random
        self._lock = threading.Lock()
        self._version = 0
        self._nobodys_rights = rights_of(("*",), settings)

    @property
    def version(self) -> int:
        """The number of changes that this process has made."""
        return self._version

    def anonymous(self, address: str) -> User:
        """The user behind an address who is not logged in. Asks no database."""
        return User(id=0, name=address, groups=("*",), rights=self._nobodys_rights)

    def create(self, name: str, password: str | None, *, groups: Iterable[str] = ()) -> User:
        """A new account; without a password nobody can log in to it.

        Raises InvalidUserName, AccountExists, PasswordTooShort, PasswordTooLong.
        """
        canonical = require_name(name)
        password_hash = None if password is None else self._hash(password)
        now = self._clock.now()
        try:
            with self._database.write() as connection:
                account_id = rows.add_account(connection, name=canonical, password_hash=password_hash, registered=now)
                for group in set(groups) - set(IMPLICIT_GROUPS):
                    rows.add_group(connection, account_id, group, expiry=None)
                row = rows.account_by_id(connection, account_id, now=now)
        except IntegrityError:
            raise AccountExists(canonical) from None
        assert row is not None
        return self._user(row, None)

    def find(self, name: str) -> User | None:
        """The user of a name in any spelling, with all rights of the account."""
        canonical = canonical_name(name)
        if canonical is None:
            return None
        with self._database.read() as connection:
            row = rows.account_by_name(connection, canonical, now=self._clock.now())
        return None if row is None else self._user(row, None)

    def get(self, account_id: int, *, bot_password_id: int | None = None) -> User | None:
        """The user of an account id, with rights cut down to a bot password's grants; None if either is gone."""
        with self._database.read() as connection:
            row = rows.account_by_id(connection, account_id, now=self._clock.now())
            bot = None if bot_password_id is None else rows.bot_password_by_id(connection, bot_password_id)
        if row is None or (bot_password_id is not None and bot is None):
            return None
        return self._user(row, bot)

    def set_password(self, user: User, password: str) -> None:
        """Changes the password and ends all sessions of the account; its bot passwords stay."""
        password_hash = self._hash(password)
        with self._database.write() as connection:
            rows.lock_account(connection, user.id)  # a login that adds a session comes wholly before or after
            rows.set_password_hash(connection, user.id, password_hash)
            session_rows.remove_sessions_of(connection, user.id)
        self._changed()

    def add_group(self, user: User, group: str, *, expiry: int | None = None) -> None:
        """Puts the account into a group, until expiry in seconds since 1970 (None: for good)."""
        with self._database.write() as connection:
            rows.lock_account(connection, user.id)
            rows.add_group(connection, user.id, group, expiry=expiry)
        self._changed()

    def remove_group(self, user: User, group: str) -> None:
        """Takes the account out of a group, if it is in it."""
        with self._database.write() as connection:
            rows.remove_group(connection, user.id, group)
        self._changed()

    def set_groups(self, user: User, groups: Iterable[str]) -> None:
        """Leaves the account in these groups and no others, for good; implicit ones need not be named."""
        wanted = set(groups) - set(IMPLICIT_GROUPS)
        with self._database.write() as connection:
            rows.lock_account(connection, user.id)
            for group in rows.groups_of(connection, user.id, now=self._clock.now()):
                rows.remove_group(connection, user.id, group)
            for group in sorted(wanted):
                rows.add_group(connection, user.id, group, expiry=None)
        self._changed()

    def block(
        self, user: User, *, by: User, reason: str, expiry: int | None = None, create_account: bool = True
    ) -> Block:
        """Bars the account from writing until expiry (None: for good), in place of an older block."""
        values: dict[str, Json] = {
            "by_id": by.id,
            "by_name": by.name,
            "reason": reason,
            "timestamp": self._clock.now(),
            "expiry": expiry,
            "create_account": create_account,
        }
        with self._database.write() as connection:
            rows.lock_account(connection, user.id)
            block_id = rows.add_block(connection, user.id, values=values)
        self._changed()
        return Block(block_id, by.id, by.name, reason, self._clock.now(), expiry, create_account)

    def unblock(self, user: User) -> bool:
        """Ends the block; whether there was one."""
        with self._database.write() as connection:
            was_blocked = rows.remove_block(connection, user.id)
        self._changed()
        return was_blocked

    def add_bot_password(self, user: User, app_id: str, *, grants: Iterable[str]) -> str:
        """A new bot password, to be shown now and never again; raises BotPasswordRefused."""
        app_id = app_id.strip()
        wanted = tuple(dict.fromkeys((*HIDDEN_GRANTS, *grants)))
        legal = app_id.isprintable() and 0 < len(app_id.encode()) <= MAX_APP_ID_BYTES
        if not legal or not set(wanted) <= GRANTS.keys():
            raise BotPasswordRefused(app_id)
        password = new_bot_password(self._random)
        password_hash = hash_bot_password(password, self._random)
        now = self._clock.now()
        try:
            with self._database.write() as connection:
                rows.add_bot_password(
                    connection, user.id, app_id, password_hash=password_hash, grants=wanted, created=now
                )
        except IntegrityError:
            raise BotPasswordRefused(app_id) from None
        return password

    def bot_passwords(self, user: User) -> tuple[BotPasswordRow, ...]:
        """The account's bot passwords, in order of app id."""
        with self._database.read() as connection:
            return rows.bot_passwords_of(connection, user.id)

    def revoke_bot_password(self, user: User, app_id: str) -> bool:
        """Removes a bot password and ends its sessions; whether there was one."""
        with self._database.write() as connection:
            was_there = rows.remove_bot_password(connection, user.id, app_id)
        self._changed()
        return was_there

    def options(self, user: User) -> dict[str, Json]:
        """The account's options, defaults included; of an anonymous user the defaults."""
        with self._database.read() as connection:
            return self.options_in(connection, user)

    def options_in(self, connection: Connection, user: User) -> dict[str, Json]:
        """The same on an open connection."""
        return self.with_defaults({} if user.is_anonymous else rows.options_of(connection, user.id))

    def with_defaults(self, chosen: Mapping[str, Json]) -> dict[str, Json]:
        """All options of an account that has set these itself."""
        return {**default_options(self._settings), **chosen}

    def chosen_options(self, user: User) -> dict[str, Json]:
        """The options that the account has set itself; an anonymous user has none."""
        if user.is_anonymous:
            return {}
        with self._database.read() as connection:
            return rows.options_of(connection, user.id)

    def set_options(self, user: User, changes: Mapping[str, Json]) -> None:
        """Changes some options; None gives an option its default back."""
        with self._database.write() as connection:
            rows.lock_account(connection, user.id)
            merged = rows.options_of(connection, user.id) | dict(changes)
            kept = {name: value for name, value in merged.items() if value is not None}
            rows.set_options(connection, user.id, kept)

    def forget_users(self) -> None:
        """Lets whoever remembers users look them up anew: after a change of accounts in another's transaction."""
        self._changed()

    def _user(self, row: AccountRow, bot: BotPasswordRow | None) -> User:
        groups = (*row.groups, *IMPLICIT_GROUPS)
        rights = rights_of(groups, self._settings)
        return User(
            id=row.id,
            name=row.name,
            groups=groups,
            rights=rights if bot is None else cut(rights, bot.grants),
            block=row.block,
            bot_password=None if bot is None else bot.app_id,
            registered=row.registered,
            edit_count=row.edit_count,
        )

    def _hash(self, password: str) -> str:
        check_password(password)
        return self._passwords.hash(password)

    def _changed(self) -> None:
        with self._lock:
            self._version += 1


def check_password(password: str) -> None:
    """Raises PasswordTooShort, PasswordTooLong for what no account may have as its password."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise PasswordTooShort(MIN_PASSWORD_LENGTH)
    if len(password.encode("utf-8", "surrogatepass")) > MAX_PASSWORD_BYTES:
        raise PasswordTooLong(MAX_PASSWORD_BYTES)


def default_options(settings: Settings) -> dict[str, Json]:
    """What options are before anybody has set them. Source: MediaWiki's ``$wgDefaultUserOptions``."""
    return {
        "imagesize": 2,
        "thumbsize": 5,
        "watchcreations": 1,
        "watchdefault": 1,
        "watchdeletion": 0,
        "watchmoves": 0,
        "watchrollback": 0,
        "watchuploads": 1,
        "language": settings.language_code,
    }
