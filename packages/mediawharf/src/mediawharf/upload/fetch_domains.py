"""The list of hosts that files may be fetched from."""

from collections.abc import Iterable

from mediawharf.upload.fetch_errors import CopyUploadBadDomain, HttpInvalidUrl
from mediawharf.upload.fetch_url import FetchUrl, ascii_name

_ANY = "*"


class AllowedDomains:
    """Hosts, compared label by label; ``*`` stands for exactly one label, like MediaWiki's. No hosts at all: any."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(_labels(pattern) for pattern in patterns)

    def require(self, url: FetchUrl) -> None:
        """Raises CopyUploadBadDomain unless the URL's host is in the list."""
        labels = url.host.split(".")
        if self._patterns and not any(_matches(pattern, labels) for pattern in self._patterns):
            raise CopyUploadBadDomain

    def require_text(self, url: str) -> None:
        """The same for a URL that was not read yet; one that cannot be read is in no list, and passes without one."""
        try:
            parsed = FetchUrl.parse(url)
        except HttpInvalidUrl:
            if self._patterns:
                raise CopyUploadBadDomain from None
            return
        self.require(parsed)


def _labels(pattern: str) -> tuple[str, ...]:
    """A pattern's labels in the form that hosts have; raises ValueError when it is none."""
    return tuple(label if label == _ANY else ascii_name(label) for label in pattern.split("."))


def _matches(pattern: tuple[str, ...], labels: list[str]) -> bool:
    return len(pattern) == len(labels) and all(
        wanted in (_ANY, label) for wanted, label in zip(pattern, labels, strict=True)
    )
