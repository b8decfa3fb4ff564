"""``action=parse``: a text, a page or a revision as HTML, and what it mentions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from mediawharf.api.call import Call
from mediawharf.api.kinds import Choice, Flag, Integer, Text
from mediawharf.api.module import Module
from mediawharf.api.named_page import NoSuchPageId, named_title
from mediawharf.api.params import param
from mediawharf.api.parsed import Parsed
from mediawharf.api.request_errors import InvalidParamMix
from mediawharf.api.result import Tagged
from mediawharf.curation.edit_errors import InvalidSection, NoSuchRevision, NoSuchSection
from mediawharf.curation.errors import MissingTitle
from mediawharf.db.pages import PageRecord
from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.pages.presave import saved_text
from mediawharf.pages.sections import section_text
from mediawharf.pages.wikitext import comment_html, comment_titles
from mediawharf.rendering.addresses import Addresses
from mediawharf.rendering.renderer import WRAPPER, Style

# In the order of the reply.
PROPS: Final = (
    "revid", "text", "langlinks", "categories", "categorieshtml", "links", "templates", "images", "externallinks",
    "sections", "parsewarnings", "displaytitle", "subtitle", "modules", "jsconfigvars", "indicators", "iwlinks",
    "wikitext", "properties", "limitreportdata",
)  # fmt: skip
DEFAULT: Final = (
    "text", "langlinks", "categories", "links", "templates", "images", "externallinks", "sections", "revid",
    "displaytitle", "iwlinks", "properties", "parsewarnings",
)  # fmt: skip
_NO_TITLE: Final = "API"
_SECTION: Final = re.compile(r"(?:T-)?(\d{1,6})")


@dataclass(frozen=True, slots=True)
class ParseParams:
    """The parameters of action=parse, in the order of MediaWiki's documentation."""

    title: str | None = param(Text(), "The page that text is of.")
    text: str | None = param(Text("text"), "The text to render.")
    revid: int | None = param(Integer(), "The revision that text is of, to be told in the reply.")
    summary: str | None = param(Text(), "A summary to render.")
    page: str | None = param(Text(), "Render the text of this page.")
    pageid: int | None = param(Integer(), "Render the text of the page with this id.")
    redirects: bool = param(Flag(), "Follow a redirect.", default=False)
    oldid: int | None = param(Integer(), "Render the text of this revision.")
    prop: tuple[str, ...] = param(Choice(PROPS), "What to tell.", default=DEFAULT, multi=True)
    wrapoutputclass: str = param(
        Text(), "Class of the element around the HTML; empty: none around it.", default=WRAPPER
    )
    pst: bool = param(Flag(), "Change the text first as saving it would, such as signatures.", default=False)
    onlypst: bool = param(Flag(), "Do only that, and render nothing.", default=False)
    effectivelanglinks: bool = param(Flag(), "Links to other languages from extensions; none here.", default=False)
    section: str | None = param(Text(), "Render this section alone.")
    sectiontitle: str | None = param(Text(), "Heading of the new section with section=new.")
    disablepp: bool = param(Flag(), "The same as disablelimitreport.", default=False, deprecated=True)
    disablelimitreport: bool = param(Flag(), "Leave the report of limits out; there is none here.", default=False)
    disableeditsection: bool = param(Flag(), "Leave links to edit sections out; there are none.", default=False)
    disablestylededuplication: bool = param(Flag(), "Keep repeated style sheets; there are none.", default=False)
    preview: bool = param(Flag(), "Render as a preview; that makes no difference here.", default=False)
    sectionpreview: bool = param(Flag(), "Render as a preview of a section; no difference either.", default=False)
    disabletoc: bool = param(Flag(), "Leave the table of contents out; there is none.", default=False)
    contentformat: str | None = param(Choice(("text/x-wiki",)), "Format of the text.")
    contentmodel: str | None = param(Choice(("wikitext",)), "Model of the text.")


@dataclass(frozen=True, slots=True)
class _Source:
    """A text to render."""

    title: Title
    text: str
    page: PageRecord | None = None
    revision_id: int | None = None
    redirects: tuple[tuple[Title, Title], ...] = ()


def run(call: Call, asked: ParseParams) -> Mapping[str, Any]:
    """The parts asked for."""
    with call.facilities.database.read() as connection:
        source = _source(call, connection, asked)
        saved = saved_text(source.text, call.user, now=call.facilities.clock.now())
        if asked.onlypst:
            return {"parse": {"text": _content(call, saved)}}
        text = saved if asked.pst else source.text
        style = Style(wrapper=asked.wrapoutputclass)
        rendered = call.facilities.renderer.render(connection, source.title, text, style=style)
        parsed = Parsed(
            title=source.title,
            page_id=0 if source.page is None else source.page.id,
            revision_id=source.revision_id,
            text=source.text,
            rendered=rendered,
            addresses=Addresses(call.facilities.urls, is_absolute=False),
            version=call.version,
        )
        told: dict[str, Any] = {"title": source.title.prefixed, "pageid": parsed.page_id}
        if asked.redirects:
            pairs = [{"from": old.prefixed, "to": new.prefixed} for old, new in source.redirects]
            told["redirects"] = Tagged(pairs, "r")
        for prop in PROPS:
            if prop in asked.prop:
                told |= parsed.part(prop)
        if asked.pst:
            told["psttext"] = parsed.content(saved)
        if asked.summary is not None:
            told["parsedsummary"] = parsed.content(_summary(call, connection, source.title, asked.summary))
        return {"parse": told}


def _content(call: Call, text: str) -> Any:
    return text if call.version != 1 else {"*": text}


def _source(call: Call, connection: Connection, asked: ParseParams) -> _Source:
    """The text that is meant; raises InvalidParamMix and the errors of what is not there."""
    is_stored = asked.page is not None or asked.pageid is not None or asked.oldid is not None
    for name in ("title", "text"):
        if is_stored and getattr(asked, name) is not None:
            stored = next(each for each in ("page", "pageid", "oldid") if getattr(asked, each) is not None)
            raise InvalidParamMix((name, stored))
    source = _stored(call, connection, asked) if is_stored else _sent(call, asked)
    if asked.section is None:
        return source
    return _with_section(source, asked)


def _stored(call: Call, connection: Connection, asked: ParseParams) -> _Source:
    pages = call.facilities.pages
    if asked.oldid is not None:
        revision = pages.find_revisions(connection, [asked.oldid]).get(asked.oldid)
        page = None if revision is None else pages.find_by_id(connection, revision.page_id)
        if page is None:
            raise NoSuchRevision(asked.oldid)
        return _Source(page.title, pages.texts(connection, [asked.oldid])[asked.oldid], page, asked.oldid)
    if asked.pageid is not None:
        page = pages.find_by_id(connection, asked.pageid)
        if page is None:
            raise NoSuchPageId(asked.pageid)
    else:
        page = pages.find(connection, named_title(asked.page or ""))
        if page is None:
            raise MissingTitle
    return _followed(call, connection, page, follow=asked.redirects)


def _followed(call: Call, connection: Connection, page: PageRecord, *, follow: bool) -> _Source:
    pages = call.facilities.pages
    target = None if page.redirect is None or not follow else pages.find(connection, page.redirect)
    if target is None:
        return _Source(page.title, pages.text(connection, page), page, page.latest_id)
    redirects = ((page.title, target.title),)
    return _Source(target.title, pages.text(connection, target), target, target.latest_id, redirects)


def _sent(call: Call, asked: ParseParams) -> _Source:
    if asked.text is not None and asked.title is None and asked.contentmodel is None:
        call.warn("parse", "nocontentmodel", Message("apiwarn-parse-nocontentmodel", ("wikitext",)))
    if asked.text is None and asked.title is not None and asked.prop:
        call.warn("parse", "titlewithouttext", Message("apiwarn-parse-titlewithouttext"))
    return _Source(named_title(asked.title or _NO_TITLE), asked.text or "", revision_id=asked.revid)


def _with_section(source: _Source, asked: ParseParams) -> _Source:
    if asked.section == "new":
        heading = asked.sectiontitle or ""
        return replace(source, text=f"== {heading} ==\n\n{source.text}" if heading else source.text)
    match = _SECTION.fullmatch(asked.section or "")
    if match is None:
        raise InvalidSection
    text = section_text(source.text, int(match[1]))
    if text is None:
        raise NoSuchSection(match[1])
    return replace(source, text=text)


def _summary(call: Call, connection: Connection, title: Title, summary: str) -> str:
    existing = call.facilities.pages.find_many(connection, comment_titles(summary))
    path = call.facilities.settings.article_path
    return comment_html(summary, path, existing.__contains__, page=title)


PARSE = Module(
    name="parse",
    summary="Render wikitext, and tell what it mentions.",
    params=ParseParams,
    run=run,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Parsing_wikitext#parse",),
    examples=(
        ("action=parse&page=File:A.png", "Render a page."),
        ("action=parse&text={{cc-zero}}&contentmodel=wikitext", "Render a text."),
    ),
)
