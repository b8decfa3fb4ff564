"""Pages under another name, with a redirect where they were."""

from dataclasses import dataclass, replace

from msgspec import structs
from sqlalchemy import Connection

from mediawharf.db.pages import PageRecord, find_page, rename_page
from mediawharf.db.revisions import RevisionRecord, find_texts
from mediawharf.model.clock import Clock
from mediawharf.model.namespaces import CATEGORY
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import PageExists
from mediawharf.pages.links import forget_links, record_links, record_use
from mediawharf.pages.restrictions import Restrictions
from mediawharf.pages.saving import Edit, save_first, save_unchanged
from mediawharf.pages.watchlist import Watchlist


@dataclass(frozen=True, slots=True)
class Renamed:
    """A page under its new name, and what its move leaves behind."""

    page: PageRecord
    revision: RevisionRecord  # says in the page's history that it was moved
    redirect: RevisionRecord | None


@dataclass(frozen=True, slots=True)
class PageRenaming:
    """Renames pages, in the caller's transaction, which writes the log entry too."""

    clock: Clock

    def rename(
        self, connection: Connection, page: PageRecord, title: Title, *, edit: Edit, user: User, redirect: bool = True
    ) -> Renamed:
        """The page under its new name; raises PageExists.

        ``edit`` has the comment and the tags of the revision that tells of the move and of the redirect; its text
        is not used. Who watched the page watches the new title too; protection goes along, and stays on a redirect.
        """
        if find_page(connection, title) is not None:
            raise PageExists(title.prefixed)
        now = self.clock.now()
        told = save_unchanged(connection, page, edit=replace(edit, minor=True), user=user, now=now)
        rename_page(connection, page.id, title, touched=now)
        Restrictions(self.clock).move(connection, old=page.title, new=title, keep=redirect)
        Watchlist(self.clock).follow(connection, old=page.title, new=title)
        left = None
        if redirect:
            text = redirect_text(title)
            left = save_first(connection, page.title, edit=replace(edit, text=text), user=user, now=now).revision
        self._move_links(connection, page, title, now=now)
        moved = structs.replace(page, title=title, latest_id=told.revision.id, touched=now, is_new=False)
        return Renamed(moved, told.revision, left)

    def _move_links(self, connection: Connection, page: PageRecord, title: Title, *, now: int) -> None:
        text = find_texts(connection, [page.latest_id])[page.latest_id]
        forget_links(connection, page)
        record_links(connection, structs.replace(page, title=title), text, now=now, is_new=True)
        for name in (page.title, title):
            record_use(connection, name, is_new=False)

    def is_replaceable(self, page: PageRecord, *, by: Title) -> bool:
        """Whether a page is no more than what the move of another left there: a redirect to it, never edited."""
        return page.is_new and page.redirect == by


def redirect_text(target: Title) -> str:
    """The text of a page that redirects to another."""
    colon = ":" if target.namespace == CATEGORY else ""
    return f"#REDIRECT [[{colon}{target.prefixed}]]"
