"""Why an upload is refused, by the wire's codes."""

from dataclasses import dataclass

from mediawharf.model.errors import Message, PermissionDenied, WharfError
from mediawharf.model.json import Json


@dataclass(eq=False)
class UploadDisabled(WharfError):
    """The wiki takes no uploads."""

    code = "uploaddisabled"
    key = "apierror-uploaddisabled"


@dataclass(eq=False)
class NoFilename(WharfError):
    """The target name was not given."""

    code = "nofilename"
    key = "apierror-nofilename"


@dataclass(eq=False)
class CannotAsyncUploadFile(WharfError):
    """A file that came with the request is there already: nothing is left to do later."""

    code = "cannot-async-upload-file"
    key = "apierror-cannot-async-upload-file"


@dataclass(eq=False)
class MayNotUpload(PermissionDenied):
    """The user lacks a right that uploading needs; MediaWiki's message for it is one of its own."""

    key = "badaccess-groups"


@dataclass(eq=False)
class MustBeLoggedIn(WharfError):
    """Uploading needs an account."""

    code = "mustbeloggedin"
    key = "apierror-mustbeloggedin"


@dataclass(eq=False)
class CopyUploadDisabled(WharfError):
    """The wiki fetches nothing from URLs."""

    code = "copyuploaddisabled"
    key = "copyuploaddisabled"


@dataclass(eq=False)
class EmptyFile(WharfError):
    """The file holds no bytes."""

    code = "empty-file"
    key = "empty-file"


@dataclass(eq=False)
class FileTooLarge(WharfError):
    """The file is larger than the wiki takes; both in bytes."""

    code = "file-too-large"
    key = "file-too-large"
    size: int
    maximum: int

    def message(self) -> Message:
        """Names the limit."""
        return Message(self.key, (self.maximum, self.size))


@dataclass(eq=False)
class VerificationError(WharfError):
    """The bytes are not what they may be. Never ignorable; ``reason`` is the wire's detail key."""

    code = "verification-error"
    key = "verification-error"
    reason: str
    facts: tuple[str, ...] = ()

    def message(self) -> Message:
        """The reason's own sentence."""
        return Message(self.reason, self.facts)

    def data(self) -> dict[str, Json]:
        """The reason's key and facts."""
        return {"details": [self.reason, *self.facts]}


@dataclass(eq=False)
class ScanFailed(WharfError):
    """The virus scanner gave no answer, and nothing comes in unscanned; what can be sent again is told.

    ``filekey`` and ``offset`` tell how much of a file in chunks is saved: from there it goes on.
    """

    code = "virus-scan-failed"
    key = "apierror-virus-scan-failed"
    reason: str
    filekey: str | None = None
    offset: int = 0

    def message(self) -> Message:
        """Says what went wrong, and what to send again."""
        if self.filekey is None:
            return Message(self.key, (self.reason,))
        return Message("apierror-virus-scan-failed-chunk", (self.reason, self.offset))

    def data(self) -> dict[str, Json]:
        """What is saved."""
        return {} if self.filekey is None else {"filekey": self.filekey, "offset": self.offset}


@dataclass(eq=False)
class ChunkRefused(WharfError):
    """The first chunk shows that the file is not what it may be; the code is the reason itself."""

    reason: str
    facts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.code = self.reason  # type: ignore[misc]
        self.key = self.reason  # type: ignore[misc]

    def message(self) -> Message:
        """The reason's own sentence."""
        return Message(self.reason, self.facts)


@dataclass(eq=False)
class MayNotOverwrite(WharfError):
    """The user may not replace this file."""

    code = "fileexists-forbidden"
    key = "fileexists-forbidden"
    title: str

    def message(self) -> Message:
        """Names the file."""
        return Message(self.key, (self.title,))


@dataclass(eq=False)
class SharedFileForbidden(WharfError):
    """A file of that name is in the shared repository, and the user may not put another before it."""

    code = "fileexists-shared-forbidden"
    key = "fileexists-shared-forbidden"
    title: str

    def message(self) -> Message:
        """Names the file."""
        return Message(self.key, (self.title,))


@dataclass(eq=False)
class NoChangeError(WharfError):
    """The file of that name holds these very bytes already, which no ignorewarnings overrides."""

    code = "fileexists-no-change"
    key = "fileexists-no-change"
    title: str

    def message(self) -> Message:
        """Names the file."""
        return Message(self.key, (self.title,))


@dataclass(eq=False)
class FileKeyNeeded(WharfError):
    """A chunk that is not the first needs the key that the first one got."""

    code = "filekeyneeded"
    key = "apierror-upload-filekeyneeded"


@dataclass(eq=False)
class FileKeyNotAllowed(WharfError):
    """The first chunk has no key yet."""

    code = "filekeynotallowed"
    key = "apierror-upload-filekeynotallowed"


@dataclass(eq=False)
class ChunkTooSmall(WharfError):
    """All chunks but the last have a least size, in bytes."""

    code = "chunk-too-small"
    key = "apierror-chunk-too-small"
    minimum: int

    def message(self) -> Message:
        """Names the least size."""
        return Message(self.key, (self.minimum,))


@dataclass(eq=False)
class Recoverable(WharfError):
    """Wraps a refusal that another name or right would mend: the bytes are kept under ``filekey``."""

    cause: WharfError
    filekey: str

    def __post_init__(self) -> None:
        self.code = self.cause.code  # type: ignore[misc]
        self.key = self.cause.key  # type: ignore[misc]

    def message(self) -> Message:
        """What the cause says."""
        return self.cause.message()

    def data(self) -> dict[str, Json]:
        """The cause's data, and where the bytes are kept."""
        kept = {"filekey": self.filekey, "sessionkey": self.filekey, "invalidparameter": "filename"}
        return {**self.cause.data(), **kept}


@dataclass(eq=False)
class JobGaveUp(WharfError):
    """The job that was to do the rest of the upload was discarded or failed too often; the stash keeps what it had."""

    code = "stashfailed"
    key = "apierror-upload-job-gave-up"


@dataclass(eq=False)
class WholeRefused(WharfError):
    """The chunks came to a file that is refused; the code is the wire's for what the last chunk brings to light."""

    code = "stashfailed"
    key = "verification-error"
    cause: WharfError

    def message(self) -> Message:
        """What the cause says."""
        return self.cause.message()

    def data(self) -> dict[str, Json]:
        """The cause's data."""
        return self.cause.data()
