"""A revision as ``prop=revisions`` shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import author
from mediawharf.api.result import Star, Tagged
from mediawharf.db.revisions import RevisionRecord
from mediawharf.model.clock import iso
from mediawharf.model.title import Title
from mediawharf.pages.tags import Tags

MODEL: Final = "wikitext"
FORMAT: Final = "text/x-wiki"


@dataclass(frozen=True, slots=True)
class _Around:
    """What rows need beside the revisions, read once for all of them."""

    texts: Mapping[int, str]
    tags: Mapping[int, tuple[str, ...]]
    titles: Mapping[int, Title]
    comments: Comments


def rows(
    query: Query, revisions: Sequence[RevisionRecord], props: Sequence[str], slots: Sequence[str] | None
) -> dict[int, dict[str, Any]]:
    """One object for each revision, by its id; without ``slots`` texts stand in it by themselves, as of old."""
    connection, ids = query.connection, [revision.id for revision in revisions]
    around = _Around(
        query.call.facilities.pages.texts(connection, ids) if "content" in props else {},
        Tags().of_revisions(connection, ids) if "tags" in props else {},
        {page_id: page.title for page_id, page in query.pages.records().items()},
        Comments(query, props, [revision.comment for revision in revisions]),
    )
    return {revision.id: _row(revision, props, slots, around) for revision in revisions}


def _row(
    revision: RevisionRecord, props: Sequence[str], slots: Sequence[str] | None, around: _Around
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if "ids" in props:
        row |= {"revid": revision.id, "parentid": revision.parent_id}
    if "flags" in props:
        row["minor"] = revision.minor
    row |= author(revision.user_id, revision.user_name, props)
    if "timestamp" in props:
        row["timestamp"] = iso(revision.timestamp)
    row |= _measures(revision, props, prefix="")
    if "roles" in props:
        row["roles"] = Tagged(("main",), "role")
    text = around.texts.get(revision.id)
    if slots is None:
        row |= _bare_text(text, props)
    else:
        told = {slot: _slot(revision, text, props) for slot in slots}
        row |= {"slots": told} if any(told.values()) else {}
    row |= around.comments.shown(revision.comment, around.titles.get(revision.page_id))
    if "tags" in props:
        row["tags"] = Tagged(around.tags.get(revision.id, ()), "tag")
    return row


def _measures(revision: RevisionRecord, props: Sequence[str], *, prefix: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if prefix + "size" in props:
        told["size"] = revision.size
    if prefix + "sha1" in props:
        told["sha1"] = revision.sha1
    return told


def _slot(revision: RevisionRecord, text: str | None, props: Sequence[str]) -> dict[str, Any]:
    told = _measures(revision, props, prefix="slot")
    if "contentmodel" in props or text is not None:
        told["contentmodel"] = MODEL
    if text is not None:
        told |= {"contentformat": FORMAT, "content": Star(text)}
    return told


def _bare_text(text: str | None, props: Sequence[str]) -> dict[str, Any]:
    if text is None:
        return {"contentmodel": MODEL} if "contentmodel" in props else {}
    if "contentmodel" in props:
        return {"contentmodel": MODEL, "contentformat": FORMAT, "content": Star(text)}
    return {"contentformat": FORMAT, "contentmodel": MODEL, "content": Star(text)}
