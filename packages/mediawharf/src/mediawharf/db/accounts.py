"""Rows of accounts: names, password hashes, groups, blocks, bot passwords, options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, insert, or_, select, update

from mediawharf.db.prepared import Prepared
from mediawharf.db.schema import account, account_group, block, bot_password
from mediawharf.model.json import Json
from mediawharf.model.user import Block


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with the groups and the block that are in force."""

    id: int
    name: str
    password_hash: str | None = field(repr=False)
    registered: int
    edit_count: int
    groups: tuple[str, ...]  # in order of name
    block: Block | None


@dataclass(frozen=True, slots=True)
class BotPasswordRow:
    """A bot password of an account."""

    id: int
    account_id: int
    app_id: str
    password_hash: str = field(repr=False)
    grants: tuple[str, ...]
    created: int


def add_account(connection: Connection, *, name: str, password_hash: str | None, registered: int) -> int:
    """The id of a new account; IntegrityError if the name is taken."""
    empty: dict[str, Json] = {}
    row = {"name": name, "password_hash": password_hash, "registered": registered, "edit_count": 0, "options": empty}
    return int(connection.execute(insert(account).values(row).returning(account.c.id)).scalar_one())


def account_by_id(connection: Connection, account_id: int, *, now: int) -> AccountRow | None:
    """The account with an id."""
    return _account(connection, account.c.id == account_id, now)


def account_by_name(connection: Connection, name: str, *, now: int) -> AccountRow | None:
    """The account with a name, which must be in canonical form."""
    return _account(connection, account.c.name == name, now)


def _account(connection: Connection, where: ColumnElement[bool], now: int) -> AccountRow | None:
    row = connection.execute(select(account).where(where)).one_or_none()
    if row is None:
        return None
    return AccountRow(
        id=row.id,
        name=row.name,
        password_hash=row.password_hash,
        registered=row.registered,
        edit_count=row.edit_count,
        groups=groups_of(connection, row.id, now=now),
        block=block_of(connection, row.id, now=now),
    )


def count_accounts(connection: Connection) -> int:
    """How many accounts there are."""
    return int(connection.execute(select(func.count()).select_from(account)).scalar_one())


def count_in_group(connection: Connection, name: str, *, now: int) -> int:
    """How many accounts are in a group now."""
    there = select(func.count()).select_from(account_group).where(account_group.c.name == name, _still(now))
    return int(connection.execute(there).scalar_one())


def lock_account(connection: Connection, account_id: int) -> None:
    """Lets other writers of the same account wait; SQLite's write transactions do so anyway."""
    connection.execute(select(account.c.id).where(account.c.id == account_id).with_for_update())


def set_password_hash(connection: Connection, account_id: int, password_hash: str | None) -> None:
    """Changes the hash; None: nobody can log in with a password."""
    connection.execute(update(account).where(account.c.id == account_id).values(password_hash=password_hash))


def replace_password_hash(connection: Connection, account_id: int, *, old: str, new: str) -> None:
    """Changes the hash only if it is still the old one, so that a newer password is never undone."""
    still = (account.c.id == account_id) & (account.c.password_hash == old)
    connection.execute(update(account).where(still).values(password_hash=new))


def bump_edit_count(connection: Connection, account_id: int) -> dict[str, Json]:
    """Counts one more edit, in the transaction that saves it; gives the options that the account has set."""
    found = _one_edit_more().first(connection, wanted=account_id)
    return {} if found is None else dict(found.options)


def options_of(connection: Connection, account_id: int) -> dict[str, Json]:
    """The options that the account has set; none for an unknown account."""
    found = _options().first(connection, wanted=account_id)
    return {} if found is None else dict(found.options)


@cache
def _one_edit_more() -> Prepared:
    more = {"edit_count": account.c.edit_count + 1}
    return Prepared(
        update(account).where(account.c.id == bindparam("wanted")).values(more).returning(account.c.options)
    )


@cache
def _options() -> Prepared:
    return Prepared(select(account.c.options).where(account.c.id == bindparam("wanted")))


def set_options(connection: Connection, account_id: int, options: Mapping[str, Json]) -> None:
    """Replaces all options of the account."""
    connection.execute(update(account).where(account.c.id == account_id).values(options=dict(options)))


def _still(now: int) -> ColumnElement[bool]:
    return or_(account_group.c.expiry.is_(None), account_group.c.expiry > now)


def groups_of(connection: Connection, account_id: int, *, now: int) -> tuple[str, ...]:
    """The groups that the account is in now, in order of name; implicit groups are not stored."""
    mine = select(account_group.c.name).where(account_group.c.account_id == account_id, _still(now))
    return tuple(sorted(connection.execute(mine).scalars()))


def memberships_of(connection: Connection, account_id: int, *, now: int) -> dict[str, int | None]:
    """The groups that the account is in now, in order of name, each with the second in which that ends."""
    mine = select(account_group).where(account_group.c.account_id == account_id, _still(now))
    return {row.name: row.expiry for row in connection.execute(mine.order_by(account_group.c.name))}


def add_group(connection: Connection, account_id: int, name: str, *, expiry: int | None) -> None:
    """Puts the account into a group, or changes when that ends (None: never)."""
    remove_group(connection, account_id, name)
    row = {"account_id": account_id, "name": name, "expiry": expiry}
    connection.execute(insert(account_group).values(row))


def remove_group(connection: Connection, account_id: int, name: str) -> None:
    """Takes the account out of a group, if it is in it."""
    connection.execute(
        delete(account_group).where(account_group.c.account_id == account_id, account_group.c.name == name)
    )


def block_of(connection: Connection, account_id: int, *, now: int) -> Block | None:
    """The block in force, if there is one."""
    row = connection.execute(select(block).where(block.c.account_id == account_id)).one_or_none()
    if row is None or (row.expiry is not None and row.expiry <= now):
        return None
    return Block(row.id, row.by_id, row.by_name, row.reason, row.timestamp, row.expiry, row.create_account)


def account_of_block(connection: Connection, block_id: int) -> int | None:
    """The id of the account that a block bars."""
    found = connection.execute(select(block.c.account_id).where(block.c.id == block_id)).scalar_one_or_none()
    return None if found is None else int(found)


def add_block(connection: Connection, account_id: int, *, values: Mapping[str, Json]) -> int:
    """The id of a new block, which takes the place of an older one; values are the other columns."""
    remove_block(connection, account_id)
    row = {"account_id": account_id, **values}
    return int(connection.execute(insert(block).values(row).returning(block.c.id)).scalar_one())


def remove_block(connection: Connection, account_id: int) -> bool:
    """Ends the block; whether there was one."""
    return connection.execute(delete(block).where(block.c.account_id == account_id)).rowcount > 0


def add_bot_password(
    connection: Connection, account_id: int, app_id: str, *, password_hash: str, grants: tuple[str, ...], created: int
) -> int:
    """The id of a new bot password; IntegrityError if the account has one of that app id."""
    row = {
        "account_id": account_id,
        "app_id": app_id,
        "password_hash": password_hash,
        "grants": list(grants),
        "created": created,
    }
    return int(connection.execute(insert(bot_password).values(row).returning(bot_password.c.id)).scalar_one())


def bot_password_by_id(connection: Connection, bot_password_id: int) -> BotPasswordRow | None:
    """The bot password with an id."""
    row = connection.execute(select(bot_password).where(bot_password.c.id == bot_password_id)).one_or_none()
    return None if row is None else _bot_password(row)


def bot_password_by_name(connection: Connection, name: str, app_id: str) -> BotPasswordRow | None:
    """The bot password with an app id of the account with a name in canonical form."""
    joined = select(bot_password).join(account, account.c.id == bot_password.c.account_id)
    row = connection.execute(joined.where(account.c.name == name, bot_password.c.app_id == app_id)).one_or_none()
    return None if row is None else _bot_password(row)


def bot_passwords_of(connection: Connection, account_id: int) -> tuple[BotPasswordRow, ...]:
    """The bot passwords of an account, in order of app id."""
    mine = select(bot_password).where(bot_password.c.account_id == account_id).order_by(bot_password.c.app_id)
    return tuple(_bot_password(row) for row in connection.execute(mine))


def remove_bot_password(connection: Connection, account_id: int, app_id: str) -> bool:
    """Removes a bot password and the sessions it opened; whether there was one."""
    mine = (bot_password.c.account_id == account_id) & (bot_password.c.app_id == app_id)
    return connection.execute(delete(bot_password).where(mine)).rowcount > 0


def _bot_password(row: Row[Any]) -> BotPasswordRow:
    return BotPasswordRow(row.id, row.account_id, row.app_id, row.password_hash, tuple(row.grants), row.created)
