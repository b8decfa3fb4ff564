"""Description pages: found, made and edited, in the caller's transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mediawharf.db import pages as page_rows
from mediawharf.db import revisions as revision_rows
from mediawharf.db.changes import Change, insert_change
from mediawharf.db.pages import PageRange, PageRecord
from mediawharf.db.revisions import RevisionFilter, RevisionRecord
from mediawharf.db.timerange import TimeRange
from mediawharf.model.clock import Clock
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import EditConflict, PageExists
from mediawharf.pages.logs import LogEntry, Logs
from mediawharf.pages.presave import saved_text
from mediawharf.pages.saving import Edit, Saved, save_first, save_next, save_unchanged

__all__ = ["Base", "Edit", "PageRange", "PageRecord", "Pages", "RevisionFilter", "RevisionRecord", "TimeRange"]


@dataclass(frozen=True, slots=True)
class Base:
    """What an author had before them: a revision by its id, or what was the latest in a second."""

    revision_id: int | None = None
    timestamp: int | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Writes pages and reads them."""

    clock: Clock

    def find(self, connection: Connection, title: Title) -> PageRecord | None:
        """The page of this name; None if there is none."""
        return page_rows.find_page(connection, title)

    def find_by_id(self, connection: Connection, page_id: int) -> PageRecord | None:
        """The page with this id; None if there is none."""
        return page_rows.find_page_by_id(connection, page_id)

    def find_many(self, connection: Connection, titles: Collection[Title]) -> dict[Title, PageRecord]:
        """Those of the titles that exist."""
        return page_rows.find_pages(connection, titles)

    def find_many_by_id(self, connection: Connection, page_ids: Collection[int]) -> dict[int, PageRecord]:
        """Those of the page ids that exist."""
        return page_rows.find_pages_by_id(connection, page_ids)

    def in_namespace(self, connection: Connection, wanted: PageRange) -> list[PageRecord]:
        """A stretch of a namespace by name."""
        return page_rows.list_pages(connection, wanted)

    def place_to_stop_at(self, connection: Connection, wanted: PageRange) -> str | None:
        """Where a page of that list ends that would look at too many pages; the next one begins there."""
        return page_rows.page_to_stop_at(connection, wanted)

    def count(self, connection: Connection, namespace: int, *, prefix: str) -> int:
        """How many pages of a namespace have names that start so."""
        return page_rows.count_pages(connection, namespace=namespace, prefix=prefix)

    def revisions(
        self, connection: Connection, page: PageRecord, *, range_: TimeRange, filter_: RevisionFilter | None = None
    ) -> list[RevisionRecord]:
        """A page's revisions by time."""
        wanted = RevisionFilter() if filter_ is None else filter_
        return revision_rows.list_revisions(connection, page.id, range_=range_, filter_=wanted)

    def find_revisions(self, connection: Connection, revision_ids: Collection[int]) -> dict[int, RevisionRecord]:
        """Those of the revisions that exist and are not deleted; with ``latest_id`` of pages, their latest."""
        return revision_rows.find_revisions(connection, revision_ids)

    def text(self, connection: Connection, page: PageRecord) -> str:
        """The text that the page has now."""
        return self.texts(connection, [page.latest_id])[page.latest_id]

    def texts(self, connection: Connection, revision_ids: Collection[int]) -> dict[int, str]:
        """The texts of those revisions that exist, deleted ones too."""
        return revision_rows.find_texts(connection, revision_ids)

    def create(
        self, connection: Connection, title: Title, *, edit: Edit, user: User, is_logged: bool = False
    ) -> RevisionRecord:
        """The first revision of a new page; raises PageExists.

        The log of created pages has an entry. ``is_logged`` says that another entry tells of the page, as one does
        of an upload: then it is not among the recent changes by itself.
        """
        if self.find(connection, title) is not None:
            raise PageExists(title.prefixed)
        return self.create_missing(connection, title, edit=edit, user=user, is_logged=is_logged).revision

    def create_missing(
        self,
        connection: Connection,
        title: Title,
        *,
        edit: Edit,
        user: User,
        is_logged: bool = False,
        is_restricted: bool = True,
    ) -> Saved:
        """The same for a title that no page was found at in this very transaction; with the text as saved.

        ``is_restricted`` is False where no restrictions were found either.
        """
        now = self.clock.now()
        prepared = replace(edit, text=saved_text(edit.text, user, now=now))
        saved = save_first(connection, title, edit=prepared, user=user, now=now, is_restricted=is_restricted)
        page_id = saved.revision.page_id
        entry = LogEntry("create", "create", title, edit.comment, page_id=page_id, tags=edit.tags)
        Logs(self.clock).add_silently(connection, entry, user=user)
        if not is_logged:
            _announce(connection, "new", title, saved=saved, bot=edit.bot, old_length=0)
        return saved

    def revise(
        self, connection: Connection, page: PageRecord, *, edit: Edit, user: User, base: Base | None = None
    ) -> RevisionRecord | None:
        """The page's next revision; None if the text is the same: then the page is only touched.

        Raises EditConflict if somebody other than the user has changed the page since ``base``. The text replaces
        all of the page's: nothing is merged.
        """
        now = self.clock.now()
        if base is not None:
            _check_base(connection, page, base, user)
        old_text, text = self.text(connection, page), saved_text(edit.text, user, now=now)
        if text == old_text:
            self.touch(connection, [page])
            return None
        prepared = replace(edit, text=text)
        saved = save_next(connection, page, edit=prepared, user=user, now=now, old_text=old_text)
        _announce(connection, "edit", page.title, saved=saved, bot=edit.bot, old_length=page.length)
        return saved.revision

    def add_null_revision(
        self, connection: Connection, page: PageRecord, comment: str, *, user: User, minor: bool = False
    ) -> RevisionRecord:
        """A revision with the text unchanged, whose comment tells what was done to the page or its file.

        It is not among the recent changes: the log entry is that it goes with.
        """
        edit = Edit("", comment, minor=minor)
        return save_unchanged(connection, page, edit=edit, user=user, now=self.clock.now()).revision

    def touch(self, connection: Connection, pages: Collection[PageRecord]) -> None:
        """Marks the pages as to be rendered anew."""
        page_rows.touch_pages(connection, [page.id for page in pages], touched=self.clock.now())


def _check_base(connection: Connection, page: PageRecord, base: Base, user: User) -> None:
    revision_id = base.revision_id
    if revision_id is not None:
        found = revision_rows.find_revisions(connection, [revision_id]).get(revision_id)
        if found is None or found.page_id != page.id:
            raise EditConflict
    if base.timestamp is not None and revision_id is None:
        revision = revision_rows.revision_at(connection, page.id, base.timestamp)
        revision_id = 0 if revision is None else revision.id
    if revision_id is None or revision_id == page.latest_id:
        return
    if revision_rows.others_edited_since(connection, page.id, revision_id=revision_id, user_name=user.name):
        raise EditConflict


def _announce(connection: Connection, kind: str, title: Title, *, saved: Saved, bot: bool, old_length: int) -> None:
    revision = saved.revision
    change = Change(
        type=kind,
        timestamp=revision.timestamp,
        user_id=revision.user_id,
        user_name=revision.user_name,
        title=title,
        page_id=revision.page_id,
        comment=revision.comment,
        revision_id=revision.id,
        old_revision_id=revision.parent_id,
        old_length=old_length,
        new_length=revision.size,
        minor=revision.minor,
        bot=bot,
        tags=saved.tags,
    )
    insert_change(connection, change)
