"""Where files and pages are found: MediaWiki's addresses, with hashed folders."""

import hashlib
import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import quote

from mediawharf.model.file import FileRevision
from mediawharf.model.title import Title

# As MediaWiki writes addresses: these need no escape in a path.
_SAFE = ";@$!*(),/~:"
_SAFE_FILE = "!*(),/~:@$;'"
_PLAIN = re.compile(r"[A-Za-z0-9_.~:-]*")

ICON_FOLDER = "/resources/assets/file-type-icons"
ICONS = frozenset(f"fileicon{kind}.png" for kind in ("", "-djvu", "-mid", "-ogg", "-pdf", "-svg", "-xcf"))
_SAME_ICON = MappingProxyType({"ogv": "ogg"})  # as MediaWiki has it: the other extensions of Ogg have the plain one


@dataclass(frozen=True, slots=True)
class Urls:
    """Makes addresses; fields are settings; ``upload_server`` is empty where that is ``server``."""

    server: str
    script_path: str
    article_path: str
    upload_path: str
    upload_server: str = ""

    @property
    def files(self) -> str:
        """What the address of every file begins with."""
        return (self.upload_server or self.server) + self.upload_path

    def on_this_host(self) -> "Urls":
        """The same addresses without the wiki's host, for a browser that is on it already, by whatever name."""
        return replace(self, server="")

    def page(self, title: Title) -> str:
        """The page's full address."""
        name = title.prefixed_dbkey
        escaped = name if _PLAIN.fullmatch(name) else quote(name, safe=_SAFE)
        return self.server + self.article_path.replace("$1", escaped)

    def page_by_id(self, page_id: int) -> str:
        """The short address of a page."""
        return f"{self.server}{self.script_path}/index.php?curid={page_id}"

    def file(self, title: Title) -> str:
        """The address of the current revision's bytes."""
        return f"{self.files}/{hashed_folder(title.dbkey)}{_escaped(title.dbkey)}"

    def revision(self, revision: FileRevision) -> str:
        """The address of a revision's bytes."""
        if revision.archive_name is None:
            return self.file(revision.title)
        folder = hashed_folder(revision.title.dbkey)
        return f"{self.files}/archive/{folder}{_escaped(revision.archive_name)}"

    def thumbnail(self, revision: FileRevision, name: str) -> str:
        """The address of a revision's thumbnail of that name."""
        folder = hashed_folder(revision.title.dbkey)
        if revision.archive_name is None:
            file = f"{folder}{_escaped(revision.title.dbkey)}"
        else:
            file = f"archive/{folder}{_escaped(revision.archive_name)}"
        return f"{self.files}/thumb/{file}/{_escaped(name)}"

    def icon(self, extension: str = "") -> str:
        """The address of the picture that stands for files of that extension without one of their own."""
        plain = extension.lower()
        name = f"fileicon-{_SAME_ICON.get(plain, plain)}.png"
        return f"{self.server}{self.script_path}{ICON_FOLDER}/{name if name in ICONS else 'fileicon.png'}"

    def stashed(self, filekey: str) -> str:
        """The address at which the owner of a stashed file can read it."""
        return self.page(Title(-1, "UploadStash")) + "/file/" + quote(filekey, safe="")

    def stashed_thumbnail(self, filekey: str, name: str) -> str:
        """The address of a stashed file's thumbnail of that name, for its owner."""
        return self.page(Title(-1, "UploadStash")) + f"/thumb/{quote(filekey, safe='')}/{quote(name, safe='')}"


def hashed_folder(name: str) -> str:
    """The folder of a file's name: ``a/ab/``, from the name's MD5, as MediaWiki has it."""
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return f"{digest[0]}/{digest[:2]}/"


def _escaped(name: str) -> str:
    # Most names need no escapes; to see that is five times as fast.
    return name if _PLAIN.fullmatch(name) else quote(name, safe=_SAFE_FILE)
