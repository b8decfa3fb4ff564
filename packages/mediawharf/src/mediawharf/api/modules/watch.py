"""``action=watch``: watch pages, or watch them no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from mediawharf.api.call import Call
from mediawharf.api.entries import in_order
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Text
from mediawharf.api.module import Module
from mediawharf.api.modules.query import find_pages
from mediawharf.api.modules.query.frame import GENERATORS
from mediawharf.api.named_page import BadTitle, named_title
from mediawharf.api.pageset import Entry
from mediawharf.api.params import param
from mediawharf.api.request_errors import InvalidParamMix
from mediawharf.api.result import Tagged
from mediawharf.model.clock import iso
from mediawharf.model.errors import WharfError
from mediawharf.model.expiry import Expiry, Infinite
from mediawharf.model.title import Title
from mediawharf.pages.permissions import require_right


@dataclass(eq=False)
class NotLoggedIn(WharfError):
    """Only accounts have a watchlist."""

    code = "notloggedin"
    key = "watchlistanontext"


@dataclass(frozen=True, slots=True)
class WatchParams:
    """The parameters of action=watch, in the order of MediaWiki's documentation."""

    title: str | None = param(Text(), "Title of the page.", deprecated=True)
    expiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), "When the pages are to leave the watchlist again.")
    unwatch: bool = param(Flag(), "Watch the pages no more.", default=False)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    titles: tuple[str, ...] = param(Text(), "Titles of the pages.", default=(), multi=True)
    pageids: tuple[int, ...] = param(Integer(), "Ids of the pages.", default=(), multi=True)
    revids: tuple[int, ...] = param(Integer(), "Ids of revisions of the pages.", default=(), multi=True)
    generator: str | None = param(GENERATORS, "Take the pages from that list.")
    redirects: bool = param(Flag(), "Follow redirects.", default=False)
    converttitles: bool = param(Flag(), "Convert titles to other variants; English has none.", default=False)


def run(call: Call, asked: WatchParams) -> Mapping[str, Any]:
    """Each page, and whether it is watched."""
    if call.user.is_anonymous:
        raise NotLoggedIn
    require_right(call.user, "editmywatchlist")
    with call.facilities.database.write() as connection:
        if asked.title is not None:
            return {"batchcomplete": True, "watch": _of_title(call, connection, asked, asked.title)}
        found = find_pages(call, connection, asked)
        pages = found.pages
        told = [_of_entry(call, connection, asked, entry) for entry in in_order(pages.entries)]
        named = pages.shown(version=call.version)
        return {"batchcomplete": True, **found.following, "watch": Tagged(told, "w"), **named}


def _of_title(call: Call, connection: Connection, asked: WatchParams, text: str) -> Mapping[str, Any]:
    others = ("titles", "pageids", "revids", "generator")
    mixed = next((name for name in others if getattr(asked, name)), None)
    if mixed is not None:
        raise InvalidParamMix(("title", mixed))
    title = named_title(text)
    if title.namespace < 0:
        raise BadTitle(text)
    return _watch(call, connection, asked, title)


def _of_entry(call: Call, connection: Connection, asked: WatchParams, entry: Entry) -> Mapping[str, Any]:
    if entry.title is None:
        return entry.shown()
    if entry.title.namespace < 0:
        return {**entry.shown(), "missing": True}
    told = _watch(call, connection, asked, entry.title)
    return told if entry.record is not None else {**told, "missing": True}


def _watch(call: Call, connection: Connection, asked: WatchParams, title: Title) -> dict[str, Any]:
    told: dict[str, Any] = {"title": title.prefixed, "ns": title.namespace}
    watchlist = call.facilities.watchlist
    if asked.unwatch:
        watchlist.unwatch(connection, title, user=call.user)
        return {**told, "unwatched": True}
    watchlist.watch(connection, title, user=call.user, expiry=asked.expiry)
    if asked.expiry is not None:
        told["expiry"] = "infinity" if isinstance(asked.expiry, Infinite) else iso(asked.expiry)
    return {**told, "watched": True}


WATCH = Module(
    name="watch",
    summary="Watch pages, or watch them no more.",
    params=WatchParams,
    run=run,
    token="watch",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Watch",),
    examples=(
        ("action=watch&titles=Main_Page&token=123ABC", "Watch a page."),
        ("action=watch&titles=Main_Page&unwatch=&token=123ABC", "Watch it no more."),
    ),
)
