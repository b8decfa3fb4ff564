"""The bytes of files in shared repositories that are folders of this machine and have no address of their own."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from mediawharf.facilities import Facilities
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.repo.foreign_folder import ForeignFolder
from mediawharf.web.headers import FILE_HEADERS, MEMBERS_ONLY, PUBLIC, content_disposition, content_type
from mediawharf.web.refusals import refusal
from mediawharf.web.visitors import in_thread, is_public, may_read

_ALLOWED = "GET, HEAD"


class ForeignFiles:
    """Answers requests for ``/foreign/REPO/NAME``."""

    def __init__(self, facilities: Facilities) -> None:
        self._facilities = facilities
        self._access = PUBLIC if is_public(facilities) else MEMBERS_ONLY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request = Request(scope, receive)
        answer = await in_thread(self._facilities, self._answer, request)
        await answer(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return refusal(405, "Use GET or HEAD.", self._access, Allow=_ALLOWED)
        if not may_read(self._facilities, request):
            return refusal(403, "Only users of this wiki may read its files.", self._access)
        return self._file(request.path_params["repo"], request.path_params["name"])

    def _file(self, repo_name: str, name: str) -> Response:
        title = _title(name)
        folders = (repo for repo in self._facilities.foreign.repos if isinstance(repo, ForeignFolder))
        folder = next((repo for repo in folders if repo.facts.name == repo_name), None)
        path = None if title is None or folder is None else folder.path(title)
        if path is None or folder is None or title is None:
            return refusal(404, "No such file.", self._access)
        mime = folder.find([title])[title].facts.mime
        headers = {**FILE_HEADERS, **self._access, "Content-Disposition": content_disposition(title.dbkey, mime)}
        return FileResponse(path, headers=headers, media_type=content_type(mime))


def _title(name: str) -> Title | None:
    """The title if the name is spelt as it is stored."""
    try:
        title = Title.in_namespace(FILE, name)
    except InvalidTitle:
        return None
    return title if title.dbkey == name else None
