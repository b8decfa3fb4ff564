"""Edits pages: one transaction writes the revision, the change, the watch and the author's count."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.edit_errors import (
    ContentTooBig,
    NoSuchRevision,
    OnlyAppendToRedirect,
    PageWasDeleted,
    RevisionOfOtherPage,
    UndoFailure,
)
from mediawharf.curation.errors import MissingTitle
from mediawharf.curation.text_change import (
    Around,
    Section,
    TextChange,
    Undo,
    changed_text,
    check_md5,
    without_change,
)
from mediawharf.curation.watching import AS_PREFERRED, WatchWish, prefers_watching
from mediawharf.db.accounts import bump_edit_count
from mediawharf.model.errors import Message
from mediawharf.model.json import Json
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.errors import EditConflict, PageExists
from mediawharf.pages.kind_of_edit import EditedText
from mediawharf.pages.logs import LogFilter
from mediawharf.pages.pages import Base, Edit, PageRecord, RevisionRecord, TimeRange
from mediawharf.pages.presave import saved_text
from mediawharf.pages.watchlist import Watch

LARGEST_TEXT = 2048 * 1024  # bytes; MediaWiki's $wgMaxArticleSize


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold of the page for the edit to be saved."""

    create_only: bool = False
    no_create: bool = False
    base: Base | None = None
    started: int | None = None  # when the author began; a deletion since then bars the page from being made anew
    recreate: bool = False
    md5: str | None = None


@dataclass(frozen=True, slots=True)
class EditRequest:
    """An edit of a page. Without a summary, it gets the one that goes with its kind."""

    title: Title
    change: TextChange
    section: Section | None = None
    summary: str | None = None
    minor: bool = False
    bot: bool = False
    tags: tuple[str, ...] = ()
    conditions: Conditions = Conditions()
    follow_redirect: bool = False
    watch: WatchWish = AS_PREFERRED


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit: no revision if the text was the same."""

    title: Title
    page_id: int
    old_revision_id: int  # 0: the page is new
    revision: RevisionRecord | None
    watch: Watch | None
    redirected_from: Title | None

    @property
    def is_new(self) -> bool:
        """Whether the edit has made the page."""
        return self.old_revision_id == 0


@dataclass(frozen=True, slots=True)
class Editing:
    """Saves edits."""

    books: Books

    def edit(self, request: EditRequest, user: User) -> Edited:
        """The edit as saved.

        Raises PageExists, MissingTitle, PermissionDenied, ProtectedPage, Blocked, EditConflict, PageWasDeleted,
        BadMd5, NoSuchSection, NoSuchRevision, RevisionOfOtherPage, UndoFailure, ContentTooBig, RateLimited, and others.
        """
        self.books.limits.count("edit", user)
        options = self.books.accounts.options(user)
        with self.books.database.write() as connection:
            request, source = self._followed(connection, request)
            page = self.books.pages.find(connection, request.title)
            self._check(connection, request, page, user)
            edit = self._prepared(connection, request, page, user)
            edited = self._save(connection, request, page, edit, user)
            watch = self._watch(connection, edited, request.watch, user, options=options)
        return replace(edited, watch=watch, redirected_from=source)

    def _followed(self, connection: Connection, request: EditRequest) -> tuple[EditRequest, Title | None]:
        if not request.follow_redirect:
            return request, None
        is_new_section = request.section is not None and request.section.number is None
        if not isinstance(request.change, Around) and not is_new_section:
            raise OnlyAppendToRedirect
        page = self.books.pages.find(connection, request.title)
        if page is None or page.redirect is None:
            return request, None
        return replace(request, title=page.redirect), request.title

    def _check(self, connection: Connection, request: EditRequest, page: PageRecord | None, user: User) -> None:
        conditions, exists = request.conditions, page is not None
        if conditions.create_only and exists:
            raise PageExists(request.title.prefixed)
        if conditions.no_create and not exists:
            raise MissingTitle
        self.books.permissions.require_edit(connection, user, request.title, exists=exists)
        if conditions.md5 is not None:
            check_md5(request.change, conditions.md5)
        if not exists and conditions.started is not None and not conditions.recreate:
            since = TimeRange(limit=1, end=conditions.started)
            wanted = LogFilter(type="delete", action="delete", title=request.title)
            if self.books.logs.query(connection, since, filter_=wanted):
                raise PageWasDeleted

    def _prepared(self, connection: Connection, request: EditRequest, page: PageRecord | None, user: User) -> Edit:
        old = None if page is None else self.books.pages.text(connection, page)
        summary, tags = request.summary, request.tags
        match request.change:
            case Undo() as undo:
                text, said = self._undone(connection, undo, request.title, page)
                summary, tags = said if summary is None else summary, (*tags, "mw-undo")
            case change:
                text = changed_text(old or "", change, request.section)
        if len(text.encode()) > LARGEST_TEXT:
            raise ContentTooBig(LARGEST_TEXT // 1024)
        if not summary:
            summary = self._summary(request.section, old, saved_text(text, user, now=self.books.clock.now()))
        return Edit(
            text=text,
            comment=summary,
            tags=tags,
            minor=request.minor and page is not None and user.may("minoredit"),
            bot=request.bot and user.may("bot"),
        )

    def _summary(self, section: Section | None, old: str | None, new: str) -> str:
        if section is not None and section.number is None and section.heading:
            return self.books.messages.text(Message("newsectionsummary", (section.heading,)))
        kind = None if section is not None else EditedText(old, new).summary
        return "" if kind is None or old == new else self.books.messages.text(kind)

    def _undone(
        self, connection: Connection, undo: Undo, title: Title, page: PageRecord | None
    ) -> tuple[str, str | None]:
        found = self.books.pages.find_revisions(connection, [undo.revision_id])
        if undo.revision_id not in found:
            raise NoSuchRevision(undo.revision_id)
        undone = found[undo.revision_id]
        after_id = undo.after_id or undone.parent_id
        after = self.books.pages.find_revisions(connection, [after_id]).get(after_id)
        if after is None:
            raise NoSuchRevision(after_id)
        for revision in (undone, after):
            if page is None or revision.page_id != page.id:
                raise RevisionOfOtherPage(revision.id, title.prefixed)
        assert page is not None
        texts = self.books.pages.texts(connection, [page.latest_id, undone.id, after.id])
        text = without_change(texts[page.latest_id], undone=texts[undone.id], before=texts[after.id])
        if text is None:
            raise UndoFailure
        if after.id != undone.parent_id:
            return text, None
        return text, self.books.messages.text(Message("undo-summary", (undone.id, undone.user_name)))

    def _save(
        self, connection: Connection, request: EditRequest, page: PageRecord | None, edit: Edit, user: User
    ) -> Edited:
        pages, base = self.books.pages, request.conditions.base
        if page is None:
            if base is not None and base.revision_id:
                raise EditConflict
            first = pages.create(connection, request.title, edit=edit, user=user)
            bump_edit_count(connection, user.id)
            return Edited(request.title, first.page_id, 0, first, None, None)
        revision = pages.revise(connection, page, edit=edit, user=user, base=base)
        if revision is not None:
            bump_edit_count(connection, user.id)
        return Edited(request.title, page.id, page.latest_id, revision, None, None)

    def _watch(
        self, connection: Connection, edited: Edited, wish: WatchWish, user: User, *, options: dict[str, Json]
    ) -> Watch | None:
        is_preferred = prefers_watching(options, is_new=edited.is_new)
        return self.books.settle_watch(connection, edited.title, user=user, wish=wish, is_preferred=is_preferred)
