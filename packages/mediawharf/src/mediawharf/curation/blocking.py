"""Bars accounts from writing, and lets them write again."""

from dataclasses import dataclass

from sqlalchemy import Connection

from mediawharf.curation.books import Books
from mediawharf.curation.user_errors import AlreadyBlocked, CannotUnblock
from mediawharf.db import accounts as rows
from mediawharf.model.clock import iso
from mediawharf.model.errors import Blocked
from mediawharf.model.json import Json
from mediawharf.model.namespaces import USER
from mediawharf.model.title import Title
from mediawharf.model.user import Block, User
from mediawharf.pages.logs import LogEntry
from mediawharf.pages.permissions import require_right, require_unblocked
from mediawharf.pages.presave import saved_comment


@dataclass(frozen=True, slots=True)
class BlockRequest:
    """Who is to be barred, and until when (None: for good); ``duration`` is how the user wrote it."""

    target: User
    reason: str = ""
    expiry: int | None = None
    duration: str = "infinity"
    bars_accounts: bool = False  # whether making accounts is barred too
    replaces: bool = False  # whether a block that is there may be changed
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocking:
    """Places and ends blocks; a change counts at once in this process."""

    books: Books

    def block(self, request: BlockRequest, user: User) -> Block:
        """The block; raises PermissionDenied, Blocked, AlreadyBlocked."""
        require_right(user, "block")
        require_unblocked(user)
        now = self.books.clock.now()
        with self.books.database.write() as connection:
            rows.lock_account(connection, request.target.id)
            before = rows.block_of(connection, request.target.id, now=now)
            if before is not None and not request.replaces:
                raise AlreadyBlocked(request.target.name)
            values: dict[str, Json] = {
                "by_id": user.id,
                "by_name": user.name,
                "reason": saved_comment(request.reason),
                "timestamp": now,
                "expiry": request.expiry,
                "create_account": request.bars_accounts,
            }
            if before is not None:
                values["id"] = before.id
            block_id = rows.add_block(connection, request.target.id, values=values)
            action = "block" if before is None else "reblock"
            params = _params(request)
            self._log(connection, action, request.target, request.reason, user, params=params, tags=request.tags)
        self.books.accounts.forget_users()
        return Block(block_id, user.id, user.name, request.reason, now, request.expiry, request.bars_accounts)

    def unblock(self, target: User, *, user: User, reason: str = "", tags: tuple[str, ...] = ()) -> Block:
        """The block that has ended; raises PermissionDenied, Blocked, CannotUnblock.

        A blocked user may end nobody's block but, with the right ``unblockself``, their own.
        """
        require_right(user, "block")
        if user.block is not None and not (target.id == user.id and user.may("unblockself")):
            raise Blocked(user.block)
        with self.books.database.write() as connection:
            block = rows.block_of(connection, target.id, now=self.books.clock.now())
            if block is None:
                raise CannotUnblock(target.name)
            rows.remove_block(connection, target.id)
            self._log(connection, "unblock", target, reason, user, params={}, tags=tags)
        self.books.accounts.forget_users()
        return block

    def _log(
        self,
        connection: Connection,
        action: str,
        target: User,
        reason: str,
        user: User,
        *,
        params: dict[str, Json],
        tags: tuple[str, ...],
    ) -> None:
        title = Title(USER, target.name.replace(" ", "_"))
        entry = LogEntry("block", action, title, reason, params=params, tags=tags)
        self.books.logs.add(connection, entry, user=user)


def _params(request: BlockRequest) -> dict[str, Json]:
    flags = (["nocreate"] if request.bars_accounts else []) + ["noautoblock", "nousertalk"]
    params: dict[str, Json] = {"duration": request.duration, "flags": flags, "sitewide": True}
    return params if request.expiry is None else {**params, "expiry": iso(request.expiry)}
