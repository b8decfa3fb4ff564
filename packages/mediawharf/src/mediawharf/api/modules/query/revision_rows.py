"""A revision as ``prop=revisions`` shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mediawharf.api.content_model import FORMAT, MODEL
from mediawharf.api.modules.query.comments import Comments
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.modules.query.paging import author
from mediawharf.api.result import Star, Tagged
from mediawharf.curation.edit_errors import NoSuchSection
from mediawharf.db.revisions import RevisionRecord
from mediawharf.model.clock import iso
from mediawharf.model.title import Title
from mediawharf.pages.sections import section_text
from mediawharf.pages.tags import Tags


@dataclass(frozen=True, slots=True)
class TextForm:
    """How texts are shown: in which slots, or of old without; one section of each; in the format asked for."""

    slots: Sequence[str] | None
    section: int | None = None
    format: str | None = None

    def shown(self, text: str | None) -> str | None:
        """What is shown of a revision's text; raises NoSuchSection."""
        if text is None or self.section is None:
            return text
        part = section_text(text, self.section)
        if part is None:
            raise NoSuchSection(str(self.section))
        return part

    def content(self, text: str) -> dict[str, Any]:
        """The text under its format, or that it does not come in the one asked for."""
        if self.format not in (None, FORMAT):
            return {"badcontentformat": True}
        return {"contentformat": FORMAT, "content": Star(text)}


@dataclass(frozen=True, slots=True)
class _Around:
    """What rows need beside the revisions, read once for all of them."""

    texts: Mapping[int, str]
    tags: Mapping[int, tuple[str, ...]]
    titles: Mapping[int, Title]
    comments: Comments


def rows(
    query: Query, revisions: Sequence[RevisionRecord], props: Sequence[str], form: TextForm
) -> dict[int, dict[str, Any]]:
    """One object for each revision, by its id; raises NoSuchSection."""
    connection, ids = query.connection, [revision.id for revision in revisions]
    around = _Around(
        query.call.facilities.pages.texts(connection, ids) if "content" in props else {},
        Tags().of_revisions(connection, ids) if "tags" in props else {},
        {page_id: page.title for page_id, page in query.pages.records().items()},
        Comments(query, props, [revision.comment for revision in revisions]),
    )
    return {revision.id: _row(revision, props, form, around) for revision in revisions}


def _row(revision: RevisionRecord, props: Sequence[str], form: TextForm, around: _Around) -> dict[str, Any]:
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
    text = form.shown(around.texts.get(revision.id))
    if form.slots is None:
        row |= {**_measures(revision, props, prefix="slot"), **_bare_text(text, props, form)}
    else:
        told = {slot: _slot(revision, text, props, form) for slot in form.slots}
        row |= {"slots": told} if any(told.values()) or not told else {}
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


def _slot(revision: RevisionRecord, text: str | None, props: Sequence[str], form: TextForm) -> dict[str, Any]:
    told = _measures(revision, props, prefix="slot")
    if "contentmodel" in props or text is not None:
        told["contentmodel"] = MODEL
    return told if text is None else told | form.content(text)


def _bare_text(text: str | None, props: Sequence[str], form: TextForm) -> dict[str, Any]:
    model = {"contentmodel": MODEL}
    if text is None:
        return model if "contentmodel" in props else {}
    if "contentmodel" in props:
        return model | form.content(text)
    content = form.content(text)
    return {"contentformat": FORMAT} | model | content if "contentformat" in content else model | content
