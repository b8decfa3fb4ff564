"""Protects pages from being edited, moved or uploaded over, and free titles from being made."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.errors import TitleIsFree, TitleIsTaken, UnknownProtectionLevel, UnknownProtectionType
from mediawharf.curation.watching import AS_PREFERRED, WatchWish
from mediawharf.model.clock import iso
from mediawharf.model.json import Json
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry, action_message
from mediawharf.pages.pages import PageRecord
from mediawharf.pages.presave import signature_date
from mediawharf.pages.restrictions import LEVELS, Restriction, restriction_types

_LEFT_TO_RIGHT = "\u200e"  # MediaWiki puts one before each protection in the log


@dataclass(frozen=True, slots=True)
class ProtectRequest:
    """The restrictions that a title is to have; those of an empty level, and all that are not named, end."""

    title: Title
    restrictions: tuple[Restriction, ...]
    reason: str = ""
    tags: tuple[str, ...] = ()
    watch: WatchWish = AS_PREFERRED


@dataclass(frozen=True, slots=True)
class Protection:
    """Changes what is restricted of a title."""

    books: Books

    def protect(self, request: ProtectRequest, user: User) -> int | None:
        """The id of the log entry; None if the title was protected so already.

        Raises PermissionDenied, CannotEdit, Blocked, TitleIsTaken, TitleIsFree, UnknownProtectionType,
        UnknownProtectionLevel.
        """
        is_preferred = self.books.prefers(user, "watchdefault")
        title = request.title
        with self.books.database.write() as connection:
            self.books.permissions.require_curation(connection, user, title, right="protect")
            page = self.books.pages.find(connection, title)
            for restriction in request.restrictions:
                _check(restriction, title, exists=page is not None)
            self.books.settle_watch(connection, title, user=user, wish=request.watch, is_preferred=is_preferred)
            return self._protect(connection, request, page, user)

    def _protect(
        self, connection: Connection, request: ProtectRequest, page: PageRecord | None, user: User
    ) -> int | None:
        before = self.books.restrictions.of(connection, request.title)
        # The last word on a type holds, as where the wire names one twice.
        wanted = {one.type: one for one in request.restrictions}
        after = tuple(one for one in wanted.values() if one.level)
        if set(before) == set(after):
            return None
        self.books.restrictions.protect(connection, request.title, restrictions=after)
        entry = _entry(request, before, after, page)
        revision_id = 0
        if page is not None:
            comment = self.books.sentence(action_message(entry, user.name), request.reason) + _described(after)
            null_revision = self.books.pages.add_null_revision(connection, page, comment, user=user, minor=True)
            revision_id = null_revision.id
        return self.books.logs.add(connection, entry, user=user, revision_id=revision_id).id


def _check(restriction: Restriction, title: Title, *, exists: bool) -> None:
    if exists and restriction.type == "create":
        raise TitleIsTaken
    if not exists and restriction.type != "create":
        raise TitleIsFree
    if restriction.type not in restriction_types(title, exists=exists):
        raise UnknownProtectionType(restriction.type)
    if restriction.level and restriction.level not in LEVELS:
        raise UnknownProtectionLevel(restriction.level)


def _entry(
    request: ProtectRequest, before: Sequence[Restriction], after: Sequence[Restriction], page: PageRecord | None
) -> LogEntry:
    action = "unprotect" if not after else ("modify" if before else "protect")
    params: dict[str, Json] = {}
    if after:
        description = "".join(f"{_LEFT_TO_RIGHT}{_one(restriction)}" for restriction in after)
        details = [_detail(restriction) for restriction in after]
        params = {"description": description, "cascade": False, "details": details}
    return LogEntry(
        type="protect",
        action=action,
        title=request.title,
        comment=request.reason,
        params=params,
        page_id=0 if page is None else page.id,
        tags=request.tags,
    )


def _detail(restriction: Restriction) -> dict[str, Json]:
    expiry = "infinite" if restriction.expiry is None else iso(restriction.expiry)
    detail: dict[str, Json] = {"type": restriction.type, "level": restriction.level, "expiry": expiry}
    return detail if restriction.type == "create" else {**detail, "cascade": False}


def _described(after: Sequence[Restriction]) -> str:
    return f" ({' '.join(map(_one, after))})" if after else ""


def _one(restriction: Restriction) -> str:
    if restriction.expiry is None:
        return f"[{restriction.type}={restriction.level}] (indefinite)"
    return f"[{restriction.type}={restriction.level}] (expires {signature_date(restriction.expiry)})"
