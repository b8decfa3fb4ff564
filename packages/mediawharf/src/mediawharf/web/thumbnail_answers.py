"""Answers with thumbnails, which are made when they are first asked for."""

import asyncio
from typing import Final, assert_never

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mediawharf.facilities import Facilities
from mediawharf.media.sandbox import SandboxBusy
from mediawharf.repo.thumbnail_maker import ThumbnailFailed, ThumbnailPending
from mediawharf.repo.thumbnail_queue import QueueFull
from mediawharf.web.headers import FILE_HEADERS
from mediawharf.web.refusals import refusal
from mediawharf.web.serving import FileResponse, StoredFile
from mediawharf.web.thumbnail_places import Elsewhere, NoThumbnail, Place, Ready, ToBeMade

_COME_BACK: Final = "5"  # seconds


class ThumbnailResponse:
    """An ASGI answer with a thumbnail, or with where it is, or why there is none. No thread waits for its making."""

    def __init__(self, facilities: Facilities, place: Place) -> None:
        self._facilities = facilities
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one GET or HEAD request."""
        await (await self._answer())(scope, receive, send)

    async def _answer(self) -> ASGIApp:
        match self._place:
            case Ready(stored):
                return FileResponse(self._facilities, stored)
            case Elsewhere(address, access):
                return Response(None, 302, headers={**FILE_HEADERS, **access, "Location": address})
            case NoThumbnail(status, reason, access):
                return refusal(status, reason, access)
            case ToBeMade():
                return await self._made(self._place)
            case _:
                assert_never(self._place)

    async def _made(self, place: ToBeMade) -> ASGIApp:
        try:
            making = self._facilities.thumbnail_queue.ask(place.picture)
            # Others wait for it too: a client that goes away must not take it along.
            made = await asyncio.shield(asyncio.wrap_future(making))
        except (QueueFull, SandboxBusy, ThumbnailPending):
            return refusal(503, "Too many thumbnails are being made.", place.access, Retry_After=_COME_BACK)
        except ThumbnailFailed as failed:
            return refusal(404, f"No thumbnail can be made of this file: {failed.reason}", place.access)
        mime = place.picture.view.mime
        stored = StoredFile(made.blob_key, made.size, mime, place.filename, made.made, place.access)
        return FileResponse(self._facilities, stored)
