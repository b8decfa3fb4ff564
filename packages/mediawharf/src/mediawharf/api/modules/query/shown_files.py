"""Tells of the files of one reply, with what their pages add looked up once for all of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from mediawharf.api.imageinfo import ImageInfo, Wishes
from mediawharf.api.modules.query.frame import Query
from mediawharf.db.pages import PageRecord
from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title
from mediawharf.pages.wikitext import comment_titles
from mediawharf.repo.thumbnails import Wanted


class ShownFiles:
    """Shows the revisions it was made for; ``props`` are those of imageinfo."""

    def __init__(
        self, query: Query, revisions: Sequence[FileRevision], props: Collection[str], wishes: Wishes | None = None
    ) -> None:
        self._query = query
        self._props = frozenset(props)
        self._records: Mapping[Title, PageRecord] = {}
        self._texts: Mapping[int, str] = {}
        if self._props & {"url", "extmetadata"}:
            self._records = self._pages_of(revisions)
        if "extmetadata" in self._props:
            latest = [record.latest_id for record in self._records.values()]
            self._texts = query.call.facilities.pages.texts(query.connection, latest)
        existing = self._linked(revisions) if "parsedcomment" in self._props else ()
        self._info = ImageInfo(query.call.facilities, existing=existing, wishes=wishes)

    def of(self, revision: FileRevision, *, thumbnail: Wanted | None = None) -> dict[str, Any]:
        """One revision's object."""
        page = self._records.get(revision.title)
        return self._info.of_revision(
            revision,
            self._props,
            page_id=None if page is None else page.id,
            page_text="" if page is None else self._texts.get(page.latest_id, ""),
            thumbnail=thumbnail,
        )

    def _pages_of(self, revisions: Sequence[FileRevision]) -> Mapping[Title, PageRecord]:
        """The files' pages that exist; those of the query itself have been looked up already."""
        known = {entry.title: entry.record for entry in self._query.pages.entries if entry.title is not None}
        unknown = {revision.title for revision in revisions} - known.keys()
        found = {title: record for title, record in known.items() if record is not None}
        return found | self._query.call.facilities.pages.find_many(self._query.connection, unknown)

    def _linked(self, revisions: Sequence[FileRevision]) -> Iterable[Title]:
        titles = {title for revision in revisions for title in comment_titles(revision.comment)}
        return self._query.call.facilities.pages.find_many(self._query.connection, titles)
