"""The host of files, where it is another than that of pages: what is in a file then cannot act on the wiki's host."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawharf.facilities import Facilities
from mediawharf.web.file_addresses import FileAddresses
from mediawharf.web.headers import FILE_HEADERS
from mediawharf.web.refusals import refusal


class FileHost:
    """Parts requests by their host: files on one, everything else on all others."""

    def __init__(self, facilities: Facilities) -> None:
        self._server = facilities.settings.upload_server
        self._host = urlsplit(self._server).netloc.lower()
        self._files = FileAddresses(facilities)

    def answerer(self, scope: Mapping[str, Any]) -> ASGIApp | None:
        """Who answers the request; None where it is for neither the host of files nor a file."""
        request = HTTPConnection(dict(scope))
        if request.headers.get("host", "").lower() == self._host:
            return self._files if self._files.has(scope) else _nothing
        if not self._files.has(scope):
            return None
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{self._server}{request.url.path}{query}", 301, headers=FILE_HEADERS)


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await refusal(404, "There are only files here.", {"Cache-Control": "no-store"})(scope, receive, send)
