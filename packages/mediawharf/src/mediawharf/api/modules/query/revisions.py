"""``prop=revisions``: the latest revision of each page, the history of one page, or single revisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.content_model import FORMATS
from mediawharf.api.kinds import Choice, Integer, Limit, Text, TimestampKind, UserName
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.errors import (
    HistoryOfManyPages,
    HistoryOfRevisions,
    RevisionEndNotFound,
    RevisionStartNotFound,
)
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import DIRECTIONS, cut, exclusive, parse_time_and_id, time_and_id
from mediawharf.api.modules.query.revision_rows import TextForm, rows
from mediawharf.api.params import param
from mediawharf.api.request_errors import BadContinue
from mediawharf.api.result import Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.db.revisions import RevisionFilter, RevisionRecord
from mediawharf.db.timerange import TimeRange
from mediawharf.model.errors import Message

PROPS: Final = (
    "comment", "content", "contentmodel", "flags", "ids", "parsedcomment", "roles", "sha1", "size", "slotsha1",
    "slotsize", "tags", "timestamp", "user", "userid",
)  # fmt: skip
# Those that may be as long as the revisions' texts.
LONG_PROPS: Final = ("content", "parsedcomment")
_OF_SLOTS: Final = frozenset(("content", "contentmodel", "slotsha1", "slotsize"))
HISTORY: Final = ("rvlimit", "rvstartid", "rvendid", "rvdir", "rvuser", "rvexcludeuser", "rvstart", "rvend")
# Texts are long: at most so many revisions with theirs at once, and so many for users with the right apihighlimits.
MOST_WITH_TEXT: Final = (50, 500)


@dataclass(frozen=True, slots=True)
class RevisionsParams:
    """The parameters of prop=revisions."""

    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell of each revision.",
        default=("ids", "timestamp", "flags", "comment", "user"), multi=True, slow_values=LONG_PROPS,
    )  # fmt: skip
    slots: tuple[str, ...] | None = param(
        Choice(("main",)), "Which slots to give texts of; without it, they come in an old form.",
        multi=True, all_values="*",
    )  # fmt: skip
    limit: int | None = param(Limit(), "How many revisions; of one page only.")
    start_id: int | None = param(Integer(), "The revision to start at.")
    end_id: int | None = param(Integer(), "The revision to end at.")
    start: int | None = param(TimestampKind(), "The moment to start at.")
    end: int | None = param(TimestampKind(), "The moment to end at.")
    dir: str = param(Choice(DIRECTIONS), "Whether to list the newest or the oldest first.", default="older")
    user: str | None = param(UserName(), "Revisions by this user.", slow=True)
    exclude_user: str | None = param(UserName(), "No revisions by this user.", slow=True)
    tag: str | None = param(Text(), "Revisions with this change tag.", slow=True)
    section: str | None = param(Text(), "Show this section of each text only, by its number.")
    content_format: str | None = param(
        Choice(FORMATS), "The format in which to show texts; wikitext has one.", deprecated=True
    )
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")


def run(query: Query, asked: RevisionsParams) -> Mapping[int, Mapping[str, Any]]:
    """Revisions by the ids of their pages; pages without any are left out."""
    warn_of_old_form(query, "revisions", asked.prop, asked.slots, parameter="rvslots")
    found = _found(query, asked)
    form = TextForm(asked.slots, _section(asked), asked.content_format)
    told = rows(query, [revision for revisions in found.values() for revision in revisions], asked.prop, form)
    return {
        page_id: {"revisions": Tagged([told[revision.id] for revision in revisions], "rev")}
        for page_id, revisions in found.items()
        if revisions
    }


def _found(query: Query, asked: RevisionsParams) -> Mapping[int, Sequence[RevisionRecord]]:
    pages, is_history = query.pages.records(), _is_history(asked)
    if query.pages.revision_ids:
        if is_history:
            raise HistoryOfRevisions(HISTORY)
        return _named(query, asked)
    if not is_history and asked.tag is None:
        return _latest(query, asked, pages)
    if len(pages) > 1:
        raise HistoryOfManyPages(HISTORY)
    exclusive(rvuser=asked.user, rvexcludeuser=asked.exclude_user)
    exclusive(rvstartid=asked.start_id is not None, rvstart=asked.start is not None)
    exclusive(rvendid=asked.end_id is not None, rvend=asked.end is not None)
    return {page_id: _history(query, asked, page) for page_id, page in pages.items()}


def _section(asked: RevisionsParams) -> int | None:
    if asked.section is None:
        return None
    # As on the wire, what is no number means the first section.
    return int(asked.section) if asked.section.isascii() and asked.section.isdigit() else 0


def _is_history(asked: RevisionsParams) -> bool:
    given = (asked.limit, asked.start_id, asked.end_id, asked.start, asked.end, asked.user, asked.exclude_user)
    return asked.dir == "newer" or any(value is not None for value in given)


def warn_of_old_form(
    query: Query, module: str, props: Sequence[str], slots: Sequence[str] | None, *, parameter: str
) -> None:
    """Warns of a request for what is in slots that names none, by the parameter for them."""
    if slots is None and not _OF_SLOTS.isdisjoint(props):
        query.call.warn(
            f"query+{module}",
            "deprecation",
            Message("apiwarn-deprecation-missingparam", (parameter,)),
            feature=f"action=query&prop={module}&!{parameter}",
        )


def _named(query: Query, asked: RevisionsParams) -> Mapping[int, Sequence[RevisionRecord]]:
    ids = sorted(set(query.pages.revision_ids))
    ids, following = _limited(query, asked, ids)
    if following is not None:
        query.go_on_from("rvcontinue", following)
    revisions = query.call.facilities.pages.find_revisions(query.connection, ids)
    found: dict[int, list[RevisionRecord]] = {}
    for number in ids:
        found.setdefault(revisions[number].page_id, []).append(revisions[number])
    return found


def _latest(
    query: Query, asked: RevisionsParams, pages: Mapping[int, PageRecord]
) -> Mapping[int, Sequence[RevisionRecord]]:
    page_ids, following = _limited(query, asked, sorted(pages))
    if following is not None:
        query.go_on_from("rvcontinue", following)
    latest = {page_id: pages[page_id].latest_id for page_id in page_ids}
    revisions = query.call.facilities.pages.find_revisions(query.connection, latest.values())
    return {page_id: [revisions[revision_id]] for page_id, revision_id in latest.items() if revision_id in revisions}


def _limited(query: Query, asked: RevisionsParams, ids: Sequence[int]) -> tuple[list[int], int | None]:
    """The ids of one reply, and the first of the next."""
    if asked.continue_ is not None:
        # A page's place is followed by its revision's in MediaWiki's form; the page's is enough.
        first = asked.continue_.partition("|")[0]
        if not (first.isascii() and first.isdigit() and len(first) < 19):
            raise BadContinue
        ids = [number for number in ids if number >= int(first)]
    taken, following = cut(ids, _most(query, asked) or len(ids))
    return list(taken), following


def _most(query: Query, asked: RevisionsParams) -> int | None:
    if "content" not in asked.prop:
        return None
    return MOST_WITH_TEXT[query.call.user.may("apihighlimits")]


def _history(query: Query, asked: RevisionsParams, page: PageRecord) -> Sequence[RevisionRecord]:
    limit = _history_limit(query, asked)
    start, end = _bounds(query, asked)
    newest_first = asked.dir == "older"
    range_ = TimeRange(
        limit=limit + 1,
        newest_first=newest_first,
        start=asked.start,
        end=asked.end if end is None else end[0],
        from_row=parse_time_and_id(asked.continue_) or start,
    )
    wanted = RevisionFilter(asked.user, asked.exclude_user, asked.tag)
    found = query.call.facilities.pages.revisions(query.connection, page, range_=range_, filter_=wanted)
    if end is not None:  # the range ends with a second, which can hold other revisions
        found = [r for r in found if ((r.timestamp, r.id) >= end if newest_first else (r.timestamp, r.id) <= end)]
    revisions, following = cut(found, limit)
    if following is not None:
        query.go_on_from("rvcontinue", time_and_id(following.timestamp, following.id))
    return revisions


def _history_limit(query: Query, asked: RevisionsParams) -> int:
    limit, most = asked.limit or 10, _most(query, asked)
    if most is None or limit <= most:
        return limit
    if query.limits.get("revisions") == limit:
        query.limits["revisions"] = most
    else:
        query.call.warn(
            "query+revisions",
            "outofrange",
            Message("paramvalidator-outofrange-clamped", ("rvlimit", limit, most)),
        )
    return most


def _bounds(query: Query, asked: RevisionsParams) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    wanted = [number for number in (asked.start_id, asked.end_id) if number is not None]
    found = query.call.facilities.pages.find_revisions(query.connection, wanted)
    if asked.start_id is not None and asked.start_id not in found:
        raise RevisionStartNotFound
    if asked.end_id is not None and asked.end_id not in found:
        raise RevisionEndNotFound
    start, end = (None if number is None else found[number] for number in (asked.start_id, asked.end_id))
    return (
        None if start is None else (start.timestamp, start.id),
        None if end is None else (end.timestamp, end.id),
    )


REVISIONS = Submodule(
    name="revisions",
    kind="prop",
    prefix="rv",
    summary="Tell of revisions of the pages.",
    params=RevisionsParams,
    run=run,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Revisions",),
    examples=(
        (
            "action=query&prop=revisions&titles=File:A.png&rvprop=content&rvslots=main",
            "Get the text of a file's page.",
        ),
    ),
)
