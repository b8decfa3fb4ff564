"""``action=rollback``: take away the last author's edits of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text, UserName
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_page
from mediawharf.api.params import param
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.rollback import RollbackRequest
from mediawharf.model.expiry import Expiry


@dataclass(frozen=True, slots=True)
class RollbackParams:
    """The parameters of action=rollback."""

    title: str | None = param(Text(), "Title of the page.")
    pageid: int | None = param(Integer(), "Id of the page.")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the revision.", default=(), multi=True)
    user: str = param(UserName(), "Name of the user whose edits are to go.", required=True)
    summary: str = param(Text(), "Summary; empty for the usual one.", default="")
    markbot: bool = param(Flag(), "Mark the edit as a bot's.", default=False)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)


def run(call: Call, asked: RollbackParams) -> Mapping[str, Any]:
    """What the latest revision is and was, and which one it is like."""
    request = RollbackRequest(
        title=named_page(call, asked.title, asked.pageid),
        author=asked.user,
        summary=asked.summary,
        mark_bot=asked.markbot,
        tags=asked.tags,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry),
    )
    done = call.facilities.curation.rollback.roll_back(request, call.user)
    told = {
        "title": request.title.prefixed,
        "pageid": done.page_id,
        "summary": done.summary,
        "revid": done.revision_id,
        "old_revid": done.undone_id,
        "last_revid": done.restored_id,
    }
    return {"rollback": told}


ROLLBACK = Module(
    name="rollback",
    summary="Undo the last edits of a page, all by one user.",
    params=RollbackParams,
    run=run,
    token="rollback",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Rollback",),
    examples=(("action=rollback&title=Main%20Page&user=Example&token=123ABC", "Roll back to the one before."),),
)
