"""The bytes of stashed files, for their owners alone."""

from starlette.types import ASGIApp

from mediawharf.facilities import Facilities
from mediawharf.model.file import FileFacts
from mediawharf.model.stashed import StashedFile
from mediawharf.model.user import User
from mediawharf.stash.errors import InvalidFileKey, StashNoSuchKey, StashNotLoggedIn, StashWrongOwner
from mediawharf.web.headers import OWNERS_ONLY
from mediawharf.web.refusals import refusal
from mediawharf.web.serving import FileResponse, StoredFile
from mediawharf.web.thumbnail_answers import ThumbnailResponse
from mediawharf.web.thumbnail_places import place_of_name, source_of_stashed


def stash_file(facilities: Facilities, user: User, filekey: str) -> ASGIApp:
    """The whole stashed file of that key; another's file, a part of one and none at all look the same."""
    stored = _find(facilities, user, filekey)
    if stored is None:
        return refusal(404, "No such stashed file of yours.", OWNERS_ONLY)
    return FileResponse(facilities, stored)


def stash_thumbnail(facilities: Facilities, user: User, filekey: str, name: str) -> ASGIApp:
    """The thumbnail of that name of the stashed file of that key, for the same people."""
    whole = _whole(facilities, user, filekey)
    if whole is None:
        return refusal(404, "No such stashed file of yours.", OWNERS_ONLY)
    stashed, blob_key, facts = whole
    source = source_of_stashed(facilities, stashed, facts, blob_key=blob_key, access=OWNERS_ONLY)
    return ThumbnailResponse(facilities, place_of_name(facilities, source, name))


def _find(facilities: Facilities, user: User, filekey: str) -> StoredFile | None:
    whole = _whole(facilities, user, filekey)
    if whole is None:
        return None
    stashed, blob_key, facts = whole
    return StoredFile(
        blob_key=blob_key,
        size=facts.size,
        mime=facts.mime,
        filename=stashed.filekey,
        modified=stashed.touched,
        access=OWNERS_ONLY,
    )


def _whole(facilities: Facilities, user: User, filekey: str) -> tuple[StashedFile, str, FileFacts] | None:
    """The user's own stashed file, with its blob's key and facts, if all its bytes are there."""
    try:
        stashed = facilities.stash.find(filekey, user)
    except (InvalidFileKey, StashNotLoggedIn, StashNoSuchKey, StashWrongOwner):
        return None
    if stashed.state != "stashed" or stashed.blob_key is None or stashed.facts is None:
        return None
    return stashed, stashed.blob_key, stashed.facts
