"""``list=blocks``: accounts that may not write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any, Final

from mediawharf.api.kinds import Choice, Integer, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import BadAddress
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import (
    DIRECTIONS,
    check_show,
    cut,
    exclusive,
    shown,
    time_and_id,
    time_range,
)
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db.account_list import BlockedAccount, BlockFilter, list_blocks
from mediawharf.model.clock import iso

PROPS: Final = (
    "by", "byid", "expiry", "flags", "id", "range", "reason", "restrictions", "timestamp", "user", "userid",
)  # fmt: skip
SHOW: Final = ("!account", "!ip", "!range", "!temp", "account", "ip", "range", "temp")


@dataclass(frozen=True, slots=True)
class BlocksParams:
    """The parameters of list=blocks."""

    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    ids: tuple[int, ...] | None = param(Integer(), "Ids of blocks.", multi=True)
    users: tuple[str, ...] | None = param(UserName(), "Whose blocks.", multi=True)
    ip: str | None = param(Text(), "Blocks of this address; only accounts are blocked here.")
    limit: int = param(Limit(), "How many blocks.", default=10)
    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each block.",
        default=("id", "user", "by", "timestamp", "expiry", "reason", "flags"), multi=True,
    )  # fmt: skip
    show: tuple[str, ...] = param(
        Choice(SHOW), "Only blocks of this kind; ! is those that are not of it.", default=(), multi=True
    )
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def run(query: Query, asked: BlocksParams) -> Mapping[str, Any]:
    """The blocks in force, by time."""
    exclusive(bkusers=asked.users, bkip=asked.ip)
    show = check_show(asked.show)
    range_ = time_range(asked)
    if asked.ip is not None:
        _check_address(asked.ip)
    wanted = BlockFilter(query.call.facilities.clock.now(), asked.ids, asked.users, shown(show, "temp"))
    is_of_accounts = asked.ip is None and show.isdisjoint(("!account", "ip", "range"))
    found = list_blocks(query.connection, range_=range_, filter_=wanted) if is_of_accounts else ()
    blocks, following = cut(found, asked.limit)
    if following is not None:
        query.go_on_from("bkcontinue", time_and_id(following.block.timestamp, following.block.id))
    return {"blocks": Tagged([_row(blocked, asked.prop) for blocked in blocks], "block")}


def _check_address(text: str) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise BadAddress from None


def _row(blocked: BlockedAccount, props: Sequence[str]) -> dict[str, Any]:
    block = blocked.block
    values: dict[str, Mapping[str, Any]] = {
        "id": {"id": block.id},
        "user": {"user": blocked.name},
        "userid": {"userid": blocked.account_id},
        "by": {"by": block.by_name},
        "byid": {"byid": block.by_id},
        "timestamp": {"timestamp": iso(block.timestamp)},
        "expiry": {"expiry": "infinity" if block.expiry is None else iso(block.expiry)},
        "reason": {"reason": block.reason},
        "range": {"rangestart": "0.0.0.0", "rangeend": "0.0.0.0"},  # noqa: S104 - the wire's word for none
        "flags": {
            "automatic": False,
            "anononly": False,
            "nocreate": block.create_account,
            "autoblock": False,
            "noemail": False,
            "hidden": False,
            "allowusertalk": False,
            "partial": False,
        },
        "restrictions": {"restrictions": Tagged((), "restriction")},
    }
    return {key: value for prop, told in values.items() if prop in props for key, value in told.items()}


BLOCKS = Submodule(
    name="blocks",
    kind="list",
    prefix="bk",
    summary="List accounts that are blocked from writing.",
    params=BlocksParams,
    run=run,
    is_personal=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Blocks",),
    examples=(("action=query&list=blocks", "List the blocks."),),
)
