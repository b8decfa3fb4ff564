"""``action=protect``: change the protection of a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.expiries import expiries_for
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_page
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.errors import UnknownProtectionLevel
from mediawharf.curation.protection import ProtectRequest
from mediawharf.model.clock import iso
from mediawharf.model.expiry import Expiry
from mediawharf.pages.permissions import require_right
from mediawharf.pages.restrictions import Restriction

_NO_LEVEL = "all"


@dataclass(frozen=True, slots=True)
class ProtectParams:
    """The parameters of action=protect, in the order of MediaWiki's documentation."""

    title: str | None = param(Text(), "Title of the page.")
    pageid: int | None = param(Integer(), "Id of the page.")
    protections: tuple[str, ...] = param(
        Text(),
        "Protections as action=level, such as edit=sysop; the level all ends one.",
        required=True,
        may_be_empty=True,
        multi=True,
    )
    expiry: tuple[str, ...] = param(
        Text(), "When they end: one time for all, or one for each.", default=("infinite",), multi=True
    )
    reason: str = param(Text(), "Why.", default="")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)
    cascade: bool = param(Flag(), "Protect what the page includes too; pages here include nothing.", default=False)
    watch: bool = param(Flag(), "Watch the page.", default=False, deprecated=True)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)


def run(call: Call, asked: ProtectParams) -> Mapping[str, Any]:
    """The protections as they were understood."""
    title = named_page(call, asked.title, asked.pageid)
    require_right(call.user, "protect")
    restrictions = tuple(_restrictions(asked, now=call.facilities.clock.now()))
    request = ProtectRequest(
        title=title,
        restrictions=restrictions,
        reason=asked.reason,
        tags=asked.tags,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry, watch=asked.watch),
    )
    call.facilities.curation.protection.protect(request, call.user)
    told: dict[str, Any] = {"title": title.prefixed, "reason": asked.reason}
    if asked.cascade:
        told["cascade"] = True
    told["protections"] = Tagged([_told(restriction) for restriction in restrictions], "protection")
    return {"protect": told}


def _restrictions(asked: ProtectParams, *, now: int) -> Iterator[Restriction]:
    expiries = expiries_for(asked.protections, asked.expiry, now=now)
    for protection, expiry in zip(asked.protections, expiries, strict=True):
        kind, _, level = protection.partition("=")
        if not level:
            raise UnknownProtectionLevel(level)
        yield Restriction(kind, "" if level == _NO_LEVEL else level, expiry)


def _told(restriction: Restriction) -> Mapping[str, Any]:
    expiry = "infinite" if restriction.expiry is None else iso(restriction.expiry)
    return {restriction.type: restriction.level, "expiry": expiry}


PROTECT = Module(
    name="protect",
    summary="Change the protection of a page.",
    params=ProtectParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Protect",),
    examples=(
        (
            "action=protect&title=Main%20Page&token=123ABC&protections=edit=sysop|move=sysop&expiry=infinite",
            "Protect a page.",
        ),
    ),
)
