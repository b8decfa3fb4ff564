"""Rolls back: takes away the last author's edits, however many stand in a row."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.edit_errors import AlreadyRolledBack, OnlyAuthor
from mediawharf.curation.errors import MissingTitle
from mediawharf.curation.watching import AS_PREFERRED, WatchWish
from mediawharf.db.accounts import bump_edit_count
from mediawharf.model.errors import Message
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.pages import Edit, PageRecord, RevisionFilter, RevisionRecord, TimeRange
from mediawharf.pages.permissions import require_right


@dataclass(frozen=True, slots=True)
class RollbackRequest:
    """Whose edits are to go. Without a summary, it tells who was rolled back to whom."""

    title: Title
    author: str
    summary: str = ""
    mark_bot: bool = False
    tags: tuple[str, ...] = ()
    watch: WatchWish = AS_PREFERRED


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What is the latest revision now, what was it before, and whose text it is."""

    page_id: int
    summary: str
    revision_id: int
    undone_id: int
    restored_id: int


@dataclass(frozen=True, slots=True)
class Rollback:
    """Takes pages back to what they were before an author."""

    books: Books

    def roll_back(self, request: RollbackRequest, user: User) -> RolledBack:
        """What was done.

        Raises MissingTitle, PermissionDenied, ProtectedPage, Blocked, AlreadyRolledBack, OnlyAuthor.
        """
        is_preferred = self.books.prefers(user, "watchrollback")
        with self.books.database.write() as connection:
            page = self.books.pages.find(connection, request.title)
            if page is None:
                raise MissingTitle
            require_right(user, "rollback")
            self.books.permissions.require_edit(connection, user, request.title, exists=True)
            target = self._target(connection, request, page)
            done = self._revise(connection, request, page, target, user)
            self.books.settle_watch(connection, request.title, user=user, wish=request.watch, is_preferred=is_preferred)
        return done

    def _target(self, connection: Connection, request: RollbackRequest, page: PageRecord) -> RevisionRecord:
        pages, one = self.books.pages, TimeRange(limit=1)
        latest = pages.find_revisions(connection, [page.latest_id])[page.latest_id]
        if latest.user_name != request.author:
            raise AlreadyRolledBack(request.title.prefixed, request.author, latest.user_name)
        by_others = RevisionFilter(except_user=request.author)
        target = next(iter(pages.revisions(connection, page, range_=one, filter_=by_others)), None)
        if target is None:
            raise OnlyAuthor
        return target

    def _revise(
        self, connection: Connection, request: RollbackRequest, page: PageRecord, target: RevisionRecord, user: User
    ) -> RolledBack:
        said = Message("revertpage", (request.author, target.user_name))
        summary = request.summary or self.books.messages.text(said)
        edit = Edit(
            text=self.books.pages.texts(connection, [target.id])[target.id],
            comment=summary,
            tags=(*request.tags, "mw-rollback"),
            minor=user.may("minoredit"),
            bot=user.may("bot") or (request.mark_bot and user.may("markbotedits")),
        )
        revision = self.books.pages.revise(connection, page, edit=edit, user=user)
        if revision is not None:
            bump_edit_count(connection, user.id)
        latest_id = page.latest_id if revision is None else revision.id
        return RolledBack(page.id, summary, latest_id, page.latest_id, target.id)
