"""``thumb.php``: a thumbnail by the file's name and a width. Source: MediaWiki 1.39's answers."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp

from mediawharf.db import files
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.repo.thumbnails import Wanted, format_of
from mediawharf.web.files import PublishedFiles
from mediawharf.web.thumbnail_answers import ThumbnailResponse
from mediawharf.web.thumbnail_places import NoThumbnail, Place, place_of_wanted, source_of_revision

_NUMBER = re.compile(r"(\d{1,9})(?:px)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}")


class ThumbnailScript(PublishedFiles):
    """Answers ``thumb.php?f=NAME&w=WIDTH``, with ``page``, ``lang`` and ``archived=1`` where they mean something."""

    def _look_up(self, request: Request) -> ASGIApp:
        return ThumbnailResponse(self._facilities, self._place(request.query_params))

    def _place(self, asked: Mapping[str, str]) -> Place:
        revision = self._revision(asked)
        if revision is None:
            return NoThumbnail(404, "No such file.", self._access)
        if format_of(revision.facts) is None:
            return NoThumbnail(400, "There are no thumbnails of files of this type.", self._access)
        wanted = _wanted(asked)
        if wanted is None:
            return NoThumbnail(400, "The width (w) must be a number of pixels.", self._access)
        source = source_of_revision(self._facilities, revision, self._access)
        return place_of_wanted(self._facilities, source, wanted)

    def _revision(self, asked: Mapping[str, str]) -> FileRevision | None:
        name = asked.get("f", "")
        is_old = asked.get("archived", "") not in ("", "0")
        try:
            title = Title.in_namespace(FILE, name.partition("!")[2] if is_old else name)
        except InvalidTitle:
            return None
        with self._facilities.database.read() as connection:
            if is_old:
                return files.archived_name(connection, title.dbkey, name.replace(" ", "_"))
            return self._facilities.repo.current(connection, title)


def _wanted(asked: Mapping[str, str]) -> Wanted | None:
    width = _number(asked.get("w", asked.get("width", "")))
    if width is None:
        return None
    language = asked.get("lang", "").lower()
    return Wanted(
        width,
        page=_number(asked.get("page", "")),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return None if match is None else int(match[1])
