"""``action=purge``: have pages rendered anew, and thumbnails of files made anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawharf.api.call import Call
from mediawharf.api.entries import in_order
from mediawharf.api.kinds import Flag, Integer, Text
from mediawharf.api.module import Module
from mediawharf.api.pageset import Asked, Entry, PageSets
from mediawharf.api.params import param
from mediawharf.api.result import Tagged
from mediawharf.db import files
from mediawharf.model.namespaces import FILE


@dataclass(frozen=True, slots=True)
class PurgeParams:
    """The parameters of action=purge, in the order of MediaWiki's documentation."""

    forcelinkupdate: bool = param(Flag(), "Update the tables of links; they are up to date here.", default=False)
    forcerecursivelinkupdate: bool = param(Flag(), "The same for pages that include the page.", default=False)
    continue_: str | None = param(Text(), "Where to go on from; all is done at once here.", wire="continue")
    titles: tuple[str, ...] = param(Text(), "Titles of the pages.", default=(), multi=True)
    pageids: tuple[int, ...] = param(Integer(), "Ids of the pages.", default=(), multi=True)
    revids: tuple[int, ...] = param(Integer(), "Ids of revisions of the pages.", default=(), multi=True)
    redirects: bool = param(Flag(), "Follow redirects.", default=False)
    converttitles: bool = param(Flag(), "Convert titles to other variants; English has none.", default=False)


def run(call: Call, asked: PurgeParams) -> Mapping[str, Any]:
    """Each page, and whether it was purged."""
    facilities = call.facilities
    with facilities.database.write() as connection:
        named = Asked(asked.titles, asked.pageids, asked.revids, redirects=asked.redirects)
        pages = PageSets(call, connection).find(named)
        facilities.pages.touch(connection, list(pages.records().values()))
        purged = [title.dbkey for title in pages.titles().values() if title.namespace == FILE]
        sources = [one.blob_key for name in purged for one in files.revisions(connection, name)]
        told = [_told(entry) for entry in in_order(pages.entries)]
        answer = {"batchcomplete": True, "purge": Tagged(told, "page"), **pages.shown(version=call.version)}
    facilities.thumbnail_maker.forget(sources)
    return answer


def _told(entry: Entry) -> Mapping[str, Any]:
    if entry.title is None:
        return entry.shown()
    if entry.record is not None:
        return {"ns": entry.title.namespace, "title": entry.title.prefixed, "purged": True}
    return {**entry.shown(), "missing": True}


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
