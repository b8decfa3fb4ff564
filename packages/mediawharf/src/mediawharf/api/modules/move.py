"""``action=move``: give a page or a file another name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_page, named_title
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.moving import Moved, MoveRequest
from mediawharf.model.errors import WharfError
from mediawharf.model.expiry import Expiry


@dataclass(frozen=True, slots=True)
class MoveParams:
    """The parameters of action=move, in the order of MediaWiki's documentation."""

    source: str | None = param(Text(), "Title of the page.", wire="from")
    fromid: int | None = param(Integer(), "Id of the page.")
    to: str = param(Text(), "The page's new title.", required=True)
    reason: str = param(Text(), "Why.", default="")
    movetalk: bool = param(Flag(), "Move the talk page too, if there is one.", default=False)
    movesubpages: bool = param(Flag(), "Move subpages too; files have none, and no others are moved.", default=False)
    noredirect: bool = param(Flag(), "Leave no redirect.", default=False)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)
    ignorewarnings: bool = param(Flag(), "Move in front of a file of a shared repository.", default=False)
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry and the revision.", default=(), multi=True)


def run(call: Call, asked: MoveParams) -> Mapping[str, Any]:
    """Both titles, and what was left behind."""
    request = MoveRequest(
        source=named_page(call, asked.source, asked.fromid, names=("from", "fromid")),
        target=named_title(asked.to),
        reason=asked.reason,
        leave_redirect=not asked.noredirect,
        move_talk=asked.movetalk,
        tags=asked.tags,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry),
    )
    moved = call.facilities.curation.moving.move(request, call.user)
    told: dict[str, Any] = {
        "from": moved.page.source.prefixed,
        "to": moved.page.target.prefixed,
        "reason": asked.reason,
        "redirectcreated": moved.page.has_redirect,
        "moveoverredirect": moved.page.is_over_redirect,
    }
    return {"move": {**told, **_talk(call, moved.talk)}}


def _talk(call: Call, talk: Moved | WharfError | None) -> Mapping[str, Any]:
    match talk:
        case None:
            return {}
        case Moved():
            return {
                "talkfrom": talk.source.prefixed,
                "talkto": talk.target.prefixed,
                "talkmoveoverredirect": talk.is_over_redirect,
            }
        case _:
            told, message = call.error_format(), talk.message()
            error = told.message(message, talk.code)
            if told.name == "bc":
                error = {"message": message.key, "params": [], "code": talk.code, "type": "error"}
            return {"talkmove-errors": Tagged([error], "error")}


MOVE = Module(
    name="move",
    summary="Move a page or a file.",
    params=MoveParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Move",),
    examples=(("action=move&from=Badtitle&to=Goodtitle&token=123ABC&reason=Misspelled", "Move a page."),),
)
