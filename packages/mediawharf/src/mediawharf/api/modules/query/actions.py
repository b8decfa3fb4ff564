"""Whether a user may do something to a page, and why not: ``intestactions`` of ``prop=info``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from mediawharf.api.call import Call
from mediawharf.api.pageset import Entry
from mediawharf.api.result import Tagged
from mediawharf.model.errors import PermissionDenied, WharfError
from mediawharf.model.title import Title
from mediawharf.pages.permissions import Permissions

# What can be restricted of a page is asked for by these actions; others need their right alone.
_PROTECTED: Final = {
    "edit": ("edit",),
    "move": ("edit", "move"),
    "delete": ("edit",),
    "protect": ("edit",),
    "upload": ("edit", "upload"),
    "reupload": ("edit", "upload"),
    "create": ("create",),
}


@dataclass(frozen=True, slots=True)
class ActionTests:
    """Tests the same actions on many pages; ``detail`` is ``boolean``, ``full`` or ``quick``."""

    call: Call
    connection: Connection
    actions: Sequence[str]
    detail: str

    def of(self, entry: Entry) -> dict[str, Any]:
        """For each action whether it is allowed or, in detail, a list of what forbids it."""
        assert entry.title is not None, "only titles are tested"
        found = {}
        for action in self.actions:
            refusal = self._refusal(entry.title, action, exists=entry.record is not None)
            found[action] = self._told(refusal)
        return found

    def _told(self, refusal: WharfError | None) -> Any:
        if self.detail == "boolean":
            return refusal is None
        if refusal is None:
            return Tagged((), "error")
        return Tagged([self.call.error_format().message(refusal.message(), refusal.code)], "error")

    def _refusal(self, title: Title, action: str, *, exists: bool) -> WharfError | None:
        permissions, user = Permissions(self.call.facilities.restrictions), self.call.user
        try:
            if action == "edit":
                permissions.require_edit(self.connection, user, title, exists=exists)
            elif not user.may(action):
                return PermissionDenied(action)
            permissions.require_unprotected(self.connection, user, title, actions=_PROTECTED.get(action, ()))
        except WharfError as refused:
            return refused
        return None
