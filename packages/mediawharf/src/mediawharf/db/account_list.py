"""Lists of accounts and of blocks, with what belongs to each read once for all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, func, not_, or_, select

from mediawharf.db.accounts import AccountRow
from mediawharf.db.pages import BATCH
from mediawharf.db.schema import account, account_group, block, recent_change
from mediawharf.db.timerange import TimeRange
from mediawharf.model.user import Block

# No name holds this character, and it sorts after all that a name may hold.
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class AccountRange:
    """A stretch of the accounts by name: from ``start`` to ``end`` in the list's direction, both included."""

    limit: int
    now: int  # which groups and blocks are in force
    start: str | None = None
    end: str | None = None
    prefix: str | None = None
    descending: bool = False
    groups: tuple[str, ...] = ()  # in one of them; (): in any or none
    outside_groups: tuple[str, ...] = ()  # in none of them
    with_edits: bool = False
    active_since: int | None = None  # with a change since


@dataclass(frozen=True, slots=True)
class BlockFilter:
    """Which blocks are wanted; None lets all pass."""

    now: int
    ids: tuple[int, ...] | None = None
    user_names: tuple[str, ...] | None = None
    runs_out: bool | None = None


@dataclass(frozen=True, slots=True)
class BlockedAccount:
    """An account and its block."""

    account_id: int
    name: str
    block: Block


def find_accounts(
    connection: Connection, *, now: int, names: Collection[str] = (), ids: Collection[int] = ()
) -> list[AccountRow]:
    """Those of the accounts that there are, by names in canonical form and by ids."""
    rows: list[Row[Any]] = []
    for column, wanted in ((account.c.name, sorted(set(names))), (account.c.id, sorted(set(ids)))):
        for first in range(0, len(wanted), BATCH):
            statement = select(account).where(column.in_(wanted[first : first + BATCH]))
            rows += connection.execute(statement)
    return _accounts(connection, rows, now)


def list_accounts(connection: Connection, wanted: AccountRange) -> list[AccountRow]:
    """Accounts by name."""
    name = account.c.name
    low, high = (wanted.end, wanted.start) if wanted.descending else (wanted.start, wanted.end)
    statement = select(account).where(*_conditions(wanted))
    if low is not None:
        statement = statement.where(name >= low)
    if high is not None:
        statement = statement.where(name <= high)
    order = name.desc() if wanted.descending else name.asc()
    rows = connection.execute(statement.order_by(order).limit(wanted.limit)).all()
    return _accounts(connection, rows, wanted.now)


def count_changes(connection: Connection, user_name: str, *, since: int) -> int:
    """How many recent changes a user has made since a second."""
    here = recent_change.c.user_name == user_name, recent_change.c.timestamp >= since
    return int(connection.execute(select(func.count()).select_from(recent_change).where(*here)).scalar_one())


def list_blocks(connection: Connection, *, range_: TimeRange, filter_: BlockFilter) -> list[BlockedAccount]:
    """Blocks in force, by time."""
    statement = select(block, account.c.name).join(account, account.c.id == block.c.account_id)
    statement = statement.where(or_(block.c.expiry.is_(None), block.c.expiry > filter_.now))
    if filter_.ids is not None:
        statement = statement.where(block.c.id.in_(filter_.ids))
    if filter_.user_names is not None:
        statement = statement.where(account.c.name.in_(filter_.user_names))
    if filter_.runs_out is not None:
        expiry = block.c.expiry
        statement = statement.where(expiry.is_not(None) if filter_.runs_out else expiry.is_(None))
    statement = range_.apply(statement, block.c.timestamp, block.c.id)
    return [BlockedAccount(row.account_id, row.name, _block(row)) for row in connection.execute(statement)]


def _conditions(wanted: AccountRange) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.prefix is not None:
        conditions += [account.c.name >= wanted.prefix, account.c.name < wanted.prefix + _AFTER_ALL]
    if wanted.groups:
        conditions.append(_in_groups(wanted.groups, wanted.now))
    if wanted.outside_groups:
        conditions.append(not_(_in_groups(wanted.outside_groups, wanted.now)))
    if wanted.with_edits:
        conditions.append(account.c.edit_count > 0)
    if wanted.active_since is not None:
        own = recent_change.c.user_name == account.c.name, recent_change.c.timestamp >= wanted.active_since
        conditions.append(exists().where(*own))
    return conditions


def _in_groups(names: Collection[str], now: int) -> ColumnElement[bool]:
    members = select(account_group.c.account_id).where(account_group.c.name.in_(names), _still(now))
    return account.c.id.in_(members)


def _still(now: int) -> ColumnElement[bool]:
    return or_(account_group.c.expiry.is_(None), account_group.c.expiry > now)


def _accounts(connection: Connection, rows: Sequence[Row[Any]], now: int) -> list[AccountRow]:
    ids = [row.id for row in rows]
    groups, blocks = _groups(connection, ids, now), _blocks(connection, ids, now)
    return [
        AccountRow(
            id=row.id,
            name=row.name,
            password_hash=None,  # lists show nobody's
            registered=row.registered,
            edit_count=row.edit_count,
            groups=tuple(sorted(groups.get(row.id, ()))),
            block=blocks.get(row.id),
        )
        for row in rows
    ]


def _groups(connection: Connection, ids: Sequence[int], now: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for batch in _batches(ids):
        statement = select(account_group).where(account_group.c.account_id.in_(batch), _still(now))
        for row in connection.execute(statement):
            found.setdefault(row.account_id, []).append(row.name)
    return found


def _blocks(connection: Connection, ids: Sequence[int], now: int) -> dict[int, Block]:
    found: dict[int, Block] = {}
    for batch in _batches(ids):
        for row in connection.execute(select(block).where(block.c.account_id.in_(batch))):
            if row.expiry is None or row.expiry > now:
                found[row.account_id] = _block(row)
    return found


def _block(row: Row[Any]) -> Block:
    return Block(row.id, row.by_id, row.by_name, row.reason, row.timestamp, row.expiry, row.create_account)


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))
