"""What can be wrong with a stashed file, by the wire's codes."""

from dataclasses import dataclass
from typing import ClassVar

from mediawharf.model.errors import Message, WharfError
from mediawharf.model.json import Json


@dataclass(eq=False)
class StashNotLoggedIn(WharfError):
    """Only accounts have a stash."""

    code = "stashnotloggedin"
    key = "apierror-stashnotloggedin"


@dataclass(eq=False)
class StashNoSuchKey(WharfError):
    """No stashed file has the key: it was never given out, is used up, or has expired."""

    code = "uploadstash-file-not-found"
    key = "apierror-stashfilenotfound"
    filekey: str

    def message(self) -> Message:
        """Names the key."""
        return Message(self.key, (self.filekey,))


@dataclass(eq=False)
class StashWrongOwner(WharfError):
    """The stashed file belongs to another account."""

    code = "uploadstash-wrong-owner"
    key = "apierror-stashwrongowner"
    filekey: str

    def message(self) -> Message:
        """Names the key."""
        return Message(self.key, (self.filekey,))


@dataclass(eq=False)
class InvalidFileKey(WharfError):
    """The text has not the form of a file key."""

    code = "invalid-file-key"
    key = "apierror-invalid-file-key"


@dataclass(eq=False)
class StashBadPath(WharfError):
    """The text has not the form of a file key; the code that chunks use."""

    code = "uploadstash-bad-path-bad-format"
    key = "apierror-stashpathinvalid"
    filekey: str

    def message(self) -> Message:
        """Names the key."""
        return Message(self.key, (self.filekey,))


@dataclass(eq=False)
class WrongOffset(WharfError):
    """A chunk does not begin where the bytes taken so far end; those bytes are kept."""

    code = "stashfailed"
    key = "apierror-stash-wrong-offset"
    offset: int
    expected: int

    def message(self) -> Message:
        """Names both offsets."""
        return Message(self.key, (self.offset, self.expected))

    def data(self) -> dict[str, Json]:
        """The offset to go on from, as a string, which is how MediaWiki sends it and clients read it."""
        return {"offset": str(self.expected)}


@dataclass(eq=False)
class IncompleteUpload(WharfError):
    """A file whose chunks are not all there cannot be published; what came so far is kept."""

    code = "stashfailed"
    key = "apierror-stash-incomplete"
    offset: int
    filesize: int

    def message(self) -> Message:
        """Names how much is there and how much is to come."""
        return Message(self.key, (self.offset, self.filesize))

    def data(self) -> dict[str, Json]:
        """The offset to go on from, as a string."""
        return {"offset": str(self.offset)}


@dataclass(eq=False)
class InvalidChunk(WharfError):
    """A chunk reaches past the size that was told for the whole file, or no size was told."""

    code = "invalid-chunk"
    key = "apierror-invalid-chunk"


@dataclass(eq=False)
class StashFull(WharfError):
    """The account's unfinished and stashed files take up all the room it may have."""

    code = "stashfailed"
    key = "apierror-stash-quota"
    limit: int

    def message(self) -> Message:
        """Names the limit in bytes."""
        return Message(self.key, (self.limit,))


@dataclass(eq=False)
class TooManyUnfinished(WharfError):
    """The account has begun too many files in chunks, and finished none of them yet."""

    code = "ratelimited"
    key = "apierror-stash-unfinished"
    retry_after: ClassVar[int] = 60
    limit: int

    def message(self) -> Message:
        """Names the limit."""
        return Message(self.key, (self.limit,))

    def data(self) -> dict[str, Json]:
        """The seconds to wait."""
        return {"retryafter": self.retry_after}


@dataclass(eq=False)
class NoStorage(WharfError):
    """The disk has no room for the bytes; nothing was half-published, and what was acknowledged is kept."""

    code = "stashfailed"
    key = "apierror-stash-no-room"
    wanted: int

    def message(self) -> Message:
        """Names how many bytes found no room."""
        return Message(self.key, (self.wanted,))


@dataclass(eq=False)
class MissingResult(WharfError):
    """Nothing is known of an upload with that key."""

    code = "missingresult"
    key = "apierror-missingresult"
