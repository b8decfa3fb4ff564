"""Why a page or a file is not deleted, restored, protected, moved or reverted, by the wire's codes."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, WharfError


@dataclass(eq=False)
class MissingTitle(WharfError):
    """There is no such page."""

    code = "missingtitle"
    key = "apierror-missingtitle"


@dataclass(eq=False)
class InvalidOldImage(WharfError):
    """The text is not the archive name of an old version."""

    code = "invalidoldimage"
    key = "apierror-invalidoldimage"


@dataclass(eq=False)
class NoDeletableFile(WharfError):
    """The file has no old version of that archive name."""

    code = "nodeleteablefile"
    key = "apierror-nodeleteablefile"


@dataclass(eq=False)
class NoTalkPage(WharfError):
    """The talk page was to go too, and there is none."""

    code = "delete-error-associated-doesnotexist"
    key = "delete-error-associated-doesnotexist"


@dataclass(eq=False)
class TalkHasNoTalk(WharfError):
    """The talk page of a talk page was to go too."""

    code = "delete-error-associated-alreadytalk"
    key = "delete-error-associated-alreadytalk"


@dataclass(eq=False)
class NoArchivedVersion(WharfError):
    """A deleted version of the file was asked for by an id that none has."""

    code = "undelete-missing-filearchive"
    key = "undelete-missing-filearchive"
    id: int

    def message(self) -> Message:
        """Names the id."""
        return Message(self.key, (self.id,))


@dataclass(eq=False)
class CannotUndelete(WharfError):
    """Nothing that was asked for is there to be restored."""

    code = "cantundelete"
    key = "apierror-cantundelete"


@dataclass(eq=False)
class UnknownProtectionLevel(WharfError):
    """There is no such level of protection."""

    code = "protect-invalidlevel"
    key = "apierror-protect-invalidlevel"
    level: str

    def message(self) -> Message:
        """Names the level."""
        return Message(self.key, (self.level,))


@dataclass(eq=False)
class UnknownProtectionType(WharfError):
    """The page cannot be protected against such an action."""

    code = "protect-invalidaction"
    key = "apierror-protect-invalidaction"
    type: str

    def message(self) -> Message:
        """Names the action."""
        return Message(self.key, (self.type,))


@dataclass(eq=False)
class TitleIsTaken(WharfError):
    """A page that is there cannot be protected from being made."""

    code = "create-titleexists"
    key = "apierror-create-titleexists"


@dataclass(eq=False)
class TitleIsFree(WharfError):
    """A page that is not there can be protected from being made, and from nothing else."""

    code = "missingtitle-createonly"
    key = "apierror-missingtitle-createonly"


@dataclass(eq=False)
class SelfMove(WharfError):
    """The new title is the old one."""

    code = "selfmove"
    key = "selfmove"


@dataclass(eq=False)
class ImmobileSource(WharfError):
    """Pages of this namespace cannot be moved."""

    code = "immobile-source-namespace"
    key = "immobile-source-namespace"
    title: str


@dataclass(eq=False)
class ImmobileTarget(WharfError):
    """Nothing can be moved into this namespace."""

    code = "immobile-target-namespace"
    key = "immobile-target-namespace"
    title: str


@dataclass(eq=False)
class FileLeavesNamespace(WharfError):
    """A file cannot be moved out of the file namespace."""

    code = "nonfilenamespace"
    key = "imagenocrossnamespace"


@dataclass(eq=False)
class PageEntersFileNamespace(WharfError):
    """What is no file cannot be moved into the file namespace."""

    code = "nonfile-cannot-move-to-file"
    key = "nonfile-cannot-move-to-file"


@dataclass(eq=False)
class FileTypeMismatch(WharfError):
    """The new extension does not go with the file's type."""

    code = "filetypemismatch"
    key = "imagetypemismatch"


@dataclass(eq=False)
class BadFileName(WharfError):
    """The new name is none that an uploaded file could have."""

    code = "imageinvalidfilename"
    key = "imageinvalidfilename"


@dataclass(eq=False)
class CannotMoveFile(WharfError):
    """The user may not move files; ``others`` says what else keeps the file in its place."""

    code = "cantmovefile"
    key = "movenotallowedfile"
    others: tuple[WharfError, ...] = ()

    def companions(self) -> tuple[WharfError, ...]:
        """The other refusals, which the wire tells after this one."""
        return self.others


@dataclass(eq=False)
class CannotMove(WharfError):
    """The user may not move pages."""

    code = "cantmove"
    key = "movenotallowed"


@dataclass(eq=False)
class CannotMoveAnonymously(WharfError):
    """Only accounts may move pages."""

    code = "cantmove-anon"
    key = "movenologintext"

    def companions(self) -> tuple[WharfError, ...]:
        """That the right is lacking, which the wire tells after this."""
        return (CannotMove(),)


@dataclass(eq=False)
class UnknownVersion(WharfError):
    """The file has no old version of that archive name to go back to."""

    code = "filerevert-badversion"
    key = "filerevert-badversion"


@dataclass(eq=False)
class VersionIsCurrent(WharfError):
    """The old version holds the very bytes of the current one."""

    code = "fileexists-no-change"
    key = "fileexists-no-change"
    title: str  # with its namespace

    def message(self) -> Message:
        """Names the file."""
        return Message(self.key, (self.title,))
