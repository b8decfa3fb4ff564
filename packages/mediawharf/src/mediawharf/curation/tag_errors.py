"""Why tags are not defined, or not put on or taken off, by the wire's codes."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class NoSuchChange(WharfError):
    """There is no recent change with that id."""

    code = "nosuchrcid"
    key = "apierror-nosuchrcid"
    change_id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.change_id,))


@dataclass(eq=False)
class NoSuchLogEntry(WharfError):
    """There is no log entry with that id."""

    code = "nosuchlogid"
    key = "apierror-nosuchlogid"
    log_id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.log_id,))


@dataclass(eq=False)
class CannotRemoveTags(WharfError):
    """The software puts these tags on by itself; nobody takes them off."""

    code = "tags-update-remove-not-allowed-one"
    key = "tags-update-remove-not-allowed-one"
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.names) > 1:
            self.code = "tags-update-remove-not-allowed-multi"  # type: ignore[misc]
            self.key = self.code  # type: ignore[misc]

    def message(self) -> Message:
        """Lists them."""
        return Message(self.key, (", ".join(self.names), len(self.names)))


@dataclass(eq=False)
class TagExists(WharfError):
    """There is a tag of that name."""

    code = "tags-create-already-exists"
    key = "tags-create-already-exists"
    name: str

    def message(self) -> Message:
        """Names the tag."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class EmptyTagName(WharfError):
    """A tag must have a name."""

    code = "tags-create-no-name"
    key = "tags-create-no-name"


@dataclass(eq=False)
class BadTagCharacters(WharfError):
    """Lists of tags are parted by these characters."""

    code = "tags-create-invalid-chars"
    key = "tags-create-invalid-chars"


@dataclass(eq=False)
class BadTagTitle(WharfError):
    """The name of a tag is part of the title of the message that describes it."""

    code = "tags-create-invalid-title-chars"
    key = "tags-create-invalid-title-chars"


@dataclass(eq=False)
class CannotActivate(WharfError):
    """The tag is the software's, or active already."""

    code = "tags-activate-not-allowed"
    key = "tags-activate-not-allowed"
    name: str

    def message(self) -> Message:
        """Names the tag."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class NoTagToActivate(WharfError):
    """There is no tag of that name."""

    code = "tags-activate-not-found"
    key = "tags-activate-not-found"
    name: str

    def message(self) -> Message:
        """Names the tag."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class CannotDeactivate(WharfError):
    """The tag is not active."""

    code = "tags-deactivate-not-allowed"
    key = "tags-deactivate-not-allowed"
    name: str

    def message(self) -> Message:
        """Names the tag."""
        return Message(self.key, (self.name,))


@dataclass(eq=False)
class CannotDeleteTag(WharfError):
    """The tag is the software's."""

    code = "tags-delete-not-allowed"
    key = "tags-delete-not-allowed"


@dataclass(eq=False)
class NoTagToDelete(WharfError):
    """There is no tag of that name."""

    code = "tags-delete-not-found"
    key = "tags-delete-not-found"
    name: str

    def message(self) -> Message:
        """Names the tag."""
        return Message(self.key, (self.name,))
