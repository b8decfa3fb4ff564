"""``action=block``: bar an account from writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.named_user import named_user
from mediawharf.api.params import param
from mediawharf.api.watching import EXPIRY_HELP
from mediawharf.curation.blocking import BlockRequest
from mediawharf.model.clock import iso
from mediawharf.model.errors import PermissionDenied, WharfError
from mediawharf.model.expiry import INFINITE_WORDS, BadExpiry, Expiry, Infinite, parse_expiry
from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.permissions import require_right


@dataclass(eq=False)
class InvalidBlockExpiry(WharfError):
    """The expiry is no time."""

    code = "invalidexpiry"
    key = "ipb_expiry_invalid"


@dataclass(eq=False)
class PastBlockExpiry(WharfError):
    """The block would be over before it began."""

    code = "ipb_expiry_old"
    key = "ipb_expiry_old"


@dataclass(frozen=True, slots=True)
class BlockParams:
    """The parameters of action=block, in the order of MediaWiki's documentation."""

    user: str | None = param(UserName(), "Name of the user.")
    userid: int | None = param(Integer(), "Id of the user.", deprecated=True)
    expiry: str = param(Text(), "When the block is to end, as a time or a span.", default="never")
    reason: str = param(Text(), "Why.", default="")
    anononly: bool = param(Flag(), "Of an address: only users who are not logged in.", default=False)
    nocreate: bool = param(Flag(), "Bar the user from making accounts too.", default=False)
    autoblock: bool = param(Flag(), "Block the user's addresses; this server does not.", default=False)
    noemail: bool = param(Flag(), "Bar the user from sending mail; this server sends none.", default=False)
    hidename: bool = param(Flag(), "Hide the name in the log; this server does not.", default=False)
    allowusertalk: bool = param(Flag(), "Let the user edit their talk page; this server does not.", default=False)
    reblock: bool = param(Flag(), "Change the block that is there.", default=False)
    watchuser: bool = param(Flag(), "Watch the user's page.", default=False)
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)


def run(call: Call, asked: BlockParams) -> Mapping[str, Any]:
    """The block."""
    require_right(call.user, "block")
    if asked.hidename:
        raise PermissionDenied("hideuser")  # nobody has it here: names are not hidden
    target = named_user(call, asked.user, asked.userid)
    expiry = _expiry(asked.expiry, now=call.facilities.clock.now())
    request = BlockRequest(
        target=target,
        reason=asked.reason,
        expiry=expiry,
        duration="infinity" if asked.expiry in INFINITE_WORDS else asked.expiry,
        bars_accounts=asked.nocreate,
        replaces=asked.reblock,
        tags=asked.tags,
    )
    block = call.facilities.curation.blocking.block(request, call.user)
    if asked.watchuser:
        _watch(call, target, asked.watchlistexpiry)
    told = {
        "user": target.name,
        "userID": target.id,
        "expiry": "infinite" if expiry is None else iso(expiry),
        "id": block.id,
        "reason": asked.reason,
    }
    switches = ("anononly", "nocreate", "autoblock", "noemail", "hidename", "allowusertalk", "watchuser")
    given = {name: bool(getattr(asked, name)) for name in switches}
    return {"block": {**told, **given, "partial": False, "pagerestrictions": None, "namespacerestrictions": None}}


def _expiry(text: str, *, now: int) -> int | None:
    try:
        expiry = parse_expiry(text, now=now, refuse_past=True)
    except BadExpiry as bad:
        raise (PastBlockExpiry if bad.is_past else InvalidBlockExpiry) from None
    return None if isinstance(expiry, Infinite) else expiry


def _watch(call: Call, target: User, expiry: Expiry | None) -> None:
    title = Title(USER, target.name.replace(" ", "_"))
    with call.facilities.database.write() as connection:
        call.facilities.watchlist.watch(connection, title, user=call.user, expiry=expiry)


BLOCK = Module(
    name="block",
    summary="Bar a user from writing.",
    params=BlockParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Block",),
    examples=(("action=block&user=Vandal&expiry=never&reason=Vandalism&nocreate=&token=123ABC", "Block for good."),),
)
