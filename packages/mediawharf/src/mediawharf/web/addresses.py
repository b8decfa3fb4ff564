"""Addresses of pages as the interface links to them: on the host that the browser is on already.

The API gives out full addresses. A link in a page must not leave the host that was asked, which may have another
name than the settings say: the session's cookie would not come along.
"""

from urllib.parse import urlencode

from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import SPECIAL
from mediawharf.model.title import Title
from mediawharf.repo.urls import Urls


class Addresses:
    """Makes addresses without a host from those that the wiki gives out."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls.on_this_host()

    @property
    def script_path(self) -> str:
        """The path that ``api.php`` and ``index.php`` are below."""
        return self._urls.script_path

    @property
    def api(self) -> str:
        """The API."""
        return f"{self._urls.script_path}/api.php"

    def page(self, title: Title, **query: str | int) -> str:
        """A page, with a query string that says what to do there."""
        path = self._urls.page(title)
        # "//host" would be another site: a title may begin with a slash.
        path = "/%2F" + path[2:] if path.startswith("//") else path
        return with_query(path, **query)

    def special(self, name: str, rest: str = "", **query: str | int) -> str:
        """A special page; ``rest`` is what comes after a slash."""
        return self.page(Title(SPECIAL, f"{name}/{rest}" if rest else name), **query)

    def action(self, title: Title, action: str, **query: str | int) -> str:
        """Another view of a page, such as its history."""
        asked = urlencode({"title": title.prefixed_dbkey, "action": action, **query})
        return f"{self._urls.script_path}/index.php?{asked}"

    def file(self, revision: FileRevision) -> str:
        """The bytes of a revision."""
        return self._urls.revision(revision)

    def thumbnail(self, revision: FileRevision, name: str) -> str:
        """A thumbnail of a revision, by its name."""
        return self._urls.thumbnail(revision, name)

    def is_local(self, address: str) -> bool:
        """Whether an address from outside leads to a path of this host and nowhere else."""
        is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
        return is_path and address.isprintable()


def with_query(path: str, **query: str | int) -> str:
    """An address with more in its query string; values of None or nothing are left out by the caller."""
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}"
