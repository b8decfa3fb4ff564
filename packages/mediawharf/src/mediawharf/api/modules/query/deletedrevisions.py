"""``prop=deletedrevisions``: what pages held before they were deleted, for those who may see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.kinds import Choice, Limit, Text, TimestampKind
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import DIRECTIONS, cut, parse_time_and_id, time_and_id
from mediawharf.api.modules.query.revision_rows import TextForm, rows
from mediawharf.api.modules.query.revisions import PROPS, warn_of_old_form
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.revisions import RevisionRecord, list_deleted
from mediawharf.db.timerange import TimeRange
from mediawharf.model.title import Title
from mediawharf.pages.permissions import require_right

MODULE: Final = "deletedrevisions"
_PLACE: Final = re.compile(r"(\d{1,9})\|([^|]+)\|(\d{14}\|\d{1,18})", re.ASCII)
_MOST: Final = 10  # revisions of each page unless a limit is given


@dataclass(frozen=True, slots=True)
class DeletedRevisionsParams:
    """The parameters of prop=deletedrevisions."""

    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each revision.",
        default=("ids", "timestamp", "flags", "comment", "user"), multi=True,
    )  # fmt: skip
    slots: tuple[str, ...] | None = param(
        Choice(("main",)), "Which slots to give texts of; without it, they come in an old form.",
        multi=True, all_values="*",
    )  # fmt: skip
    limit: int = param(Limit(), "How many revisions.", default=_MOST)
    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a reply begins: a title, and the time and id of one of its revisions."""

    title: tuple[int, str]
    row: tuple[int, int] | None


def run(query: Query, asked: DeletedRevisionsParams) -> Mapping[int, Mapping[str, Any]]:
    """Deleted revisions by the keys of their pages; raises PermissionDenied."""
    warn_of_old_form(query, MODULE, asked.prop, asked.slots, parameter="drvslots")
    require_right(query.call.user, "deletedhistory")
    if "content" in asked.prop:
        require_right(query.call.user, "deletedtext")
    found = _found(query, asked)
    listed = [revision for revisions in found.values() for revision in revisions]
    told = rows(query, listed, asked.prop, TextForm(asked.slots))
    return {
        key: {MODULE: Tagged([told[revision.id] for revision in revisions], "rev")}
        for key, revisions in found.items()
        if revisions
    }


def _found(query: Query, asked: DeletedRevisionsParams) -> dict[int, list[RevisionRecord]]:
    keys = {e.title: e.key for e in query.pages.entries if e.title is not None and e.title.namespace >= 0}
    place = _place(asked.continue_)
    found: dict[int, list[RevisionRecord]] = {}
    room = asked.limit
    for title in sorted(keys, key=_order):
        if place is not None and _order(title) < place.title:
            continue
        begins_here = place is not None and _order(title) == place.title
        range_ = TimeRange(
            limit=room + 1,
            newest_first=asked.dir == "older",
            start=asked.start,
            end=asked.end,
            from_row=place.row if place is not None and begins_here else None,
        )
        given, following = cut(list_deleted(query.connection, title, range_=range_), room)
        found[keys[title]] = list(given)
        room -= len(given)
        if following is not None:
            row = time_and_id(following.timestamp, following.id)
            query.go_on_from("drvcontinue", f"{title.namespace}|{title.dbkey}|{row}")
            break
    return found


def _order(title: Title) -> tuple[int, str]:
    return title.namespace, title.dbkey


def _place(text: str | None) -> _Place | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise BadContinue
    return _Place((int(match[1]), match[2]), parse_time_and_id(match[3]))


DELETEDREVISIONS = Submodule(
    name=MODULE,
    kind="prop",
    prefix="drv",
    summary="Tell of deleted revisions of the pages.",
    params=DeletedRevisionsParams,
    run=run,
    is_personal=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Deletedrevisions",),
    examples=(
        ("action=query&prop=deletedrevisions&titles=File:A.png&drvprop=user|comment", "What was deleted of a page."),
    ),
)
