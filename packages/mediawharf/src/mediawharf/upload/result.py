"""What an upload comes to."""

from dataclasses import dataclass
from typing import TypeAlias

from mediawharf.model.file import FileRevision
from mediawharf.model.stashed import StashedFile
from mediawharf.model.warnings import UploadWarning


@dataclass(frozen=True, slots=True)
class NewPage:
    """The description page that a new file got."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """Success: the file is there, readable by all. ``page``: its description page, if that is new as well."""

    revision: FileRevision
    warnings: tuple[UploadWarning, ...]
    page: NewPage | None = None


@dataclass(frozen=True, slots=True)
class Stashed:
    """Success: the file is kept under a key, to be published later. ``of_chunks``: its last chunk has just come."""

    stashed: StashedFile
    warnings: tuple[UploadWarning, ...]
    of_chunks: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Warning: nothing is published before someone decides; the bytes are kept, if they could be, under a key."""

    stashed: StashedFile | None
    warnings: tuple[UploadWarning, ...]


@dataclass(frozen=True, slots=True)
class Continued:
    """Continue: the chunk is durable, the next one begins at ``offset``."""

    filekey: str
    offset: int
    warnings: tuple[UploadWarning, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """Poll: a job does the rest; ``checkstatus`` tells how far it is."""

    filekey: str | None
    filename: str | None
    stage: str
    warnings: tuple[UploadWarning, ...] = ()


UploadResult: TypeAlias = Published | Stashed | Held | Continued | Queued
