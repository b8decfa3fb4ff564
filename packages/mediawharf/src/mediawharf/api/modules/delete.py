"""``action=delete``: delete a page, a file with all its versions, or one old version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_page
from mediawharf.api.params import param
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.deletion import DeleteRequest
from mediawharf.model.expiry import Expiry


@dataclass(frozen=True, slots=True)
class DeleteParams:
    """The parameters of action=delete, in the order of MediaWiki's documentation."""

    title: str | None = param(Text(), "Title of the page.")
    pageid: int | None = param(Integer(), "Id of the page.")
    reason: str | None = param(Text(), "Why; without one, the log tells the beginning of the text.")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)
    deletetalk: bool = param(Flag(), "Delete the talk page too, if there is one.", default=False)
    watch: bool = param(Flag(), "Watch the page.", default=False, deprecated=True)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)
    unwatch: bool = param(Flag(), "Watch the page no more.", default=False, deprecated=True)
    oldimage: str | None = param(Text(), "Archive name of the one old version to delete.")


def run(call: Call, asked: DeleteParams) -> Mapping[str, Any]:
    """The title, the reason and the id of the log entry."""
    request = DeleteRequest(
        title=named_page(call, asked.title, asked.pageid),
        reason=asked.reason,
        archive_name=asked.oldimage or None,
        delete_talk=asked.deletetalk,
        tags=asked.tags,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry, watch=asked.watch, unwatch=asked.unwatch),
    )
    deleted = call.facilities.curation.deletion.delete(request, call.user)
    return {"delete": {"title": request.title.prefixed, "reason": deleted.reason, "logid": deleted.log_id}}


DELETE = Module(
    name="delete",
    summary="Delete a page.",
    params=DeleteParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Delete",),
    examples=(("action=delete&title=Main%20Page&token=123ABC&reason=Preparing%20for%20move", "Delete a page."),),
)
