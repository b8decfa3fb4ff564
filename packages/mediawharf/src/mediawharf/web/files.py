"""The bytes of published files, under MediaWiki's hashed folders."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawharf.db import files
from mediawharf.facilities import Facilities
from mediawharf.model.file import FileRevision
from mediawharf.model.namespaces import FILE
from mediawharf.model.title import InvalidTitle, Title
from mediawharf.repo.urls import hashed_folder
from mediawharf.web.headers import FILE_HEADERS, MEMBERS_ONLY, PUBLIC
from mediawharf.web.refusals import refusal
from mediawharf.web.serving import FileResponse, StoredFile
from mediawharf.web.visitors import at_once, in_thread, is_public, may_read

_ALLOWED = "GET, HEAD, OPTIONS"


class PublishedFiles:
    """Answers all requests for published files, also those for none."""

    def __init__(self, facilities: Facilities) -> None:
        self._facilities = facilities
        self._is_public = is_public(facilities)
        self._access = PUBLIC if self._is_public else MEMBERS_ONLY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request = Request(scope, receive)
        await (await self._answer(request))(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        if request.method == "OPTIONS":
            return self._preflight()
        if request.method not in ("GET", "HEAD"):
            return refusal(405, "Use GET or HEAD.", self._access, Allow=_ALLOWED)
        if not self._is_public and not await in_thread(self._facilities, may_read, self._facilities, request):
            return refusal(403, "Only users of this wiki may read its files.", self._access)
        return await at_once(self._facilities, self._look_up, request)

    def _look_up(self, request: Request) -> ASGIApp:
        revision = self._find(request.path_params)
        if revision is None:
            return refusal(404, "No such file.", self._access)
        return self._answered(revision, request.path_params)

    def _answered(self, revision: FileRevision, _path: dict[str, str]) -> ASGIApp:
        return FileResponse(self._facilities, self._stored(revision))

    def _preflight(self) -> Response:
        cors = {"Access-Control-Allow-Methods": _ALLOWED, "Access-Control-Allow-Headers": "Range, If-Range"}
        headers = {**FILE_HEADERS, **self._access, "Allow": _ALLOWED}
        return Response(None, 204, headers={**headers, **cors} if self._is_public else headers)

    def _find(self, path: dict[str, str]) -> FileRevision | None:
        """The revision at an address; None unless the address is the very one that is given out for it."""
        archive_name = path.get("archive_name")
        name = path.get("name") if archive_name is None else archive_name.partition("!")[2]
        title = None if name is None else _title_of(name)
        if title is None or hashed_folder(title.dbkey) != f"{path['first']}/{path['second']}/":
            return None
        with self._facilities.database.read() as connection:
            if archive_name is not None:
                return files.archived_name(connection, title.dbkey, archive_name)
            return self._facilities.repo.current(connection, title)

    def _stored(self, revision: FileRevision) -> StoredFile:
        facts = revision.facts
        return StoredFile(
            blob_key=revision.blob_key,
            size=facts.size,
            mime=facts.mime,
            filename=revision.archive_name or revision.title.dbkey,
            modified=revision.timestamp,
            access=self._access,
        )


def _title_of(name: str) -> Title | None:
    """The file's title if the name is spelt as it is stored; others, and what cannot be a name, are no address."""
    try:
        title = Title.in_namespace(FILE, name)
    except InvalidTitle:
        return None
    return title if title.dbkey == name else None
