"""``meta=siteinfo``: the wiki's settings, words and numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from mediawharf.api import site_lists
from mediawharf.api.kinds import Choice, Flag, Text
from mediawharf.api.module import Submodule
from mediawharf.api.modules.query.file_errors import LagOfHostsHidden
from mediawharf.api.modules.query.frame import Query
from mediawharf.api.params import param
from mediawharf.api.result import Star, Tagged
from mediawharf.api.site_facts import general
from mediawharf.api.site_words import EXTENSION_TAGS, FUNCTION_HOOKS, PROTOCOLS, VARIABLES
from mediawharf.db.statistics import Counts, count_all, count_members
from mediawharf.model.namespaces import MAIN

_PROPS: Final = (
    "general", "namespaces", "namespacealiases", "specialpagealiases", "magicwords", "interwikimap", "dbrepllag",
    "statistics", "usergroups", "libraries", "extensions", "fileextensions", "rightsinfo", "restrictions",
    "languages", "languagevariants", "skins", "extensiontags", "functionhooks", "showhooks", "variables",
    "protocols", "defaultoptions", "uploaddialog",
)  # fmt: skip
# MediaWiki's $wgActiveUserDays, in seconds.
_ACTIVE: Final = 30 * 86400


@dataclass(frozen=True, slots=True)
class SiteInfoParams:
    """The parameters of meta=siteinfo."""

    prop: tuple[str, ...] = param(
        Choice(_PROPS), "What to tell.", default=("general",), multi=True, all_values="*", slow_values=("statistics",)
    )
    filter_iw: str | None = param(
        Choice(("!local", "local")), "Which entries of the interwiki map to give; it is empty here."
    )
    show_all_db: bool = param(Flag(), "Tell the lag of each database host.", default=False)
    number_in_group: bool = param(Flag(), "Count the members of groups.", default=False, slow=True)
    in_language_code: str | None = param(Text(), "The language of names; they are in English.")


def run(query: Query, asked: SiteInfoParams) -> Mapping[str, Any]:
    """Each property under its name."""
    return {prop: _property(query, asked, prop) for prop in asked.prop}


def _property(query: Query, asked: SiteInfoParams, prop: str) -> Any:
    facilities = query.call.facilities
    settings = facilities.settings
    match prop:
        case "general":
            value: Any = general(facilities, dialect=facilities.database.dialect, version=query.version)
        case "namespaces":
            value = site_lists.namespaces(settings)
        case "fileextensions":
            value = Tagged([{"ext": each} for each in dict.fromkeys(settings.file_extensions)], "fe")
        case "rightsinfo":
            value = {"url": settings.rights_url, "text": settings.rights_text}
        case "statistics":
            value = _statistics(query)
        case "usergroups":
            value = _groups(query, asked)
        case "dbrepllag":
            value = _lag(asked)
        case "defaultoptions":
            value = site_lists.options(settings)
        case _:
            value = _words(prop)
    return value


def _words(prop: str) -> Any:
    """Properties that are the same on every wiki."""
    lists: Mapping[str, Callable[[], Any]] = {
        "namespacealiases": site_lists.namespace_aliases,
        "specialpagealiases": site_lists.special_page_aliases,
        "magicwords": site_lists.magic_words,
        "libraries": site_lists.libraries,
        "extensions": site_lists.extensions,
        "restrictions": site_lists.restrictions,
        "uploaddialog": site_lists.upload_dialog,
        "interwikimap": lambda: Tagged((), "iw"),
        "languages": lambda: Tagged([{"code": "en", "bcp47": "en", "name": Star("English")}], "lang"),
        "languagevariants": dict,
        "skins": lambda: Tagged([{"code": "fallback", "name": Star("Fallback"), "default": True}], "skin"),
        "extensiontags": lambda: Tagged(EXTENSION_TAGS, "t"),
        "functionhooks": lambda: Tagged(FUNCTION_HOOKS, "h"),
        "showhooks": lambda: Tagged((), "hook"),
        "variables": lambda: Tagged(VARIABLES, "v"),
        "protocols": lambda: Tagged(PROTOCOLS, "p"),
    }
    return lists[prop]()


def _counts(query: Query) -> Counts:
    since = query.call.facilities.clock.now() - _ACTIVE
    return count_all(query.connection, content_namespace=MAIN, active_since=since)


def _members(query: Query) -> Mapping[str, int]:
    return count_members(query.connection, now=query.call.facilities.clock.now())


def _statistics(query: Query) -> Mapping[str, int]:
    counts = _counts(query)
    return {
        "pages": counts.pages,
        "articles": counts.articles,
        "edits": counts.edits,
        "images": counts.files,
        "users": counts.accounts,
        "activeusers": counts.active_accounts,
        "admins": _members(query).get("sysop", 0),
        "jobs": 0,
    }


def _groups(query: Query, asked: SiteInfoParams) -> Tagged:
    settings = query.call.facilities.settings
    if not asked.number_in_group:
        return site_lists.user_groups(settings, None, accounts=0)
    return site_lists.user_groups(settings, _members(query), accounts=_counts(query).accounts)


def _lag(asked: SiteInfoParams) -> Tagged:
    if asked.show_all_db:
        raise LagOfHostsHidden
    return Tagged([{"host": "", "lag": 0}], "db")


SITEINFO = Submodule(
    name="siteinfo",
    kind="meta",
    prefix="si",
    summary="Tell of the wiki.",
    params=SiteInfoParams,
    run=run,
    is_brief=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Siteinfo",),
    examples=(
        ("action=query&meta=siteinfo&siprop=general|namespaces|namespacealiases|statistics", "Tell of the wiki."),
    ),
)
