"""Where blobs are kept, told by one URL in the settings."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """Blobs are files below `root`, an absolute directory: `file:///srv/blobs`."""

    root: Path


@dataclass(frozen=True, slots=True)
class InMemory:
    """Blobs live in this process and die with it: `memory:`."""


BlobLocation = LocalFiles | InMemory

_KNOWN = ("file:///absolute/path", "memory:")


class UnknownBlobUrl(ValueError):
    """The URL has none of the forms known here; its text is not repeated, since it may hold a password."""

    def __init__(self, scheme: str) -> None:
        super().__init__(scheme)
        self.scheme = scheme
        self.known = _KNOWN

    def __str__(self) -> str:
        return f"cannot keep blobs at this {self.scheme or 'scheme-less'} URL; known forms: {', '.join(self.known)}"


def parse_blob_url(url: str) -> BlobLocation:
    """The place that `url` names; a path may be percent-encoded. Raises UnknownBlobUrl."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise UnknownBlobUrl(url.partition(":")[0]) from None
    path = unquote(parts.path)
    is_plain = not (parts.query or parts.fragment or "\0" in path)
    match parts.scheme, parts.netloc:
        case "file", "" | "localhost" if is_plain and path.startswith("/"):
            return LocalFiles(Path(path))
        case "memory", "" if is_plain and path == "":
            return InMemory()
    raise UnknownBlobUrl(parts.scheme)
