"""``action=edit``: make a page, or change its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.content_model import FORMAT, FORMATS, MODEL
from mediawharf.api.kinds import WATCH_LONGEST, Choice, ExpiryKind, Flag, Integer, Tag, Text, TimestampKind
from mediawharf.api.module import Module
from mediawharf.api.named_page import named_page
from mediawharf.api.params import param
from mediawharf.api.request_errors import MissingOneOf
from mediawharf.api.watching import EXPIRY_HELP, WATCHLIST, WATCHLIST_HELP, watch_wish
from mediawharf.curation.edit_errors import BadFormat, InvalidSection
from mediawharf.curation.editing import Conditions, Edited, EditRequest
from mediawharf.curation.text_change import Around, Section, TextChange, Undo, Whole
from mediawharf.model.clock import iso
from mediawharf.model.expiry import Expiry
from mediawharf.pages.pages import Base

_SECTION = re.compile(r"(?:T-)?(\d{1,6})")
_NO_TIME = {"", "0"}  # MediaWiki takes these for no timestamp at all


@dataclass(frozen=True, slots=True)
class EditParams:
    """The parameters of action=edit, in the order of MediaWiki's documentation."""

    title: str | None = param(Text(), "Title of the page.")
    pageid: int | None = param(Integer(), "Id of the page.")
    section: str | None = param(Text(), "Number of the section to change, 0 for the top one, new for a new one.")
    sectiontitle: str | None = param(Text(), "Heading of a new section.")
    text: str | None = param(Text("text"), "New text of the page or the section.")
    summary: str | None = param(Text(), "Summary of the edit; the heading of a new section without sectiontitle.")
    tags: tuple[str, ...] = param(Tag(), "Change tags for the revision.", default=(), multi=True)
    minor: bool = param(Flag(), "Mark the edit as minor.", default=False)
    notminor: bool = param(Flag(), "Do not mark the edit as minor, whatever the preferences say.", default=False)
    bot: bool = param(Flag(), "Mark the edit as a bot's.", default=False)
    baserevid: int | None = param(Integer(), "Id of the revision that the edit began from, to find conflicts.")
    basetimestamp: int | None = param(TimestampKind(), "Time of the revision that the edit began from.")
    starttimestamp: int | None = param(TimestampKind(), "When the edit began, to notice that the page was deleted.")
    recreate: bool = param(Flag(), "Make the page even if it was deleted since the edit began.", default=False)
    createonly: bool = param(Flag(), "Do not edit a page that is there.", default=False)
    nocreate: bool = param(Flag(), "Do not make a page that is not there.", default=False)
    watch: bool = param(Flag(), "Watch the page.", default=False, deprecated=True)
    unwatch: bool = param(Flag(), "Watch the page no more.", default=False, deprecated=True)
    watchlist: str = param(WATCHLIST, WATCHLIST_HELP, default="preferences")
    watchlistexpiry: Expiry | None = param(ExpiryKind(WATCH_LONGEST), EXPIRY_HELP)
    md5: str | None = param(Text(), "MD5 of text, or of prependtext and appendtext joined; else nothing is saved.")
    prependtext: str | None = param(Text("text"), "Text to put before the page's; overrides text.")
    appendtext: str | None = param(Text("text"), "Text to put after the page's; overrides text.")
    undo: int | None = param(Integer(0), "Id of a revision to undo; overrides all texts.")
    undoafter: int | None = param(Integer(0), "Undo all revisions after this one, up to undo.")
    redirect: bool = param(Flag(), "Follow redirects; for edits that only add.", default=False)
    contentformat: str | None = param(Choice(FORMATS), "Format in which the text is sent.")
    contentmodel: str | None = param(Choice((MODEL,)), "Model of the content.")


def run(call: Call, asked: EditParams) -> Mapping[str, Any]:
    """What was saved."""
    edited = call.facilities.curation.editing.edit(_request(call, asked), call.user)
    told = {"edit": _told(edited)}
    if edited.redirected_from is None:
        return told
    return {"redirects": {"from": edited.redirected_from.prefixed, "to": edited.title.prefixed}, **told}


def _request(call: Call, asked: EditParams) -> EditRequest:
    title = named_page(call, asked.title, asked.pageid)
    if asked.contentformat not in (None, FORMAT):
        raise BadFormat(asked.contentformat, title.prefixed)
    change = _change(asked)
    section = _section(asked)
    # The summary of a new section is its heading, unless it has one of its own.
    is_heading = section is not None and section.number is None and asked.sectiontitle is None
    return EditRequest(
        title=title,
        change=change,
        section=section,
        summary=None if is_heading else asked.summary,
        minor=asked.minor and not asked.notminor,
        bot=asked.bot,
        tags=asked.tags,
        conditions=_conditions(call, asked),
        follow_redirect=asked.redirect,
        watch=watch_wish(asked.watchlist, asked.watchlistexpiry, watch=asked.watch, unwatch=asked.unwatch),
    )


def _change(asked: EditParams) -> TextChange:
    if asked.undo:
        return Undo(asked.undo, asked.undoafter or None)
    if asked.prependtext is not None or asked.appendtext is not None:
        return Around(asked.prependtext or "", asked.appendtext or "")
    if asked.text is None:
        raise MissingOneOf(("text", "appendtext", "prependtext", "undo"))
    return Whole(asked.text)


def _section(asked: EditParams) -> Section | None:
    if asked.section is None:
        return None
    if asked.section == "new":
        heading = asked.summary if asked.sectiontitle is None else asked.sectiontitle
        return Section(None, (heading or "").strip())
    match = _SECTION.fullmatch(asked.section)
    if match is None:
        raise InvalidSection
    return Section(int(match[1]))


def _conditions(call: Call, asked: EditParams) -> Conditions:
    has_time = (call.fields.get("basetimestamp") or "") not in _NO_TIME
    timestamp = asked.basetimestamp if has_time else None
    has_base = bool(asked.baserevid) or timestamp is not None
    return Conditions(
        create_only=asked.createonly,
        no_create=asked.nocreate,
        base=Base(asked.baserevid or None, timestamp) if has_base else None,
        started=asked.starttimestamp,
        recreate=asked.recreate,
        md5=asked.md5,
    )


def _told(edited: Edited) -> Mapping[str, Any]:
    told: dict[str, Any] = {"new": True} if edited.is_new else {}
    told |= {
        "result": "Success",
        "pageid": edited.page_id,
        "title": edited.title.prefixed,
        "contentmodel": MODEL,
    }
    if edited.revision is None:
        told["nochange"] = True
    else:
        told["oldrevid"] = edited.old_revision_id
        told["newrevid"] = edited.revision.id
        told["newtimestamp"] = iso(edited.revision.timestamp)
    if edited.watch is not None:
        told["watched"] = True
        if edited.watch.expiry is not None:
            told["watchlistexpiry"] = iso(edited.watch.expiry)
    return told


EDIT = Module(
    name="edit",
    summary="Make and edit pages.",
    params=EditParams,
    run=run,
    token="csrf",  # noqa: S106 - the kind of token
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Edit",),
    examples=(
        ("action=edit&title=Test&summary=test&text=article%20content&token=123ABC", "Edit a page."),
        ("action=edit&title=Test&undo=13585&token=123ABC", "Undo a revision."),
    ),
)
