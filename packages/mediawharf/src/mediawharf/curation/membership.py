"""Puts accounts into groups and takes them out."""

from collections.abc import Mapping
from dataclasses import dataclass

from mediawharf.auth.rights import IMPLICIT_GROUPS
from mediawharf.curation.books import Books
from mediawharf.db import accounts as rows
from mediawharf.model.clock import iso
from mediawharf.model.json import Json
from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.model.user import User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_unblocked


@dataclass(frozen=True, slots=True)
class MembershipRequest:
    """Groups to enter, with the second in which that ends (None: never), and groups to leave, which comes first."""

    target: User
    add: Mapping[str, int | None]
    remove: tuple[str, ...] = ()
    reason: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """What was really changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """Changes the groups of accounts; a change counts at once in this process."""

    books: Books

    def change(self, request: MembershipRequest, user: User) -> MembershipChange:
        """What was changed: for a user without the right ``userrights``, nothing. Raises Blocked."""
        if not user.may("userrights"):
            require_unblocked(user)
            return MembershipChange((), ())
        target, now = request.target, self.books.clock.now()
        with self.books.database.write() as connection:
            rows.lock_account(connection, target.id)
            before = rows.memberships_of(connection, target.id, now=now)
            removed = tuple(group for group in request.remove if group in before)
            kept = {group: expiry for group, expiry in before.items() if group not in removed}
            wanted = {group: expiry for group, expiry in request.add.items() if group not in IMPLICIT_GROUPS}
            added = tuple(g for g, expiry in wanted.items() if g not in kept or kept[g] != expiry)
            after = kept | {group: wanted[group] for group in added}
            if after != before:
                for group in removed:
                    rows.remove_group(connection, target.id, group)
                for group in added:
                    rows.add_group(connection, target.id, group, expiry=wanted[group])
                self.books.logs.add(connection, _entry(request, before, after), user=user)
        self.books.accounts.forget_users()
        return MembershipChange(added, removed)


def _entry(request: MembershipRequest, before: Mapping[str, int | None], after: Mapping[str, int | None]) -> LogEntry:
    params: dict[str, Json] = {
        "oldgroups": sorted(before),
        "newgroups": sorted(after),
        "oldmetadata": _metadata(before),
        "newmetadata": _metadata(after),
    }
    title = Title(USER, request.target.name.replace(" ", "_"))
    return LogEntry("rights", "rights", title, request.reason, params=params, tags=request.tags)


def _metadata(groups: Mapping[str, int | None]) -> list[Json]:
    ordered = sorted(groups.items())
    return [{"group": g, "expiry": "infinity" if expiry is None else iso(expiry)} for g, expiry in ordered]
