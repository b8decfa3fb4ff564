"""``action=undelete``: bring a deleted page or file back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.kinds import WATCH_LONGEST, ExpiryKind, Flag, Integer, Tag, Text, TimestampKind
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_title
from mediawharf.api.params import param
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.undeletion import UndeleteRequest
from mediawharf.model.expiry import Expiry


@dataclass(frozen=True, slots=True)
class UndeleteParams:
    """The parameters of action=undelete, in the order of MediaWiki's documentation."""

    title: str = param(Text(), "Title of the page.", required=True)
    reason: str = param(Text(), "Why.", default="")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the log entry.", default=(), multi=True)
    timestamps: tuple[int, ...] = param(
        TimestampKind(), "Times of the revisions to restore; without these and fileids, all.", default=(), multi=True
    )
    fileids: tuple[int, ...] = param(
        Integer(), "Ids of the file versions to restore, from list=filearchive.", default=(), multi=True
    )
    undeletetalk: bool = param(Flag(), "Restore the talk page too, if there was one.", default=False)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)


def run(call: Call, asked: UndeleteParams) -> Mapping[str, Any]:
    """How many revisions and file versions are back."""
    title = named_title(asked.title)
    request = UndeleteRequest(
        title=title,
        reason=asked.reason,
        timestamps=asked.timestamps,
        file_ids=asked.fileids,
        undelete_talk=asked.undeletetalk,
        tags=asked.tags,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry),
    )
    undeleted = call.facilities.curation.undeletion.undelete(request, call.user)
    told = {
        "title": title.prefixed,
        "revisions": undeleted.revisions,
        "fileversions": undeleted.file_versions,
        "reason": asked.reason,
    }
    return {"undelete": told}


UNDELETE = Module(
    name="undelete",
    summary="Restore a deleted page or file.",
    params=UndeleteParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Undelete",),
    examples=(("action=undelete&title=Main%20Page&token=123ABC&reason=Back", "Restore a page."),),
)
