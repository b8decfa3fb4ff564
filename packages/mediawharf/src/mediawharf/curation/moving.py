"""Moves pages, and files with all their versions, to another name."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.errors import (
    BadFileName,
    CannotMove,
    CannotMoveAnonymously,
    CannotMoveFile,
    FileLeavesNamespace,
    FileTypeMismatch,
    ImmobileSource,
    ImmobileTarget,
    MissingTitle,
    PageEntersFileNamespace,
    SelfMove,
)
from mediawharf.curation.watching import AS_PREFERRED, WatchWish
from mediawharf.db.accounts import bump_edit_count
from mediawharf.media.filetypes import matches
from mediawharf.model.errors import Message, WharfError
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE, namespace_by_id
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import PageExists
from mediawharf.pages.logs import LogEntry, action_message
from mediawharf.pages.pages import Edit, PageRecord
from mediawharf.pages.permissions import require_unblocked
from mediawharf.pages.removal import PageRemoval
from mediawharf.pages.renaming import PageRenaming

_NOT_IN_FILE_NAMES = (":", "/", "\\")


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """A page's old and new title; it leaves a redirect unless that is not wanted and the user may do without."""

    source: Title
    target: Title
    reason: str = ""
    leave_redirect: bool = True
    move_talk: bool = False
    tags: tuple[str, ...] = ()
    watch: WatchWish = AS_PREFERRED


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of the move of one page."""

    source: Title
    target: Title
    has_redirect: bool
    is_over_redirect: bool  # whether a redirect had to go for it


@dataclass(frozen=True, slots=True)
class MovedAll:
    """The page's move, and that of its talk page or why there was none though it was asked for."""

    page: Moved
    talk: Moved | WharfError | None = None


@dataclass(frozen=True, slots=True)
class Moving:
    """Gives pages other names."""

    books: Books

    def move(self, request: MoveRequest, user: User) -> MovedAll:
        """What was moved.

        Raises MissingTitle, SelfMove, PageExists, FileTypeMismatch, FileLeavesNamespace, CannotMoveFile,
        CannotMove, ProtectedPage, Blocked, and others. What keeps a talk page in its place keeps nothing else there.
        """
        is_preferred = self.books.prefers(user, "watchmoves")
        with self.books.database.write() as connection:
            moved = self._move(connection, request, request.source, request.target, user)
            talk = self._move_talk(connection, request, user) if request.move_talk else None
            for title in (request.source, request.target):
                self.books.settle_watch(connection, title, user=user, wish=request.watch, is_preferred=is_preferred)
        return MovedAll(moved, talk)

    def _move_talk(self, connection: Connection, request: MoveRequest, user: User) -> Moved | WharfError | None:
        if any(namespace_by_id(title.namespace).is_talk for title in (request.source, request.target)):
            return None
        source, target = (Title(one.namespace + 1, one.dbkey) for one in (request.source, request.target))
        if self.books.pages.find(connection, source) is None:
            return None
        try:
            with connection.begin_nested():
                return self._move(connection, request, source, target, user)
        except WharfError as refusal:
            return refusal

    def _move(self, connection: Connection, request: MoveRequest, source: Title, target: Title, user: User) -> Moved:
        page = self.books.pages.find(connection, source)
        if page is None:
            raise MissingTitle
        file = self.books.repo.current(connection, source) if source.namespace == FILE else None
        over = self._check(connection, page, target, file)
        self._authorize(connection, page, target, user=user, is_file=file is not None)
        if over is not None:
            self._make_way(connection, over, source, user)
        suppress = not request.leave_redirect and user.may("suppressredirect")
        entry = LogEntry(
            type="move",
            action="move" if over is None else "move_redir",
            title=source,
            comment=request.reason,
            params={"target_ns": target.namespace, "target_title": target.prefixed, "suppressredirect": suppress},
            page_id=page.id,
            tags=request.tags,
        )
        if file is not None:
            self.books.repo.rename(connection, source, target)
        edit = Edit("", self._said(entry, user, suppress=suppress), tags=request.tags)
        renaming = PageRenaming(self.books.clock)
        renamed = renaming.rename(connection, page, target, edit=edit, user=user, redirect=not suppress)
        self.books.logs.add(connection, entry, user=user, revision_id=renamed.revision.id)
        bump_edit_count(connection, user.id)
        return Moved(source, target, has_redirect=not suppress, is_over_redirect=over is not None)

    def _check(
        self, connection: Connection, page: PageRecord, target: Title, file: FileRevision | None
    ) -> PageRecord | None:
        """The redirect that is in the way and may go; raises what keeps the page from having that title."""
        if page.title == target:
            raise SelfMove
        there = self.books.pages.find(connection, target)
        is_file = target.namespace == FILE and self.books.repo.current(connection, target) is not None
        if is_file or (there is not None and not PageRenaming(self.books.clock).is_replaceable(there, by=page.title)):
            raise PageExists(target.prefixed)
        if page.title.namespace < 0:
            raise ImmobileSource(page.title.prefixed)
        if target.namespace < 0:
            raise ImmobileTarget(target.prefixed)
        _check_file(page.title, file, target)
        return there

    def _authorize(self, connection: Connection, page: PageRecord, target: Title, *, user: User, is_file: bool) -> None:
        _require_moves(user, is_file=is_file)
        permissions = self.books.permissions
        permissions.require_unprotected(connection, user, page.title, actions=("move",))
        permissions.require_edit(connection, user, page.title, exists=True)
        permissions.require_edit(connection, user, target, exists=False)
        require_unblocked(user)

    def _make_way(self, connection: Connection, page: PageRecord, source: Title, user: User) -> None:
        reason = self.books.messages.text(Message("delete_and_move_reason", (source.prefixed,)))
        PageRemoval(self.books.clock).delete(connection, page)
        entry = LogEntry("delete", "delete_redir", page.title, reason, page_id=page.id)
        self.books.logs.add(connection, entry, user=user)

    def _said(self, entry: LogEntry, user: User, *, suppress: bool) -> str:
        told = action_message(entry, user.name)
        if suppress:
            told = Message(told.key + "-noredirect", told.params)
        return self.books.sentence(told, entry.comment)


def _require_moves(user: User, *, is_file: bool) -> None:
    refusal = None
    if not user.may("move"):
        refusal = CannotMoveAnonymously() if user.is_anonymous else CannotMove()
    if is_file and not user.may("movefile"):
        raise CannotMoveFile(() if refusal is None else (refusal, *refusal.companions()))
    if refusal is not None:
        raise refusal


def _check_file(source: Title, file: FileRevision | None, target: Title) -> None:
    if target.namespace == FILE and source.namespace != FILE:
        raise PageEntersFileNamespace
    if source.namespace == FILE and target.namespace != FILE:
        raise FileLeavesNamespace
    if file is None:
        return
    if any(character in target.dbkey for character in _NOT_IN_FILE_NAMES):
        raise BadFileName
    stem, _, extension = target.dbkey.rpartition(".")
    is_same = extension.lower() == file.title.dbkey.rpartition(".")[2].lower()
    if not stem or not (is_same or matches(file.facts.mime, extension)):
        raise FileTypeMismatch
