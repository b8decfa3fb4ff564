"""Addresses below the upload path: files and their thumbnails.

They are parted without the framework, which takes longer to find a route than all the rest of a small file's way out.
They stand by themselves, so that a host that serves nothing but files can have them alone.
"""

from collections.abc import Mapping
from typing import Any

from starlette.types import Receive, Scope, Send

from mediawharf.facilities import Facilities
from mediawharf.web.files import PublishedFiles
from mediawharf.web.foreign_files import ForeignFiles
from mediawharf.web.thumbnail_files import PublishedThumbnails


class FileAddresses:
    """Serves ``/a/ab/NAME``, ``/archive/a/ab/TIME!NAME``, and the same below ``/thumb`` with a thumbnail's name."""

    def __init__(self, facilities: Facilities) -> None:
        self._below = facilities.settings.upload_path + "/"
        self._files = PublishedFiles(facilities)
        self._thumbnails = PublishedThumbnails(facilities)
        self._foreign = ForeignFiles(facilities)

    def has(self, scope: Mapping[str, Any]) -> bool:
        """Whether a request's address is one of them."""
        path: str = scope["path"]
        return path.startswith(self._below)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, also for what is no file's address."""
        parts = scope["path"].removeprefix(self._below).split("/")
        answerer, found = self._parted(parts) if all(parts) else (self._files, {})
        await answerer({**scope, "path_params": found}, receive, send)

    def _parted(self, parts: list[str]) -> tuple[PublishedFiles | ForeignFiles, dict[str, str]]:
        match parts:
            case ["foreign", repo, name]:
                return self._foreign, {"repo": repo, "name": name}
            case ["thumb", *of_file, thumbnail]:
                return self._thumbnails, {**_of_file(of_file), "thumbnail": thumbnail}
            case _:
                return self._files, _of_file(parts)


def _of_file(parts: list[str]) -> dict[str, str]:
    match parts:
        case ["archive", first, second, archive_name]:
            return {"first": first, "second": second, "archive_name": archive_name}
        case [first, second, name]:
            return {"first": first, "second": second, "name": name}
        case _:
            return {}
