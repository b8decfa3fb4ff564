"""Thumbnails of published files, at MediaWiki's addresses below those of the files."""

from starlette.types import ASGIApp

from mediawharf.model.file import FileRevision
from mediawharf.web.files import PublishedFiles
from mediawharf.web.thumbnail_answers import ThumbnailResponse
from mediawharf.web.thumbnail_places import place_of_name, source_of_revision


class PublishedThumbnails(PublishedFiles):
    """Answers requests for ``FILE/120px-NAME``, where FILE is as for the file itself."""

    def _answered(self, revision: FileRevision, path: dict[str, str]) -> ASGIApp:
        source = source_of_revision(self._facilities, revision, self._access)
        return ThumbnailResponse(self._facilities, place_of_name(self._facilities, source, path["thumbnail"]))
