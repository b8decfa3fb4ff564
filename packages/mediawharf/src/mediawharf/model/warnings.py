"""What an upload is warned of: all of it can be overridden by ``ignorewarnings``, save NoChange.

Source: the wire's ``upload.warnings``; the keys are put on in the API.
"""

from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.model.title import Title


@dataclass(frozen=True, slots=True)
class BadFilename:
    """The name was changed to a legal one."""

    title: Title


@dataclass(frozen=True, slots=True)
class UnwantedType:
    """The extension is not among those that the wiki wants."""

    extension: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LargeFile:
    """The file is larger than recommended; both in bytes."""

    limit: int
    size: int


@dataclass(frozen=True, slots=True)
class EmptyChunk:
    """A chunk without bytes."""


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """The media are cut short or corrupt; the text says what is wrong and where."""

    damage: str


@dataclass(frozen=True, slots=True)
class WasDeleted:
    """A file of that name was deleted."""

    title: Title


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Other files hold the same bytes."""

    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class DuplicateArchive:
    """A deleted file held the same bytes."""

    title: Title


@dataclass(frozen=True, slots=True)
class Exists:
    """A file of that name is there."""

    title: Title


@dataclass(frozen=True, slots=True)
class PageExists:
    """A page of that name is there, without a file."""

    title: Title


@dataclass(frozen=True, slots=True)
class ExistsNormalized:
    """A file is there whose name differs in the spelling of its extension alone."""

    title: Title


@dataclass(frozen=True, slots=True)
class Thumb:
    """The name is that of a thumbnail of a file that is there."""

    title: Title


@dataclass(frozen=True, slots=True)
class ThumbName:
    """The name looks like a thumbnail's."""

    title: Title


@dataclass(frozen=True, slots=True)
class BadPrefix:
    """The name starts as cameras name their files."""

    title: Title


@dataclass(frozen=True, slots=True)
class NoChange:
    """The file of that name holds the very bytes, since then."""

    timestamp: int


@dataclass(frozen=True, slots=True)
class DuplicateVersions:
    """Old revisions of the file hold the same bytes; their timestamps."""

    timestamps: tuple[int, ...]


UploadWarning: TypeAlias = (
    BadFilename
    | UnwantedType
    | LargeFile
    | EmptyChunk
    | DamagedFile
    | WasDeleted
    | Duplicate
    | DuplicateArchive
    | Exists
    | PageExists
    | ExistsNormalized
    | Thumb
    | ThumbName
    | BadPrefix
    | NoChange
    | DuplicateVersions
)
