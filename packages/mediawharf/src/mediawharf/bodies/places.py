"""Where the bytes of a file part go, by the part's name, what came before it, and who sends it."""

from collections.abc import Mapping

from mediawharf.bodies.held import HeldPart
from mediawharf.model.user import User
from mediawharf.stash.errors import NoStorage
from mediawharf.stash.spool import Spool, dropping_spool
from mediawharf.stash.stash import Stash

FILE_PARTS = frozenset({"file", "chunk"})


def place_of(stash: Stash, name: str, *, fields: Mapping[str, str], user: User) -> Spool:
    """The spool for a part called ``file`` or ``chunk``; it must be discarded when the request is over.

    It keeps nothing for those who may not upload, of parts with other names, and where the disk is full: the rest of
    the request is read all the same, so that its sender gets the refusal in the form that was asked for. A chunk
    whose key and offset are in ``fields`` goes straight to its place in the file. Asks the database, and makes a blob.
    """
    if not _is_kept(name, user):
        return dropping_spool(limit=stash.limits.file_bytes)
    if name == "chunk":
        offset, filekey = fields.get("offset", ""), fields.get("filekey")
        if filekey is not None and offset.isascii() and offset.isdigit():
            in_place = stash.spool_in_place(filekey, int(offset), user)
            if in_place is not None:
                return in_place
    try:
        return stash.spool(is_hashed=_is_first(name, fields))
    except NoStorage:
        return dropping_spool(limit=stash.limits.file_bytes, is_full=True)


def place_of_held(stash: Stash, name: str, *, part: HeldPart, fields: Mapping[str, str], user: User) -> Spool:
    """The same for a part that is in memory; ``fields`` are all of the request. Asks nobody, and makes nothing."""
    if _is_kept(name, user):
        spool = stash.hold(is_hashed=_is_first(name, fields))
    else:
        spool = dropping_spool(limit=stash.limits.file_bytes)
    part.pour(spool.write)
    return spool


def _is_kept(name: str, user: User) -> bool:
    return name in FILE_PARTS and user.may("upload") and user.block is None


def _is_first(name: str, fields: Mapping[str, str]) -> bool:
    """Whether the part has the file's first byte: a later chunk is hashed where the hash so far is known."""
    return name != "chunk" or fields.get("offset", "") in ("", "0")
