"""Thumbnails of published files, at MediaWiki's addresses below those of the files."""

from starlette.requests import Request
from starlette.types import ASGIApp

from mediawharf.model.file import FileRevision
from mediawharf.web.files import PublishedFiles
from mediawharf.web.thumbnail_answers import ThumbnailResponse
from mediawharf.web.thumbnail_places import Place, place_of_name, source_of_revision
from mediawharf.web.visitors import in_thread


class PublishedThumbnails(PublishedFiles):
    """Answers requests for ``FILE/120px-NAME``, where FILE is as for the file itself."""

    async def _answered(self, revision: FileRevision, request: Request) -> ASGIApp:
        place = await in_thread(self._facilities, self._place, revision, request.path_params["thumbnail"])
        return ThumbnailResponse(self._facilities, place)

    def _place(self, revision: FileRevision, name: str) -> Place:
        return place_of_name(self._facilities, source_of_revision(self._facilities, revision, self._access), name)
