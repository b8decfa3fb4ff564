"""What ``recentchanges`` and ``watchlist`` tell of a change; they differ in little but their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import author, cut, named, time_and_id
from mediawharf.api.result import Tagged
from mediawharf.db.revisions import RevisionRecord
from mediawharf.model.clock import iso
from mediawharf.pages.changes import ChangeFilter, Changes, ListedChange, TimeRange

TYPES: Final = ("edit", "new", "log", "external", "categorize")
DEFAULT_TYPES: Final = ("edit", "new", "log", "categorize")


@dataclass(frozen=True, slots=True)
class _Around:
    """What rows need beside the changes, read once for all of them."""

    redirects: frozenset[int]  # ids of pages that are redirects now
    revisions: Mapping[int, RevisionRecord]
    comments: Comments


def listed(query: Query, range_: TimeRange, filter_: ChangeFilter, *, parameter: str) -> Sequence[ListedChange]:
    """The changes of a range whose limit is one more than is to be given; sets where the list goes on."""
    stop = Changes().place_to_stop_at(query.connection, range_, filter_=filter_)
    found = Changes().query(query.connection, replace(range_, until_row=stop), filter_=filter_)
    changes, following = cut(found, range_.limit - 1)
    if following is not None:
        stop = following.change.timestamp, following.id
    if stop is not None:
        query.go_on_from(parameter, time_and_id(*stop))
    return changes


def rows(query: Query, changes: Sequence[ListedChange], *, props: Sequence[str], row_ids: bool) -> list[dict[str, Any]]:
    """One object for each change; ``row_ids`` adds the ids of the changes themselves (``rcid``)."""
    around = _around(query, changes, props)
    return [_row(listed, props, around, row_ids=row_ids) for listed in changes]


def _around(query: Query, changes: Sequence[ListedChange], props: Sequence[str]) -> _Around:
    found, pages = [each.change for each in changes], query.call.facilities.pages
    page_ids = {change.page_id for change in found} if "redirect" in props else set()
    revision_ids = {change.revision_id for change in found} if "sha1" in props else set()
    records = pages.find_many_by_id(query.connection, page_ids)
    return _Around(
        frozenset(page_id for page_id, page in records.items() if page.redirect is not None),
        pages.find_revisions(query.connection, revision_ids),
        Comments(query, props, [change.comment for change in found]),
    )


def _row(listed: ListedChange, props: Sequence[str], around: _Around, *, row_ids: bool) -> dict[str, Any]:
    change = listed.change
    row: dict[str, Any] = {"type": change.type}
    if "title" in props:
        row |= named(change.title)
    if "ids" in props:
        row |= {"pageid": change.page_id, "revid": change.revision_id, "old_revid": change.old_revision_id}
        if row_ids:
            row["rcid"] = listed.id
    row |= author(change.user_id, change.user_name, props)
    if "flags" in props:
        row |= {"bot": change.bot, "new": change.type == "new", "minor": change.minor}
    if "sizes" in props:
        row |= {"oldlen": change.old_length, "newlen": change.new_length}
    if "timestamp" in props:
        row["timestamp"] = iso(change.timestamp)
    row |= around.comments.shown(change.comment, change.title)
    if "redirect" in props:
        row["redirect"] = change.page_id in around.redirects
    if "patrolled" in props:
        # Nobody has to patrol here: every change counts as seen.
        row |= {"patrolled": True, "unpatrolled": False, "autopatrolled": True}
    row |= _logged(listed, props)
    if "tags" in props:
        row["tags"] = Tagged(change.tags, "tag")
    revision = around.revisions.get(change.revision_id)
    return row if revision is None else {**row, "sha1": revision.sha1}


def _logged(listed: ListedChange, props: Sequence[str]) -> dict[str, Any]:
    log = listed.log
    if "loginfo" not in props or log is None:
        return {}
    return {"logid": log.id, "logtype": log.type, "logaction": log.action, "logparams": dict(log.params)}
