"""Refusals about pages; codes and keys are the wire's."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json


@dataclass(eq=False)
class EditConflict(WharfError):
    """Somebody else has changed the page since the text was read."""

    code = "editconflict"
    key = "edit-conflict"


@dataclass(eq=False)
class PageExists(WharfError):
    """A page of this name is there already."""

    code = "articleexists"
    key = "articleexists"
    title: str  # with its namespace

    def message(self) -> Message:
        """Names the page."""
        return Message(self.key, (self.title,))


@dataclass(eq=False)
class BadTags(WharfError):
    """Tags that nobody has defined, or that users may not put on changes."""

    code = "badtags"
    key = "tags-apply-not-allowed-multi"
    disallowed: tuple[str, ...]

    def message(self) -> Message:
        """Lists them."""
        key = "tags-apply-not-allowed-one" if len(self.disallowed) == 1 else self.key
        return Message(key, (self.disallowed, len(self.disallowed)))

    def data(self) -> dict[str, Json]:
        """The list for programs."""
        return {"disallowedtags": list(self.disallowed)}
