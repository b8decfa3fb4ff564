"""Addresses in rendered texts: relative where the text is shown here, absolute where others show it."""

from dataclasses import dataclass
from urllib.parse import quote

from mediawharf.model.title import Title
from mediawharf.repo.urls import Urls


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses; ``is_absolute`` says whether they begin with scheme and host."""

    urls: Urls
    is_absolute: bool

    def page(self, title: Title) -> str:
        """A page's address."""
        return self.shown(self.urls.page(title))

    def missing(self, title: Title) -> str:
        """Where a page that there is not can be written."""
        return self._index(title, "action=edit&redlink=1")

    def upload(self, title: Title) -> str:
        """Where a file that there is not can be uploaded."""
        return self._index(Title(-1, "Upload"), f"wpDestFile={quote(title.dbkey, safe='')}")

    def shown(self, address: str) -> str:
        """A full address as it is to be written."""
        return address if self.is_absolute else address.removeprefix(self.urls.server) or "/"

    def _index(self, title: Title, query: str) -> str:
        name = quote(title.prefixed_dbkey, safe="/:;@$!*(),~")
        return self.shown(f"{self.urls.server}{self.urls.script_path}/index.php?title={name}&{query}")
