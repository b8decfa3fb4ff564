"""The bytes of stashed files, for their owners alone."""

from starlette.requests import Request
from starlette.types import ASGIApp

from mediawharf.facilities import Facilities
from mediawharf.stash.errors import InvalidFileKey, StashNoSuchKey, StashNotLoggedIn, StashWrongOwner
from mediawharf.web.headers import OWNERS_ONLY
from mediawharf.web.refusals import refusal
from mediawharf.web.serving import FileResponse, StoredFile
from mediawharf.web.visitors import in_thread, visitor


async def stash_file(facilities: Facilities, request: Request, filekey: str) -> ASGIApp:
    """The whole stashed file of that key; another's file, a part of one and none at all look the same."""
    stored = await in_thread(facilities, _find, facilities, request, filekey)
    if stored is None:
        return refusal(404, "No such stashed file of yours.", OWNERS_ONLY)
    return FileResponse(facilities, stored)


def _find(facilities: Facilities, request: Request, filekey: str) -> StoredFile | None:
    try:
        stashed = facilities.stash.find(filekey, visitor(facilities, request))
    except (InvalidFileKey, StashNotLoggedIn, StashNoSuchKey, StashWrongOwner):
        return None
    if stashed.state != "stashed" or stashed.blob_key is None or stashed.facts is None:
        return None
    return StoredFile(
        blob_key=stashed.blob_key,
        size=stashed.facts.size,
        mime=stashed.facts.mime,
        filename=stashed.filekey,
        modified=stashed.touched,
        access=OWNERS_ONLY,
    )
