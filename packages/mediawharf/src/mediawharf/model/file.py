"""A file of the repository: its revisions, and what is known of their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from mediawharf.model.json import Json
from mediawharf.model.title import Title


class FileFacts(Struct, frozen=True):
    """What is known of some bytes. Sizes are in bytes and pixels; ``bits`` is the depth of a colour channel."""

    size: int
    sha1: str  # hexadecimal
    mime: str
    media_type: str
    width: int
    height: int
    bits: int
    page_count: int | None
    metadata: Mapping[str, Json] | None  # None: no handler for the type
    common_metadata: Mapping[str, Json]
    damage: str | None = None  # what is wrong with the media, and where


class FileRevision(Struct, frozen=True):
    """One published revision of a file; the current one has no archive name."""

    id: int
    title: Title
    blob_key: str
    facts: FileFacts
    timestamp: int
    user_id: int
    user_name: str
    comment: str
    archive_name: str | None


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A deleted revision of a file."""

    id: int
    title: Title
    blob_key: str
    facts: FileFacts
    timestamp: int
    user_id: int
    user_name: str
    comment: str
    archive_name: str | None
    deleted_timestamp: int
    deleted_by: str
    deleted_reason: str


def base36_sha1(sha1: str) -> str:
    """A hexadecimal SHA-1 as the 31 base-36 digits in which MediaWiki's lists take it too."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    number, out = int(sha1, 16), ""
    while number:
        number, digit = divmod(number, 36)
        out = digits[digit] + out
    return out.rjust(31, "0")


def hex_sha1(base36: str) -> str:
    """The hexadecimal form of a SHA-1 in base 36; raises ValueError when it is none."""
    number = int(base36, 36)
    if number >= 1 << 160:
        raise ValueError(base36)
    return f"{number:040x}"
