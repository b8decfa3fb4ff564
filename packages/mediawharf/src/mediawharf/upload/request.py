"""What an upload asks for, without HTTP: where the bytes are from, and what is to become of them."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from mediawharf.stash.spool import Spool


@dataclass(frozen=True, slots=True)
class FromFile:
    """The whole file came with the request."""

    spool: Spool


@dataclass(frozen=True, slots=True)
class FromUrl:
    """The file is to be fetched."""

    url: str


@dataclass(frozen=True, slots=True)
class FromStash:
    """The file came earlier."""

    filekey: str


@dataclass(frozen=True, slots=True)
class FromChunk:
    """A part of the file came with the request: ``offset`` is where it begins, ``filesize`` the whole's size."""

    spool: Spool
    offset: int | None
    filesize: int | None
    filekey: str | None


UploadSource: TypeAlias = FromFile | FromUrl | FromStash | FromChunk


class Watch(Enum):
    """What to do with the page on the user's watchlist."""

    WATCH = "watch"
    PREFERENCES = "preferences"
    NO_CHANGE = "nochange"


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """One upload. ``text`` is the page's first text; None takes the comment."""

    source: UploadSource
    filename: str
    comment: str = ""
    text: str | None = None
    tags: tuple[str, ...] = ()
    watch: Watch = Watch.PREFERENCES
    watch_expiry: int | None = None  # None: for good
    ignore_warnings: bool = False
    stash: bool = False
    is_async: bool = False
