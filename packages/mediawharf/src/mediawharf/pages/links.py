"""Keeps what pages mention up to date: links, files shown, templates used, and categories.

The rows follow a page's text in the transaction that saves it. Where the text of another page decides, a template's,
the pages that use it are noted, and a job takes their links anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from mediawharf.db.category_members import (
    Membership,
    drop_memberships,
    member_type,
    memberships_of,
    put_memberships,
)
from mediawharf.db.links import (
    Link,
    LinkKind,
    drop_links,
    drop_links_of,
    links_of,
    mark_users_stale,
    put_links,
    stale_pages,
    unmark_stale,
)
from mediawharf.db.pages import PageRecord, find_pages, find_pages_by_id
from mediawharf.db.revisions import find_texts
from mediawharf.model.clock import Clock
from mediawharf.model.namespaces import FILE, TEMPLATE
from mediawharf.model.title import Title
from mediawharf.pages.markup.document import Mentions, Site
from mediawharf.pages.markup.parser import Parser
from mediawharf.pages.markup.source import page_source
from mediawharf.pages.wikitext import redirect_target

__all__ = ["PageLinks", "forget_links", "record_links", "record_use", "sort_key"]

_MARKS = ("[[", "{{", "<gallery")
_MAX_PREFIX = 255
# So many mentions of a kind are kept of a page.
MAX_MENTIONS = 5_000


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Takes the links of pages anew that were noted as out of date."""

    clock: Clock

    def refresh(self, connection: Connection, *, limit: int) -> int:
        """Does so for some of the pages; how many there were, 0 when none is left."""
        noted = stale_pages(connection, limit=limit)
        records = find_pages_by_id(connection, noted)
        texts = find_texts(connection, [page.latest_id for page in records.values()])
        for page in records.values():
            record_links(connection, page, texts[page.latest_id], now=self.clock.now())
        unmark_stale(connection, noted)
        return len(noted)


def record_links(connection: Connection, page: PageRecord, text: str, *, now: int, is_new: bool = False) -> None:
    """Makes a page's rows say what its text says; ``is_new`` says that there are none yet."""
    has_any = any(mark in text for mark in _MARKS)
    if is_new and not has_any:
        return
    mentions = _mentions(connection, page.title, text) if has_any else Mentions()
    links = set(_links(connection, page, mentions, text))
    there = set() if is_new else links_of(connection, page.id)
    drop_links(connection, there - links)
    put_links(connection, sorted(links - there), from_namespace=page.title.namespace)
    _record_categories(connection, page, mentions, now=now, is_new=is_new)


def record_use(connection: Connection, title: Title, *, is_new: bool) -> None:
    """Notes the pages whose links may depend on a text that has changed."""
    # Nobody uses a page before it is there, but as a template: those are named by many without being there.
    if title.namespace == TEMPLATE or not is_new:
        mark_users_stale(connection, title)


def forget_links(connection: Connection, page: PageRecord) -> None:
    """Takes all rows of a page away, as when it is deleted."""
    drop_links_of(connection, page.id)
    drop_memberships(connection, page.id)


def sort_key(prefix: str, title: Title) -> str:
    """By what a page is sorted in a category: the prefix that it gives, and its name, without regard to case."""
    return (f"{prefix}\n{title.text}" if prefix else title.text).upper()


def _mentions(connection: Connection, title: Title, text: str) -> Mentions:
    return Parser(title, Site(), source=page_source(connection)).mentions(text)


def _links(connection: Connection, page: PageRecord, mentions: Mentions, text: str) -> list[Link]:
    target = redirect_target(text)
    linked = [*mentions.links, *([] if target is None or target.namespace < 0 else [target])]
    files = _shown(connection, mentions.files)
    kinds = (LinkKind.LINK, linked), (LinkKind.FILE, files), (LinkKind.TEMPLATE, list(mentions.templates))
    return [
        Link(page.id, kind, title.namespace, title.dbkey)
        for kind, titles in kinds
        for title in titles[:MAX_MENTIONS]
        if title.namespace >= 0 and title != page.title
    ]


def _shown(connection: Connection, files: Collection[Title]) -> list[Title]:
    """The files, and those that others of them redirect to."""
    pages = find_pages(connection, files).values() if files else ()
    targets = [page.redirect for page in pages if page.redirect is not None and page.redirect.namespace == FILE]
    return [*files, *targets]


def _record_categories(connection: Connection, page: PageRecord, mentions: Mentions, *, now: int, is_new: bool) -> None:
    default = mentions.properties.get("defaultsort", "")
    wanted = {}
    for category, given in islice(mentions.categories.items(), MAX_MENTIONS):
        key = sort_key(given or default, page.title)[: 2 * _MAX_PREFIX]
        type_ = member_type(page.title.namespace)
        wanted[category.dbkey] = Membership(page.id, category.dbkey, type_, key, given[:_MAX_PREFIX], now)
    there = {} if is_new else {each.category: each for each in memberships_of(connection, [page.id])}
    kept = {name for name, each in there.items() if name in wanted and _same(each, wanted[name])}
    gone = [name for name in there if name not in kept]
    if gone:
        drop_memberships(connection, page.id, categories=gone)
    put_memberships(connection, [each for name, each in wanted.items() if name not in kept])


def _same(one: Membership, other: Membership) -> bool:
    """Whether nothing but the time differs: who stays in a category is in it since then."""
    return (one.type, one.sort_key, one.sort_key_prefix) == (other.type, other.sort_key, other.sort_key_prefix)
