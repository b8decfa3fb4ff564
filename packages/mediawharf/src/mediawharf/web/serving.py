"""Serves stored bytes: whole, in part, or not at all when the client's copy is still good."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mediawharf.blobs.base import BlobKey, BlobMissing, BlobTooShort
from mediawharf.facilities import Facilities
from mediawharf.web.conditions import Verdict, Version
from mediawharf.web.headers import FILE_HEADERS, content_disposition, content_type
from mediawharf.web.ranges import ByteRange, RangeNotSatisfiable, parse_range
from mediawharf.web.refusals import refusal
from mediawharf.web.visitors import in_thread

PIECE_BYTES = 256 * 1024

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes to serve, under which name and type; ``access`` are the headers that say who may have and keep them."""

    blob_key: str
    size: int
    mime: str
    filename: str
    modified: int
    access: Mapping[str, str]

    @property
    def version(self) -> Version:
        """What tells these bytes from others; the tag does not give the blob's key away.

        It is not made of the SHA-1, which two different files can share.
        """
        digest = hashlib.sha256(self.blob_key.encode()).hexdigest()
        return Version(f'"{digest[:32]}"', self.modified)


class FileResponse:
    """An ASGI answer with a stored file.

    A local file is left to the server to send if it can do so from file to socket. All else goes out in pieces that
    are read one by one when the client has taken the last: memory stays flat and no thread waits for a slow client.
    """

    def __init__(self, facilities: Facilities, stored: StoredFile) -> None:
        self._facilities = facilities
        self._stored = stored
        self._version = stored.version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one GET or HEAD request."""
        # Of a header that came twice the first counts.
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        stored = self._stored
        match self._version.judge(headers):
            case Verdict.NOT_MODIFIED:
                await Response(None, 304, headers=self._headers_of_both())(scope, receive, send)
                return
            case Verdict.FAILED:
                await refusal(412, "The file is another one.", stored.access)(scope, receive, send)
                return
            case Verdict.SERVE:
                pass
        try:
            part = self._part(scope, headers)
        except RangeNotSatisfiable:
            told = refusal(416, "The file is shorter.", stored.access, Content_Range=f"bytes */{stored.size}")
            await told(scope, receive, send)
            return
        await self._serve(part, scope, receive, send)

    def _part(self, scope: Scope, headers: Mapping[str, str]) -> ByteRange | None:
        asked = headers.get("range")
        # RFC 9110 defines ranges for GET alone.
        if asked is None or scope["method"] != "GET" or not self._version.allows_range(headers):
            return None
        return parse_range(asked, self._stored.size)

    async def _serve(self, part: ByteRange | None, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self._begin(part, send)
            await send({"type": "http.response.body", "body": b""})
            return
        try:
            elsewhere = self._handed_over()
            if elsewhere is not None:
                await self._begin(None, send, {"X-Accel-Redirect": elsewhere, "Content-Length": "0"})
                await send({"type": "http.response.body", "body": b""})
                return
            file, is_local = await self._opened()
        except BlobMissing:
            _LOG.exception("The bytes of %s are not there", self._stored.filename)
            await refusal(404, "No such file.", self._stored.access)(scope, receive, send)
            return
        asked = part or ByteRange(0, self._stored.size - 1)
        with file:
            await self._begin(part, send)
            if is_local and "http.response.zerocopysend" in (scope.get("extensions") or {}):
                message = {"type": "http.response.zerocopysend", "file": file}
                await send({**message, "offset": asked.first, "count": asked.size})
            else:
                await self._stream(file, asked, receive, send)

    def _handed_over(self) -> str | None:
        """Where the proxy finds the bytes to send them itself, ranges of them too; None where we send them."""
        location = self._facilities.settings.x_accel_redirect
        folder = self._facilities.blobs.folder if location else None
        path = None if folder is None else self._facilities.blobs.path(BlobKey(self._stored.blob_key))
        if path is None or folder is None:
            return None
        return f"{location}/{path.relative_to(folder).as_posix()}"

    async def _opened(self) -> tuple[BinaryIO, bool]:
        """The bytes, and whether they are a file of this machine: that is opened on the spot, as it takes no time."""
        blobs, key = self._facilities.blobs, BlobKey(self._stored.blob_key)
        if blobs.path(key) is not None:
            return blobs.open(key), True
        return await in_thread(self._facilities, blobs.open, key), False

    async def _begin(self, part: ByteRange | None, send: Send, others: Mapping[str, str] | None = None) -> None:
        size = self._stored.size
        headers = {
            **self._headers_of_both(),
            "Accept-Ranges": "bytes",
            "Content-Type": content_type(self._stored.mime),
            "Content-Disposition": content_disposition(self._stored.filename, self._stored.mime),
            "Content-Length": str(size if part is None else part.size),
            **(others or {}),
        }
        if part is not None:
            headers["Content-Range"] = part.content_range(size)
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200 if part is None else 206, "headers": raw})

    def _headers_of_both(self) -> dict[str, str]:
        """What goes with the file, and with the word that it has not changed."""
        version = self._version
        return {**FILE_HEADERS, **self._stored.access, "ETag": version.etag, "Last-Modified": version.last_modified}

    async def _stream(self, file: BinaryIO, part: ByteRange, receive: Receive, send: Send) -> None:
        # Servers take what is sent to a client that has gone without a word: only this tells.
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await in_thread(self._facilities, file.seek, part.first)
            left = part.size
            while left and not gone.done():
                piece = await in_thread(self._facilities, file.read, min(left, PIECE_BYTES))
                if not piece:
                    raise BlobTooShort(BlobKey(self._stored.blob_key), part.last + 1, size=part.last + 1 - left)
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
