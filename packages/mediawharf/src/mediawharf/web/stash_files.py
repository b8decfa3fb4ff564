"""The bytes of stashed files, for their owners alone."""

from starlette.types import ASGIApp

from mediawharf.facilities import Facilities
from mediawharf.model.user import User
from mediawharf.stash.errors import InvalidFileKey, StashNoSuchKey, StashNotLoggedIn, StashWrongOwner
from mediawharf.web.headers import OWNERS_ONLY
from mediawharf.web.refusals import refusal
from mediawharf.web.serving import FileResponse, StoredFile


def stash_file(facilities: Facilities, user: User, filekey: str) -> ASGIApp:
    """The whole stashed file of that key; another's file, a part of one and none at all look the same."""
    stored = _find(facilities, user, filekey)
    if stored is None:
        return refusal(404, "No such stashed file of yours.", OWNERS_ONLY)
    return FileResponse(facilities, stored)


def _find(facilities: Facilities, user: User, filekey: str) -> StoredFile | None:
    try:
        stashed = facilities.stash.find(filekey, user)
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
