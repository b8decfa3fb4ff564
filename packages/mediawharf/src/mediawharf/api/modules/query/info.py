"""``prop=info``: what a page is: its size, its latest revision, its protection, whether the user watches it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from mediawharf.api.kinds import Choice, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.actions import ActionTests
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.pageset import Entry
from mediawharf.api.params import param
from mediawharf.api.result import Sub, Tagged
from mediawharf.db.pages import PageRecord
from mediawharf.model.clock import iso
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import Title
from mediawharf.pages.restrictions import Restriction, restriction_types
from mediawharf.pages.watchlist import Watch

PROPS: Final = (
    "associatedpage", "displaytitle", "linkclasses", "notificationtimestamp", "preload", "protection", "subjectid",
    "talkid", "url", "varianttitles", "visitingwatchers", "watched", "watchers", "readable",
)  # fmt: skip
PROPS_IN_ORDER: Final = (
    "protection", "watched", "watchers", "visitingwatchers", "notificationtimestamp", "talkid", "subjectid",
    "associatedpage", "url", "readable", "preload", "displaytitle", "varianttitles", "linkclasses",
)  # fmt: skip
# What depends on who asks.
_PERSONAL: Final = frozenset(("watched", "watchers", "visitingwatchers", "notificationtimestamp", "readable"))
_SAFE: Final = ";@$!*(),/~:"  # a title in an address keeps what MediaWiki's own addresses keep
DETAILS: Final = ("boolean", "full", "quick")


@dataclass(frozen=True, slots=True)
class InfoParams:
    """The parameters of prop=info."""

    prop: tuple[str, ...] = param(
        Choice(PROPS), "What to tell beside the basics.", default=(), multi=True, deprecated_values=("readable",),
        slow_values=("watchers", "visitingwatchers"),
    )  # fmt: skip
    link_context: str | None = param(Text(), "The page from which links are looked at; all links are alike here.")
    test_actions: tuple[str, ...] = param(
        Text(), "Whether the user may do these actions.", default=(), multi=True, slow=True
    )
    test_actions_detail: str = param(Choice(DETAILS), "How to tell it: yes or no, or reasons.", default="boolean")
    continue_: str | None = param(Text(), "Where to go on from; the reply is always whole.", wire="continue")


@dataclass(frozen=True, slots=True)
class _Around:
    """What is told beside the pages, read once for all of them."""

    protection: Mapping[Title, Sequence[Restriction]]
    watches: Mapping[Title, Watch]
    others: Mapping[Title, PageRecord]  # talk pages of subjects, subjects of talk pages
    watchers: Callable[[Title], int] | None  # None: the user may not see how many watch


def run(query: Query, asked: InfoParams) -> Mapping[int, Mapping[str, Any]]:
    """The pages' facts by their keys; Special pages and what can be no page have none."""
    entries = {e.key: e for e in query.pages.entries if e.title is not None and e.title.namespace >= 0}
    titles = [entry.title for entry in entries.values() if entry.title is not None]
    around = _around(query, titles, asked.prop)
    told = {key: _page(query, entry, asked.prop, around) for key, entry in entries.items()}
    if asked.test_actions or _PERSONAL.intersection(asked.prop):
        query.call.is_cacheable = False
    if asked.test_actions:
        tests = ActionTests(query.call, query.connection, asked.test_actions, asked.test_actions_detail)
        for key, entry in entries.items():
            told[key]["actions"] = tests.of(entry)
    return told


def _around(query: Query, titles: Sequence[Title], props: Sequence[str]) -> _Around:
    facilities, connection, user = query.call.facilities, query.connection, query.call.user
    others = [_other(title) for title in titles] if {"talkid", "subjectid"} & set(props) else []
    wants_watches = "watched" in props and user.may("viewmywatchlist")
    return _Around(
        facilities.restrictions.of_many(connection, titles) if "protection" in props else {},
        facilities.watchlist.find_many(connection, titles, user=user) if wants_watches else {},
        facilities.pages.find_many(connection, others),
        (lambda title: facilities.watchlist.count_watchers(connection, title)) if user.may("unwatchedpages") else None,
    )


def _page(query: Query, entry: Entry, props: Sequence[str], around: _Around) -> dict[str, Any]:
    assert entry.title is not None, "only titles are told of"
    told: dict[str, Any] = {
        "contentmodel": "wikitext",
        "pagelanguage": "en",
        "pagelanguagehtmlcode": "en",
        "pagelanguagedir": "ltr",
    }
    if entry.record is not None:
        record = entry.record
        told |= {"touched": iso(record.touched), "lastrevid": record.latest_id, "length": record.length}
        if record.redirect is not None:
            told["redirect"] = True
        if record.is_new:
            told["new"] = True
    for prop in PROPS_IN_ORDER:
        if prop in props:
            told |= _property(query, entry, entry.title, prop, around)
    return told


def _property(query: Query, entry: Entry, title: Title, prop: str, around: _Around) -> Mapping[str, Any]:
    match prop:
        case "protection":
            return _protection(title, around.protection.get(title, ()), exists=entry.record is not None)
        case "watched" | "notificationtimestamp":
            return _watch(query, title, prop, around)
        case "watchers" | "visitingwatchers":
            # Visits are not counted here: every watcher counts as one who comes.
            return {} if around.watchers is None else {prop: around.watchers(title)}
        case "talkid" | "subjectid" | "associatedpage":
            return _associated(title, prop, around)
        case "url":
            return _urls(query, title)
        case _:
            return _shown(query, entry, title, prop)


def _shown(query: Query, entry: Entry, title: Title, prop: str) -> Mapping[str, Any]:
    exists = entry.record is not None
    told: dict[str, Any] = {
        "readable": query.call.user.may("read"),
        "preload": Sub("") if exists else None,
        "displaytitle": title.prefixed,
    }
    if exists:
        told |= {"varianttitles": {"en": Sub(title.prefixed)}, "linkclasses": Tagged((), "linkclass")}
    return {prop: told[prop]} if prop in told else {}


def _protection(title: Title, restrictions: Sequence[Restriction], *, exists: bool) -> dict[str, Any]:
    rows = [
        {
            "type": restriction.type,
            "level": restriction.level,
            "expiry": "infinity" if restriction.expiry is None else iso(restriction.expiry),
        }
        for restriction in restrictions
    ]
    types = restriction_types(title, exists=exists)
    if not exists and title.namespace == FILE:
        types = (*types, "upload")
    return {"protection": Tagged(rows, "pr"), "restrictiontypes": Tagged(types, "rt")}


def _watch(query: Query, title: Title, prop: str, around: _Around) -> dict[str, Any]:
    user = query.call.user
    if not user.may("viewmywatchlist"):
        return {}
    if prop == "notificationtimestamp":
        return {"notificationtimestamp": ""}  # nobody is notified of changes here
    watch = around.watches.get(title)
    if watch is None or watch.expiry is None:
        return {"watched": watch is not None}
    return {"watched": True, "watchlistexpiry": iso(watch.expiry)}


def _other(title: Title) -> Title:
    return Title(title.namespace + (-1 if title.namespace % 2 else 1), title.dbkey)


def _associated(title: Title, prop: str, around: _Around) -> dict[str, Any]:
    other, is_talk = _other(title), title.namespace % 2 == 1
    if prop == "associatedpage":
        return {prop: other.prefixed}
    page = around.others.get(other)
    return {prop: page.id} if page is not None and is_talk == (prop == "subjectid") else {}


def _urls(query: Query, title: Title) -> dict[str, Any]:
    urls = query.call.facilities.urls
    url = urls.page(title)
    name = quote(title.prefixed_dbkey, safe=_SAFE)
    edit_url = f"{urls.server}{urls.script_path}/index.php?title={name}&action=edit"
    return {"fullurl": url, "editurl": edit_url, "canonicalurl": url}


INFO = Submodule(
    name="info",
    kind="prop",
    prefix="in",
    summary="Tell what the pages are.",
    params=InfoParams,
    run=run,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Info",),
    examples=(("action=query&prop=info&titles=Main Page&inprop=url|protection", "Where a page is, and who may edit."),),
)
