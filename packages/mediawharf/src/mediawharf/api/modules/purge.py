"""``action=purge``: have pages rendered anew, and thumbnails of files made anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.entries import in_order
from mediawharf.api.kinds import Flag, Integer, Text
from mediawharf.api.module import Module
from mediawharf.api.modules.query import find_pages
from mediawharf.api.modules.query.frame import GENERATORS
from mediawharf.api.pageset import Entry
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db import files
from mediawharf.model.namespaces import FILE


@dataclass(frozen=True, slots=True)
class PurgeParams:
    """The parameters of action=purge, in the order of MediaWiki's documentation."""

    forcelinkupdate: bool = param(Flag(), "Update the tables of links; they are up to date here.", default=False)
    forcerecursivelinkupdate: bool = param(Flag(), "The same for pages that include the page.", default=False)
    continue_: str | None = param(Text(), "Where to go on from, as the reply before told.", wire="continue")
    titles: tuple[str, ...] = param(Text(), "Titles of the pages.", default=(), multi=True)
    pageids: tuple[int, ...] = param(Integer(), "Ids of the pages.", default=(), multi=True)
    revids: tuple[int, ...] = param(Integer(), "Ids of revisions of the pages.", default=(), multi=True)
    generator: str | None = param(GENERATORS, "Take the pages from that list.")
    redirects: bool = param(Flag(), "Follow redirects.", default=False)
    converttitles: bool = param(Flag(), "Convert titles to other variants; English has none.", default=False)


def run(call: Call, asked: PurgeParams) -> Mapping[str, Any]:
    """Each page, and whether it was purged."""
    facilities = call.facilities
    with facilities.database.write() as connection:
        found = find_pages(call, connection, asked)
        pages = found.pages
        facilities.pages.touch(connection, list(pages.records().values()))
        purged = [title.dbkey for title in pages.titles().values() if title.namespace == FILE]
        sources = [one.blob_key for name in purged for one in files.revisions(connection, name)]
        told = [{"revid": number, "missing": True} for number in pages.bad_revision_ids]
        told += [_told(entry, asked) for entry in in_order(pages.entries)]
        named = {name: value for name, value in pages.shown(version=call.version).items() if name != "badrevids"}
        answer = {"batchcomplete": True, **found.following, "purge": Tagged(told, "page"), **named}
    facilities.thumbnail_maker.forget(sources)
    return answer


def _told(entry: Entry, asked: PurgeParams) -> dict[str, Any]:
    if entry.title is None:
        return entry.shown()
    if entry.record is None:
        return {**entry.shown(), "missing": True}
    told = {"ns": entry.title.namespace, "title": entry.title.prefixed, "purged": True}
    # What pages link to is written down with their text.
    return {**told, "linkupdate": True} if asked.forcelinkupdate or asked.forcerecursivelinkupdate else told


PURGE = Module(
    name="purge",
    summary="Have pages rendered anew.",
    params=PurgeParams,
    run=run,
    must_be_posted=True,
    is_write=True,
    help_urls=("https://www.mediawiki.org/wiki/Special:MyLanguage/API:Purge",),
    examples=(("action=purge&titles=Main_Page|API", "Purge two pages."),),
)
